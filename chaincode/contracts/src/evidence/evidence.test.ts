import { beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalJson } from '@scrip/model';
import type { Channel, Committed } from '../test-support/channel.js';
import {
  advanceTo,
  CUSTODIAN,
  instructionOf,
  ISSUER,
  openedChannel,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { adopt } from '../test-support/definitions.js';
import { AUTOMATIC, DEED, giveStanding, standingOf, titleBy } from '../test-support/title.js';
import { definitionOf, placementOf, register } from '../test-support/securities.js';

const { isin } = SHARE;
const DOCUMENT = 'd'.repeat(64);
const BY_COURT = { basis: 'court-order', document: DOCUMENT };
/** A vault receipt every twelve months, or transfers wait. */
const PROVEN = {
  ...{ ...AUTOMATIC, name: 'Proven' },
  protocol: { ...AUTOMATIC.protocol, evidence: [{ kind: 'vault-receipt', everyMonths: 12 }] },
};
const NOTARY = REGULATOR;

let channel: Channel;
let ada: string;
let bob: string;

beforeEach(async () => {
  channel = await openedChannel();
  await adopt(channel, PROVEN);
  await register(channel, { ...SHARE, title: titleBy('Proven@1', { notary: NOTARY }) });
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  bob = await takeOn(channel, CUSTODIAN, 'Bob');
  await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: ada, units: '100' }] });
  for (const [by, role] of [
    [REGISTRAR, 'registrar'],
    [CUSTODIAN, 'sellersCustodian'],
  ] as const) {
    await giveStanding(channel, standingOf(isin, by, role));
  }
});

const show = (evidenceId: string, more: object = {}, caller = NOTARY): Promise<Committed> =>
  channel.submit(caller, 'evidence:publish', {
    ...{ isin, evidenceId, kind: 'vault-receipt', document: DOCUMENT, issuedOn: '2026-11-20', ...more },
  });
const revoke = (evidenceId: string, caller = NOTARY): Promise<Committed> =>
  channel.submit(caller, 'evidence:revoke', { isin, evidenceId });
const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;
const behind = (): Promise<unknown> => channel.evaluate(CUSTODIAN, 'evidence:behind', [isin]);

async function instruct(id: string): Promise<void> {
  const instruction = { ...instructionOf(id, ada, bob, '5'), deed: DEED };
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instruction] });
  const { terms } = (await channel.evaluate(CUSTODIAN, 'settlement:instruction', [id])) as { readonly terms: string };
  await channel.submit(CUSTODIAN, 'settlement:accept', { instructionId: id, party: bob, terms });
}
async function settle(id: string): Promise<string> {
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: [id] });
  const [outcome] = (result as { instructions: readonly { status: string; code?: string }[] }).instructions;
  return [outcome?.status, outcome?.code].filter((word) => word !== undefined).join(' ');
}
async function dryRun(): Promise<readonly unknown[]> {
  const asked = canonicalJson({ ...instructionOf('dry', ada, bob, '5'), deed: DEED });
  const { rules } = (await channel.evaluate(CUSTODIAN, 'settlement:dryRun', [asked])) as {
    readonly rules: readonly { readonly rule: string; readonly reason?: string }[];
  };
  return rules.filter(({ rule }) => rule === 'evidence-vault-receipt');
}

