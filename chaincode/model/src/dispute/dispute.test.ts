import { describe, expect, test } from '@jest/globals';
import { parseBusinessDate } from '../dates/business-date.js';
import type { MspId, PartyId, Sha256 } from '../identifiers/names.js';
import { entryIdOf } from '../register/entry-id.js';
import type { Freeze } from '../register/freeze.js';
import { frozenUnits } from '../register/freeze-rule.js';
import { TARGET } from '../test-support/calendar.js';
import { SHARE, TODAY, transactionId } from '../test-support/register.js';
import {
  agreeTo,
  correctDispute,
  decideDispute,
  disputeRecord,
  freezeOf,
  isWantedByBoth,
  placeOf,
  requireInTime,
  requireTransfer,
  unitsInDispute,
  withdrawDispute,
  type Agreement,
  type Dispute,
} from './dispute.js';

const [ada, bob, cleo] = [`P${'A'.repeat(32)}`, `P${'B'.repeat(32)}`, `P${'C'.repeat(32)}`] as [
  PartyId,
  PartyId,
  PartyId,
];
const by = 'RegulatorMSP' as MspId;
const ABOUT = { entry: entryIdOf(transactionId(1), 0), on: TODAY };
const OPEN: Dispute = {
  ...{ isin: SHARE.isin, disputeId: 'd-1', about: ABOUT, ground: 'forgery', document: 'd'.repeat(64) as Sha256 },
  ...{ fromHolderId: ada, holderId: bob, units: 35n, raisedBy: by, raisedAs: 'regulator', raisedOn: TODAY },
  ...{ state: 'open', agreements: [] },
};
const DECIDED = { basis: 'court-order', document: OPEN.document, by, on: TODAY } as const;
const code = (call: () => unknown): unknown => {
  try {
    call();
    return 'done';
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
};

describe('an objection', () => {
  // the twentieth of November 2026 is a Friday
  test.each([
    ['2026-11-20', 0, 'done'],
    ['2026-11-23', 0, 'OBJECTION_TOO_LATE'],
    ['2026-11-23', 1, 'done'],
    ['2026-11-24', 1, 'OBJECTION_TOO_LATE'],
    ['2026-12-04', 10, 'done'],
    ['2026-12-07', 10, 'OBJECTION_TOO_LATE'],
    ['2026-11-20', undefined, 'OBJECTION_NOT_FORESEEN'],
  ])('on %s, with %s business days to make it: %s', (today, days, expected) => {
    expect(code(() => requireInTime(ABOUT, days, TARGET, parseBusinessDate(today)))).toBe(expected);
  });

  test.each([
    [60n, 0n, 60n, 0n, 60n],
    [60n, 0n, 35n, 0n, 35n],
    [60n, 20n, 60n, 0n, 40n],
    [60n, 0n, 100n, 70n, 30n],
    [60n, 0n, 0n, 0n, 'UNITS_PASSED_ON'],
    [60n, 60n, 60n, 0n, 'UNITS_PASSED_ON'],
    [60n, 0n, 30n, 30n, 'UNITS_PASSED_ON'],
  ])(
    'to %i units, of which %i are corrected, where %i are held and %i disputed, is over %s',
    (brought, corrected, held, disputed, expected) => {
      const ask = (): bigint => unitsInDispute(brought, { corrected, held, disputed });
      expect(typeof expected === 'bigint' ? ask() : code(ask)).toBe(expected);
    },
  );

  test('is to a transfer from one party to another', () => {
    expect(requireTransfer({ kind: 'transfer', from: ada, to: bob })).toEqual({ from: ada, to: bob });
    for (const kind of ['issue', 'forcedTransfer', 'correction', 'recovery'] as const) {
      expect(code(() => requireTransfer({ kind, from: ada, to: bob }))).toBe('ENTRY_NOT_DISPUTABLE');
    }
    expect(code(() => requireTransfer({ kind: 'transfer', from: ada, to: ada }))).toBe('ENTRY_NOT_DISPUTABLE');
  });

  test('has a place, and the nearest one counts', () => {
    const places = {
      ...{ sendersCustodian: 'A', receiversCustodian: 'B', registrar: 'R', issuer: 'A', notary: 'N' },
    } as unknown as Parameters<typeof placeOf>[1];
    const of = (name: string, isRegulator = false): unknown => placeOf(name as MspId, places, isRegulator);
    expect(['A', 'B', 'R', 'N', 'X'].map((name) => of(name))).toEqual([
      ...['sendersCustodian', 'receiversCustodian', 'registrar', 'notary', undefined],
    ]);
    expect([of('X', true), of('R', true)]).toEqual(['regulator', 'registrar']);
  });
});

describe('a dispute', () => {
  test('is stored and read back', () => {
    const whole = { ...OPEN, decided: DECIDED, endedOn: TODAY, correctedBy: ABOUT };
    expect(disputeRecord.decode(disputeRecord.encode(whole))).toEqual(whole);
  });

  test('is agreed on when both parties want the same, whatever they wanted before', () => {
    const word = (party: PartyId, decision: 'upheld' | 'dismissed'): Agreement => ({ party, decision, by, on: TODAY });
    let dispute = agreeTo(agreeTo(OPEN, word(ada, 'upheld')), word(bob, 'dismissed'));
    expect(isWantedByBoth(dispute, 'upheld')).toBe(false);
    dispute = agreeTo(dispute, word(bob, 'upheld'));
    expect([isWantedByBoth(dispute, 'upheld'), isWantedByBoth(dispute, 'dismissed')]).toEqual([true, false]);
    expect(dispute.agreements).toHaveLength(2);
    expect(code(() => agreeTo(OPEN, word(cleo, 'upheld')))).toBe('PARTY_NOT_OF_DISPUTE');
  });

  test('ends once', () => {
    const ended = [decideDispute(OPEN, 'dismissed', DECIDED, false), withdrawDispute(OPEN, TODAY)];
    expect(ended.map(({ state, endedOn }) => [state, endedOn])).toEqual([
      ['dismissed', TODAY],
      ['settled', TODAY],
    ]);
    const upheld = decideDispute(OPEN, 'upheld', DECIDED, false);
    expect(upheld).not.toHaveProperty('endedOn');
    for (const dispute of [...ended, upheld]) {
      expect(code(() => decideDispute(dispute, 'upheld', DECIDED, true))).toBe('DISPUTE_NOT_OPEN');
      expect(code(() => withdrawDispute(dispute, TODAY))).toBe('DISPUTE_NOT_OPEN');
    }
  });

  test('that was upheld and cannot be corrected is dismissed by a regulator alone', () => {
    const upheld = decideDispute(OPEN, 'upheld', DECIDED, false);
    expect(code(() => decideDispute(upheld, 'dismissed', DECIDED, false))).toBe('DISPUTE_NOT_OPEN');
    expect(decideDispute(upheld, 'dismissed', DECIDED, true)).toMatchObject({ state: 'dismissed', endedOn: TODAY });
    const corrected: Dispute = { ...upheld, correctedBy: ABOUT };
    expect(code(() => decideDispute(corrected, 'dismissed', DECIDED, true))).toBe('DISPUTE_NOT_OPEN');
  });

  test.each<[string, Dispute, object, string]>([
    ['that is open', OPEN, {}, 'DISPUTE_NOT_UPHELD'],
    ['that is upheld', { ...OPEN, state: 'upheld' }, {}, 'done'],
    ['over fewer units', { ...OPEN, state: 'upheld' }, { units: 1n }, 'DISPUTE_UNITS_DIFFER'],
    ['of more than are there', { ...OPEN, state: 'upheld' }, { units: 36n }, 'UNITS_PASSED_ON'],
    ['to somebody else', { ...OPEN, state: 'upheld' }, { toHolderId: cleo }, 'DISPUTE_OF_ANOTHER_MATTER'],
    ['twice', { ...OPEN, state: 'upheld', correctedBy: ABOUT }, {}, 'DISPUTE_NOT_UPHELD'],
    [
      'of another entry',
      { ...OPEN, state: 'upheld' },
      { corrects: { ...ABOUT, entry: entryIdOf(transactionId(2), 0) } },
      'DISPUTE_OF_ANOTHER_MATTER',
    ],
  ])('%s is corrected: %#', (_, dispute, more, expected) => {
    const asked = { corrects: ABOUT, toHolderId: ada, units: 35n, ...more };
    expect(code(() => correctDispute(dispute, asked, ABOUT))).toBe(expected);
  });

  test('freezes its own units: those of several add up, and an order over the holding counts if it is larger', () => {
    const ordered: Freeze = {
      ...{ scope: 'units', isin: OPEN.isin, holderId: bob, units: 50n, basis: 'court-order' },
      ...{ document: OPEN.document, imposedBy: by, since: TODAY },
    };
    const [one, two] = [freezeOf(OPEN), freezeOf({ ...OPEN, disputeId: 'd-2', units: 10n })];
    const frozen = (...freezes: Parameters<typeof frozenUnits>[0]): bigint => frozenUnits(freezes, bob, TODAY);
    expect([frozen(one), frozen(one, two), frozen(one, two, ordered), frozen(one, ordered)]).toEqual([
      ...[35n, 45n, 50n, 50n],
    ]);
  });
});
