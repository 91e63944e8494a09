import { beforeEach, expect, test } from '@jest/globals';
import type { Committed } from '../test-support/channel.js';
import { CUSTODIAN, ISSUER, REGISTRAR, REGULATOR, SHARE, takeOn } from '../test-support/market.js';
import { AUTOMATIC, giveStanding, standingOf } from '../test-support/title.js';
import { BUYERS, VotedShare } from '../test-support/voted-share.js';

const { isin } = SHARE;
let share: VotedShare;
let cleo: string;

beforeEach(async () => {
  share = await VotedShare.begin(AUTOMATIC);
  cleo = await takeOn(share.channel, CUSTODIAN, 'Cleo');
  await giveStanding(share.channel, standingOf(isin, REGISTRAR, 'registrar'));
  await giveStanding(share.channel, standingOf(isin, CUSTODIAN, 'sellersCustodian'));
});

const delivery = (from: string, to: string, units: string): object => ({ kind: 'delivery', isin, from, to, units });
const propose = (instructionId: string, legs: readonly object[], more: object = {}): Promise<Committed> =>
  share.channel.submit(CUSTODIAN, 'instruction:propose', {
    ...{ instructionId, legs, mode: 'onAffirmation' },
    ...{ tradeDate: '2026-11-20', settlementDate: '2026-11-20', lastDay: '2026-12-31' },
    ...more,
  });
const affirm = (instructionId: string, party: string): Promise<Committed> =>
  share.channel.submit(party === share.bob ? BUYERS : CUSTODIAN, 'instruction:affirm', { instructionId, party });
const settle = (...instructionIds: readonly string[]): Promise<Committed> =>
  share.channel.submit(REGISTRAR, 'instruction:settle', { instructionIds });
const termsOf = async (id: string): Promise<unknown> =>
  ((await share.channel.evaluate(REGULATOR, 'instruction:get', [id])) as { readonly terms?: string }).terms;
const entriesIn = ({ writes }: Committed): readonly unknown[] =>
  writes.filter(({ key }) => key.startsWith('movement/')).map(({ value = '' }) => JSON.parse(value) as unknown);
const otherNotary = (): Promise<Committed> =>
  share.channel.submit(REGULATOR, 'ownership:replaceAttestor', {
    ...{ isin, role: 'notary', successor: ISSUER, basis: 'court-order', document: 'd'.repeat(64) },
  });

test('what all parties of an instruction affirm is their deed, and the entries name it', async () => {
  await propose('j-1', [delivery(share.ada, share.bob, '10'), delivery(share.ada, cleo, '5')]);
  for (const party of [share.ada, share.bob, cleo]) await affirm('j-1', party);
  const entries = entriesIn(await settle('j-1'));
  const deed = await termsOf('j-1');
  expect(deed).toMatch(/^[0-9a-f]{64}$/);
  expect(entries).toMatchObject([
    { kind: 'transfer', deed },
    { kind: 'transfer', deed },
  ]);
});

test('two instructions have two deeds, whatever else is alike', async () => {
  for (const id of ['j-1', 'j-2']) await propose(id, [delivery(share.ada, share.bob, '10')]);
  expect(await termsOf('j-1')).not.toBe(await termsOf('j-2'));
});

test('nobody affirms what names another notary than there is now, and nothing settles by it', async () => {
  await propose('j-1', [delivery(share.ada, share.bob, '10')]);
  await propose('j-2', [delivery(share.ada, share.bob, '10')]);
  for (const party of [share.ada, share.bob]) await affirm('j-2', party);
  await otherNotary();
  expect(await share.refused(() => affirm('j-1', share.ada))).toBe('DEED_SUPERSEDED');
  const { result } = await settle('j-2');
  expect(result).toMatchObject({ instructions: [{ status: 'refused', code: 'DEED_SUPERSEDED' }] });
  expect(await share.heldBy(share.ada)).toEqual({ units: '100', reserved: '0' });
});

test('on the net of several instructions no title passes: what moves is in no deed', async () => {
  const netted = { netting: 'allowed' };
  expect(await share.refused(() => propose('j-1', [delivery(share.ada, share.bob, '10')], netted))).toBe(
    'NETTING_WITHOUT_DEED',
  );
});