describe('evidence of what stands behind a security', () => {
  test('that is missing suspends a transfer, which settles once the notary shows it', async () => {
    await instruct('t-1');
    expect(await settle('t-1')).toBe('unchanged EVIDENCE_STALE');
    expect(await dryRun()).toMatchObject([{ allowed: false, reason: 'EVIDENCE_STALE' }]);
    expect(await behind()).toMatchObject({ transfersSuspended: true, demands: [{ isStale: true }], shown: [] });
    const { events } = await show('receipt-2026', { issuer: 'HWUPKR0MPOU8FGXBT394' });
    expect(events).toMatchObject([
      { type: 'EvidencePublished', evidence: { evidenceId: 'receipt-2026', publishedBy: NOTARY } },
    ]);
    expect(await dryRun()).toMatchObject([{ allowed: true }]);
    expect(await settle('t-1')).toBe('settled');
  });

  test('that is out of date suspends transfers, and a newer one cures it', async () => {
    await show('receipt-2026', { validUntil: '2026-11-27' });
    expect(await behind()).toMatchObject({ transfersSuspended: false, demands: [{ goodUntil: '2026-11-27' }] });
    await advanceTo(channel, '2026-11-30');
    await instruct('t-1');
    expect(await settle('t-1')).toBe('unchanged EVIDENCE_STALE');
    expect(await refused(() => show('older', { issuedOn: '2026-11-19' }))).toBe('EVIDENCE_OLDER');
    expect(await refused(() => show('receipt-2026', { issuedOn: '2026-11-30' }))).toBe('EVIDENCE_EXISTS');
    await show('receipt-2027', { issuedOn: '2026-11-30' });
    expect(await settle('t-1')).toBe('settled');
    expect(((await behind()) as { readonly shown: readonly unknown[] }).shown).toHaveLength(2);
  });

  test('is due as long ahead as somebody asks', async () => {
    const due = async (days: string): Promise<unknown> => {
      const { due: items } = (await channel.evaluate(CUSTODIAN, 'evidence:due', [days])) as { readonly due: unknown };
      return items;
    };
    expect(await due('0')).toMatchObject([{ isin, kind: 'vault-receipt', isStale: true }]);
    await show('receipt-2026', { validUntil: '2026-12-01' });
    expect(await due('10')).toEqual([]);
    expect(await due('11')).toMatchObject([{ isin, goodUntil: '2026-12-01', isStale: false }]);
    expect(await refused(() => due('-1'))).toBe('FIELD_INVALID');
  });

  test('that is revoked counts no longer, and is on record as that', async () => {
    await show('receipt-2026');
    await instruct('t-1');
    expect(await refused(() => revoke('receipt-2026', REGISTRAR))).toBe('AUTHORITY_DENIED');
    expect((await revoke('receipt-2026')).events).toMatchObject([
      { type: 'EvidenceRevoked', evidence: { revoked: { by: NOTARY, on: '2026-11-20' } } },
    ]);
    expect(await settle('t-1')).toBe('unchanged EVIDENCE_STALE');
    expect(await refused(() => revoke('receipt-2026'))).toBe('EVIDENCE_REVOKED');
    expect(await refused(() => revoke('never'))).toBe('EVIDENCE_UNKNOWN');
  });

  test('suspends a joint instruction, which settles once it is shown', async () => {
    await channel.submit(CUSTODIAN, 'instruction:propose', {
      ...{ instructionId: 'j-1', mode: 'onDate', legs: [{ kind: 'delivery', isin, from: ada, to: bob, units: '5' }] },
      ...{ tradeDate: '2026-11-20', settlementDate: '2026-11-20', lastDay: '2026-11-30' },
    });
    for (const party of [ada, bob])
      await channel.submit(CUSTODIAN, 'instruction:affirm', { instructionId: 'j-1', party });
    const settleJoint = async (): Promise<unknown> =>
      (await channel.submit(REGISTRAR, 'instruction:settle', { instructionIds: ['j-1'] })).result;
    expect(await settleJoint()).toMatchObject({ instructions: [{ code: 'EVIDENCE_STALE' }] });
    await show('receipt-2026');
    expect(await settleJoint()).toMatchObject({ instructions: [{ status: 'settled' }] });
  });

  test('keeps nothing back that the issuer owes, or that an order, a recovery or a correction moves', async () => {
    await channel.submit(ISSUER, 'register:redeem', { ...BY_COURT, isin, holderId: ada, units: '10' });
    await channel.submit(REGULATOR, 'register:forceTransfer', {
      ...{ ...BY_COURT, isin, fromHolderId: ada, toHolderId: bob, units: '10' },
    });
    await channel.submit(REGISTRAR, 'register:recoverHolding', {
      ...BY_COURT,
      isin,
      fromHolderId: bob,
      toHolderId: ada,
    });
    const act = { isin, holderId: ada, certificates: [{ number: 'B-1', units: '1' }] };
    expect(await refused(() => channel.submit(REGULATOR, 'register:rematerialise', { ...BY_COURT, act }))).toBe(
      'EVIDENCE_STALE',
    );
  });

  test.each<[string, object, string, string]>([
    ['its registrar, where a notary is named', {}, REGISTRAR, 'AUTHORITY_DENIED'],
    ['its issuer', {}, ISSUER, 'AUTHORITY_DENIED'],
    ['the notary, of a day to come', { issuedOn: '2026-11-23' }, NOTARY, 'DATE_INVALID'],
    ['the notary, of no kind', { kind: 'rumour' }, NOTARY, 'FIELD_INVALID'],
    ['the notary, of no security', { isin: 'US5949181045' }, NOTARY, 'SECURITY_UNKNOWN'],
  ])('is not shown by %s', async (_, more, caller, code) => {
    expect(await refused(() => show('e-1', more, caller))).toBe(code);
  });
});

describe('evidence that the terms of a security demand', () => {
  const proved = { ...SHARE, isin: 'US5949181045' };
  const demand = (by: string, evidence: string, otherwise: string): object => ({
    ...{ is: 'provesAsset@1', with: { by, evidence, everyMonths: 6, otherwise: [otherwise] } },
  });
  const ofProved = (evidenceId: string, kind: string, caller: string): Promise<Committed> =>
    show(evidenceId, { isin: proved.isin, kind }, caller);

  beforeEach(async () => {
    const form = definitionOf(proved, {
      titleTo: titleBy('Proven@1', { notary: NOTARY }),
      terms: [
        ...SHARE.terms,
        { is: 'standsFor@1', with: { asset: 'gold', register: 'vault', entry: '1' } },
        demand('notary', 'vault-receipt', 'transfers'),
        demand('issuer', 'audit', 'transfers'),
        demand('registrar', 'insurance', 'payments'),
      ],
    });
    await adopt(channel, form);
    await channel.submit(ISSUER, 'security:register', placementOf(proved));
  });

  test('suspends transfers beside what the protocol demands, for the shorter time', async () => {
    const stale = async (): Promise<unknown> => {
      const { demands } = (await channel.evaluate(CUSTODIAN, 'evidence:behind', [proved.isin])) as {
        readonly demands: readonly { readonly kind: string; readonly everyMonths: number; readonly isStale: boolean }[];
      };
      return demands.map(({ kind, everyMonths, isStale }) => [kind, everyMonths, isStale]);
    };
    expect(await stale()).toEqual([
      ['vault-receipt', 6, true],
      ['audit', 6, true],
    ]);
    await ofProved('receipt-2026', 'vault-receipt', NOTARY);
    await ofProved('audit-2026', 'audit', ISSUER);
    expect(await stale()).toEqual([
      ['vault-receipt', 6, false],
      ['audit', 6, false],
    ]);
  });

  test('is shown by whom they name and by nobody else', async () => {
    expect(await refused(() => ofProved('audit-2026', 'audit', NOTARY))).toBe('AUTHORITY_DENIED');
    expect(await refused(() => ofProved('receipt-2026', 'vault-receipt', ISSUER))).toBe('AUTHORITY_DENIED');
  });
});
