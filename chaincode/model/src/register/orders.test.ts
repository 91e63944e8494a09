import { describe, expect, test } from '@jest/globals';
import { compliance, type Participants } from '../index.js';
import type { InstructionId, MspId, PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { parseBusinessDate } from '../dates/business-date.js';
import { secondToIssuer } from '../security/agreement.js';
import { askAuthorised, requireAuthorisedChange } from '../security/authorised-change.js';
import { factsOf, lotOf, ORDER, SHARE, side, TODAY } from '../test-support/register.js';
import { carryFreezes, releaseFreezes } from './freeze-change.js';
import type { Freeze } from './freeze.js';
import { moveHolding, type ComplianceQuestion, type MovementDecision } from './move-holding.js';
import type { Movement } from './movement.js';
import { entryOf, movementRecord } from './movement-entry.js';
import { isTreasury } from './treasury.js';
import { firstReason } from './verdict.js';

const LOTS = [lotOf('a', 6n, '2026-01-01', 1), lotOf('a', 4n, '2026-02-01', 2)];
const forced = (overrides?: 'rules'): Movement => ({
  ...{ kind: 'forcedTransfer', from: side('a'), to: side('b'), units: 7n },
  order: { ...ORDER, ...(overrides === undefined ? {} : { overrides }) },
});
const RECOVERY: Movement = { kind: 'recovery', from: side('a'), to: side('b'), units: 10n, order: ORDER };
const freeze = (fields: Partial<Freeze>): Freeze => ({
  ...{ scope: 'holder', isin: SHARE.isin, basis: 'court-order', document: ORDER.document, since: TODAY },
  ...{ imposedBy: 'RegulatorMSP' as MspId },
  ...fields,
});
const holder = (name: string, fields: Partial<Freeze> = {}): Freeze => freeze({ holderId: name as PartyId, ...fields });
const EVERYWHERE: Freeze = {
  ...{ scope: 'holder', holderId: 'b' as PartyId, basis: 'court-order', document: ORDER.document, since: TODAY },
  imposedBy: 'RegulatorMSP' as MspId,
};
const units = (frozen: bigint, by = 'RegulatorMSP', name = 'a'): Freeze =>
  freeze({ scope: 'units', holderId: name as PartyId, units: frozen, imposedBy: by as MspId });
const decide = (movement: Movement, ...freezes: readonly Freeze[]): MovementDecision =>
  moveHolding(movement, { ...factsOf(LOTS), freezes });
const reasonOf = (movement: Movement, ...freezes: readonly Freeze[]): string | undefined =>
  firstReason(decide(movement, ...freezes).verdict);
/** A rule that nobody meets. */
const refusing: ComplianceQuestion = {
  version: 1,
  expression: compliance.RULES.holdingAtMost({ units: '1' }),
  facts: new compliance.Facts(
    {
      ...{ event: 'hold', isin: SHARE.isin, today: TODAY, receiver: 'b' as PartyId, units: 7n, lots: [] },
      enteredOn: TODAY,
    },
    new Map([[compliance.needKey({ need: 'holding', side: 'receiver' } as never), 0n]]),
  ),
};

describe('a forced transfer', () => {
  test('moves units as a transfer does, to a lot acquired today', () => {
    const { effect } = decide(forced());
    expect(effect?.created).toMatchObject([
      { holderId: 'b', units: 7n, acquiredOn: TODAY, origin: 'transfer' },
      { holderId: 'a', units: 3n, acquiredOn: '2026-02-01', origin: 'remainder' },
    ]);
  });

  test.each<[string, readonly Freeze[], string | undefined]>([
    ['of the security', [freeze({ scope: 'security' })], undefined],
    ['of the sender', [holder('a')], undefined],
    ['of the receiver', [holder('b')], 'HOLDER_FROZEN'],
    ['of the units that are left', [units(3n)], undefined],
    ['of one unit more', [units(4n)], 'UNITS_FROZEN'],
  ])('a freeze %s: %s', (_, freezes, reason) => {
    expect(reasonOf(forced(), ...freezes)).toBe(reason);
  });

  test('to the holder itself is refused', () => {
    expect(reasonOf({ ...forced(), to: side('a') } as Movement)).toBe('SAME_HOLDER');
  });

  test('is judged by the rules for holders, and the order says whether they stand in the way', () => {
    const facts = { ...factsOf(LOTS), compliance: [refusing] };
    const plain = moveHolding(forced(), facts);
    expect(plain.verdict).toMatchObject({ allowed: false, compliance: [{ outcome: 'failed' }] });
    expect(plain.verdict).not.toHaveProperty('overridden');
    const overridden = moveHolding(forced('rules'), facts);
    expect(overridden.verdict).toMatchObject({
      ...{ allowed: true, overridden: true },
      compliance: [{ outcome: 'failed', reasons: ['HOLDING_ABOVE_MAXIMUM'] }],
    });
    expect(overridden.effect).toBeDefined();
  });

  test('overrides no rule of the register', () => {
    expect(reasonOf({ ...forced('rules'), units: 11n })).toBe('UNITS_INSUFFICIENT');
  });

  test('is kept with its order', () => {
    const movement = {
      ...forced('rules'),
      from: side(`P${'A'.repeat(32)}`),
      to: side(`P${'B'.repeat(32)}`),
    } as Movement;
    const entry = entryOf(movement, decide(forced()).verdict, { isin: SHARE.isin, businessDate: TODAY });
    expect(entry).toMatchObject({ kind: 'forcedTransfer', order: { ...ORDER, overrides: 'rules' } });
    expect(movementRecord.decode(movementRecord.encode(entry))).toEqual(entry);
  });
});

describe('what an order releases', () => {
  test('is taken from the freeze that it names, and from no other', () => {
    const freezes = [units(10n), units(8n, 'RegistrarMSP')];
    const [change] = releaseFreezes(freezes, [{ imposedBy: 'RegulatorMSP' as MspId, units: 7n }], TODAY);
    expect(change).toEqual({ before: freezes[0], after: { ...freezes[0], units: 3n } });
    // the registrar's freeze still holds eight of ten
    expect(reasonOf(forced(), units(3n), units(8n, 'RegistrarMSP'))).toBe('UNITS_FROZEN');
  });

  test('as a whole ends the freeze', () => {
    const [change] = releaseFreezes([units(7n)], [{ imposedBy: 'RegulatorMSP' as MspId, units: 7n }], TODAY);
    expect(change).toEqual({ before: units(7n) });
  });

  test.each<[string, readonly Freeze[]]>([
    ['nothing frozen', []],
    ['fewer units frozen', [units(6n)]],
    ['only another organisation’s freeze', [units(9n, 'RegistrarMSP')]],
    ['a freeze that is over', [{ ...units(9n), until: parseBusinessDate('2026-11-19') }]],
  ])('is refused with %s', (_, freezes) => {
    const releases = [{ imposedBy: 'RegulatorMSP' as MspId, units: 7n }];
    expect(() => releaseFreezes(freezes, releases, TODAY)).toThrow(expect.objectContaining({ code: 'FREEZE_ABSENT' }));
  });
});

describe('a recovery', () => {
  test('brings every lot with its date and price', () => {
    const { effect } = decide(RECOVERY);
    expect(effect?.consumed).toEqual(LOTS);
    expect(effect?.created.map((lot) => [lot.holderId, lot.units, lot.acquiredOn, lot.price, lot.origin])).toEqual([
      ['b', 6n, '2026-01-01', '10.5', 'recovery'],
      ['b', 4n, '2026-02-01', '10.5', 'recovery'],
    ]);
  });

  test('brings frozen units as they are', () => {
    expect(reasonOf(RECOVERY, units(10n))).toBeUndefined();
    const [carried] = carryFreezes([units(5n)], [], 'b' as PartyId, TODAY);
    expect(carried).toEqual({ before: units(5n), after: units(5n, 'RegulatorMSP', 'b') });
  });

  test('is refused where two freezes of one organisation would meet', () => {
    const carrying = (): unknown => carryFreezes([units(5n)], [units(1n, 'RegulatorMSP', 'b')], 'b' as PartyId, TODAY);
    expect(carrying).toThrow(expect.objectContaining({ code: 'FREEZE_EXISTS' }));
  });

  test.each<[string, readonly Freeze[], string | undefined]>([
    ['neither is frozen', [], undefined],
    ['the old record is frozen', [holder('a')], 'HOLDER_FROZEN'],
    ['both are, by the same', [holder('a'), holder('b')], undefined],
    ['the new one is in all securities', [holder('a'), EVERYWHERE], undefined],
    ['both are, by others', [holder('a'), holder('b', { imposedBy: 'RegistrarMSP' as MspId })], 'HOLDER_FROZEN'],
    ['the new one was', [holder('a'), holder('b', { until: parseBusinessDate('2026-11-19') })], 'HOLDER_FROZEN'],
    ['the old one was', [holder('a', { until: parseBusinessDate('2026-11-19') })], undefined],
    ['the security is', [freeze({ scope: 'security' })], 'SECURITY_FROZEN'],
  ])('leaves no freeze behind: %s', (_, freezes, reason) => {
    expect(reasonOf(RECOVERY, ...freezes)).toBe(reason);
  });

  test('waits for units that are reserved', () => {
    const { verdict } = moveHolding(RECOVERY, {
      ...factsOf(LOTS),
      reservations: [{ instructionId: 'other' as InstructionId, units: 1n }],
    });
    expect(firstReason(verdict)).toBe('UNITS_RESERVED');
  });

  test.each([
    [LIMITS.lotsPerRecoveryMax, undefined],
    [LIMITS.lotsPerRecoveryMax + 1, 'LOTS_PER_MOVEMENT_EXCEEDED'],
  ])('of %i lots: %s', (count, reason) => {
    const many = Array.from({ length: count }, (_, index) => lotOf('a', 1n, '2026-01-01', 1, index));
    const { verdict } = moveHolding({ ...RECOVERY, units: BigInt(count) }, factsOf(many));
    expect(firstReason(verdict)).toBe(reason);
  });
});

describe('treasury units', () => {
  const lei = { lei: '7LTWFZYICNSX8D621K86' } as never;
  const register = { register: { authority: 'RA000001', number: 'HRB 1' } } as never;
  const other = { register: { authority: 'RA000001', number: 'HRB 2' } } as never;
  const issuer = (identified: object): never => ({ mspId: 'IssuerMSP', ...identified }) as never;

  test.each([
    [issuer(lei), lei, true],
    [issuer(lei), register, false],
    [issuer(register), register, true],
    [issuer(register), other, false],
    [issuer(register), lei, false],
  ])('%j and %j: %s', (of, entity, expected) => {
    expect(isTreasury(of, { entity })).toBe(expected);
  });

  test('are never those of a party without an identifier', () => {
    expect(isTreasury(issuer(lei), {})).toBe(false);
  });
});

describe('authorised units', () => {
  const change = { isin: SHARE.isin, authorisedUnits: 2000n, document: ORDER.document };
  const [ISSUER, REGISTRAR] = ['IssuerMSP', 'RegistrarMSP'] as MspId[] as [MspId, MspId];

  test('are asked for by one and another organisation', () => {
    const asked = askAuthorised(undefined, change, ISSUER);
    expect(asked.by).toEqual([ISSUER]);
    expect(askAuthorised(asked, change, REGISTRAR).by).toEqual([ISSUER, REGISTRAR]);
    expect(askAuthorised(asked, change, ISSUER).by).toEqual([ISSUER]);
  });

  test('of another number or by another document are another change', () => {
    const asked = askAuthorised(undefined, change, ISSUER);
    expect(askAuthorised(asked, { ...change, authorisedUnits: 3000n }, REGISTRAR).by).toEqual([REGISTRAR]);
    expect(askAuthorised(asked, { ...change, document: 'e'.repeat(64) as never }, REGISTRAR).by).toEqual([REGISTRAR]);
  });

  test.each([
    [100n, 100n, undefined],
    [101n, 100n, 'AUTHORISED_UNITS_EXCEEDED'],
    [0n, 1000n, 'AUTHORISED_UNITS_UNCHANGED'],
  ])('with %i issued, %i: %s', (issued, after, code) => {
    const required = (): void => requireAuthorisedChange(SHARE, issued, after);
    if (code === undefined) expect(required).not.toThrow();
    else expect(required).toThrow(expect.objectContaining({ code }));
  });

  test('of an issuer that is its own registrar need a regulator', () => {
    const participants = { acting: { withRole: () => ['RegulatorMSP'] } } as unknown as Participants;
    expect(secondToIssuer(SHARE, participants)).toEqual([REGISTRAR]);
    expect(secondToIssuer({ ...SHARE, registrar: ISSUER }, participants)).toEqual(['RegulatorMSP']);
  });
});
