import { beforeEach, describe, expect, test } from '@jest/globals';
import type { VotingRole } from '@scrip/model';
import type { Channel, Committed } from '../test-support/channel.js';
import {
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
import { BALLOT, castVote, DEED, recordVote, titleBy, voteOf } from '../test-support/title.js';
import { register } from '../test-support/securities.js';

const { isin } = SHARE;
const COURT = { basis: 'court-order', document: 'd'.repeat(64) } as const;
/** Registrar and both custodians: lots are set aside for a transfer. */
const BOTH = {
  ...{ kind: 'ownership', name: 'Both', version: 1, title: 'Both custodians' },
  protocol: {
    ...BALLOT.protocol,
    passesWhen: {
      is: 'atLeast',
      votes: 4,
      of: ['registrar', 'notary', 'sellersCustodian', 'buyersCustodian'].map((from) => ({ is: 'vote', from })),
    },
  },
};

let channel: Channel;
let ada: string;
let bob: string;

beforeEach(async () => {
  channel = await openedChannel();
  await adopt(channel, BOTH);
  await register(channel, { ...SHARE, title: titleBy('Both@1') });
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  bob = await takeOn(channel, CUSTODIAN, 'Bob');
  for (const units of ['60', '40']) {
    await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: ada, units }] });
  }
});

const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;
const moveCustody = (by: string, partyId: string, more: object = {}): Promise<Committed> =>
  channel.submit(by, 'party:moveCustody', { ...COURT, partyId, to: ISSUER, ...more });
const replace = (by: string, role: string, successor: string): Promise<Committed> =>
  channel.submit(by, 'ownership:replaceAttestor', { ...COURT, isin, role, successor });

interface HeldLot {
  readonly lotId: string;
  readonly units: string;
  readonly acquiredOn: string;
  readonly attestors: readonly string[];
}
async function lotsOf(holder: string): Promise<readonly HeldLot[]> {
  const held = await channel.evaluate(REGULATOR, 'register:holding', [isin, holder]);
  return (held as { lots: readonly HeldLot[] }).lots;
}
const attestorsOf = async (holder: string): Promise<readonly string[]> =>
  [...new Set((await lotsOf(holder)).map(({ attestors }) => attestors.join(' ')))].sort();
interface StaleLots {
  readonly holderId: string;
  readonly lotIds: readonly string[];
  readonly attestors: readonly string[];
}
async function staleWithAttestors(): Promise<readonly StaleLots[]> {
  const answer = await channel.evaluate(REGULATOR, 'ownership:stale', [isin, '']);
  return (answer as { holdings: readonly StaleLots[] }).holdings;
}
const stale = async (): Promise<readonly Omit<StaleLots, 'attestors'>[]> =>
  (await staleWithAttestors()).map(({ holderId, lotIds }) => ({ holderId, lotIds }));
async function bringHome(by = REGISTRAR): Promise<number> {
  const { result } = await channel.submit(by, 'ownership:rehome', { isin, holdings: await stale() });
  return (result as { rehomed: number }).rehomed;
}

describe('an attestor', () => {
  test('is replaced by order of the regulator: its lots come home, and nothing else of them changes', async () => {
    const before = await lotsOf(ada);
    expect(await attestorsOf(ada)).toEqual([[CUSTODIAN, REGISTRAR, REGULATOR].sort().join(' ')]);
    await replace(REGULATOR, 'notary', ISSUER);
    expect((await stale()).flatMap(({ lotIds }) => lotIds)).toHaveLength(2);
    expect(await bringHome()).toBe(2);
    expect(await attestorsOf(ada)).toEqual([[CUSTODIAN, ISSUER, REGISTRAR].sort().join(' ')]);
    expect(await stale()).toEqual([]);
    const facts = ({ units, acquiredOn }: HeldLot): unknown => ({ units, acquiredOn });
    expect((await lotsOf(ada)).map(facts)).toEqual(before.map(facts));
  });

  test('is told of with the lots that it attests still, apart from those of others', async () => {
    await replace(REGULATOR, 'notary', ISSUER);
    const [first] = await stale();
    await channel.submit(REGISTRAR, 'ownership:rehome', {
      isin,
      holdings: [{ holderId: ada, lotIds: first?.lotIds.slice(0, 1) }],
    });
    await replace(REGULATOR, 'notary', CUSTODIAN);
    const told = await staleWithAttestors();
    expect(told.map(({ lotIds, attestors }) => [lotIds.length, attestors.join(' ')]).sort()).toEqual(
      [
        [1, [CUSTODIAN, ISSUER, REGISTRAR].sort().join(' ')],
        [1, [CUSTODIAN, REGISTRAR, REGULATOR].sort().join(' ')],
      ].sort(),
    );
    expect(await bringHome()).toBe(2);
    expect(await stale()).toEqual([]);
  });

  test('leaves of a lot one, by whichever of its ids it is named', async () => {
    const [old] = await lotsOf(ada);
    await replace(REGULATOR, 'notary', ISSUER);
    await bringHome();
    const [now] = await lotsOf(ada);
    expect(now).toMatchObject({ units: old?.units });
    const giveOut = (...lots: readonly (string | undefined)[]): Promise<Committed> =>
      channel.submit(REGULATOR, 'register:rematerialise', {
        ...COURT,
        act: { isin, holderId: ada, lots, certificates: [{ number: 'A-1', units: String(60 * lots.length) }] },
      });
    expect(await refused(() => giveOut(old?.lotId, now?.lotId))).toBe('LOT_UNKNOWN');
    await giveOut(old?.lotId);
  });

  test('gives notice, and the issuer names a successor', async () => {
    expect(await refused(() => replace(ISSUER, 'notary', CUSTODIAN))).toBe('AUTHORITY_DENIED');
    await channel.submit(REGULATOR, 'ownership:giveNotice', { ...COURT, isin, role: 'notary' });
    await replace(ISSUER, 'notary', CUSTODIAN);
    expect(await refused(() => replace(ISSUER, 'notary', ISSUER))).toBe('AUTHORITY_DENIED');
  });

  test('whose standing is lost is replaced by the issuer without its notice', async () => {
    await replace(REGULATOR, 'notary', CUSTODIAN);
    expect(await refused(() => replace(ISSUER, 'notary', ISSUER))).toBe('AUTHORITY_DENIED');
    await channel.submit(REGULATOR, 'authority:changeStanding', {
      ...{ mspId: CUSTODIAN, status: 'suspended', reason: 'breach' },
    });
    await replace(ISSUER, 'notary', ISSUER);
    expect(await refused(() => replace(ISSUER, 'registrar', REGISTRAR))).toBe('ATTESTOR_UNCHANGED');
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['that has the place already', () => replace(REGULATOR, 'notary', REGULATOR), 'ATTESTOR_UNCHANGED'],
    ['without the role that it takes', () => replace(REGULATOR, 'registrar', CUSTODIAN), 'ATTESTOR_UNFIT'],
    ['for a place that nobody has', () => replace(REGULATOR, 'externalRegister', CUSTODIAN), 'ATTESTOR_UNKNOWN'],
    ['that is no participant', () => replace(REGULATOR, 'notary', 'NobodyMSP'), 'PARTICIPANT_UNKNOWN'],
    [
      'notice of a place that it does not have',
      () => channel.submit(CUSTODIAN, 'ownership:giveNotice', { ...COURT, isin, role: 'notary' }),
      'AUTHORITY_DENIED',
    ],
  ])('%s: refused', async (_, call, code) => {
    expect(await refused(call)).toBe(code);
  });

  test('only registrar and regulator bring lots home; what is at home stays', async () => {
    await replace(REGULATOR, 'notary', ISSUER);
    const body = { isin, holdings: await stale() };
    expect(await refused(() => channel.submit(CUSTODIAN, 'ownership:rehome', body))).toBe('AUTHORITY_DENIED');
    const [first] = body.holdings;
    const half = { isin, holdings: [{ holderId: ada, lotIds: first?.lotIds.slice(0, 1) }] };
    await channel.submit(REGISTRAR, 'ownership:rehome', half);
    // broken off here, and gone on with by whoever asks again what is left
    expect((await stale()).flatMap(({ lotIds }) => lotIds)).toHaveLength(1);
    const { result } = await channel.submit(REGULATOR, 'ownership:rehome', body);
    expect(result).toEqual({ isin, rehomed: 1 });
  });
});

describe('while it is voted on a transfer', () => {
  const vote = (by: string, role: VotingRole): Promise<Committed> => castVote(channel, by, 'i-1', role);

  beforeEach(async () => {
    const instructions = [{ ...instructionOf('i-1', ada, bob, '10'), deed: DEED, acceptance: {} }];
    await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions });
    const { result } = await channel.submit(REGISTRAR, 'ownership:openBallots', { isin, instructionIds: ['i-1'] });
    expect(result).toMatchObject({ ballots: [{ status: 'open' }] });
  });

  const settle = async (): Promise<unknown> => {
    const { result } = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: ['i-1'] });
    return (result as { instructions: readonly unknown[] }).instructions[0];
  };
  const votes: readonly (readonly [string, VotingRole])[] = [
    [CUSTODIAN, 'sellersCustodian'],
    [CUSTODIAN, 'buyersCustodian'],
    [REGISTRAR, 'registrar'],
    [REGULATOR, 'notary'],
  ];

  test('whoever takes a place over votes from it, and the lots that are set aside come home, too', async () => {
    for (const [by, role] of votes) await vote(by, role);
    for (const by of [REGULATOR, ISSUER]) await moveCustody(by, bob);
    expect(await settle()).toMatchObject({ status: 'unchanged', code: 'VOTES_PENDING' });
    expect(await bringHome()).toBe(1);
    expect(await stale()).toEqual([]);
    await vote(ISSUER, 'buyersCustodian');
    expect(await settle()).toMatchObject({ status: 'settled' });
    expect((await lotsOf(bob)).map(({ units }) => units)).toEqual(['10']);
  });

  test('a deed that names another notary than there is now passes nothing: it is made anew', async () => {
    for (const [by, role] of votes) await vote(by, role);
    await replace(REGULATOR, 'notary', ISSUER);
    const late = await voteOf(channel, ISSUER, 'i-1', 'notary');
    await recordVote(channel, late);
    expect(await refused(() => channel.submit(ISSUER, 'ownership:castVote', late))).toBe('DEED_SUPERSEDED');
    expect(await settle()).toMatchObject({ status: 'refused', code: 'DEED_SUPERSEDED' });
    expect(await lotsOf(bob)).toEqual([]);
    expect(await channel.evaluate(REGISTRAR, 'ownership:ballot', ['i-1'])).toMatchObject({ end: 'ended' });
    await bringHome();
    const instructions = [{ ...instructionOf('i-2', ada, bob, '100'), deed: DEED, acceptance: {} }];
    await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions });
    const { result } = await channel.submit(REGISTRAR, 'ownership:openBallots', { isin, instructionIds: ['i-2'] });
    expect(result).toMatchObject({ ballots: [{ status: 'open' }] });
  });
});

describe('before it is voted on a transfer', () => {
  beforeEach(async () => {
    const instructions = [{ ...instructionOf('i-1', ada, bob, '10'), deed: DEED }];
    await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions });
  });
  const accept = async (): Promise<Committed> => {
    const { terms } = (await channel.evaluate(CUSTODIAN, 'settlement:instruction', ['i-1'])) as { terms: string };
    return channel.submit(CUSTODIAN, 'settlement:accept', { instructionId: 'i-1', party: bob, terms });
  };
  const open = async (): Promise<unknown> =>
    (await channel.submit(REGISTRAR, 'ownership:openBallots', { isin, instructionIds: ['i-1'] })).result;

  test('nobody consents to a deed that names who has the place no longer', async () => {
    await replace(REGULATOR, 'notary', ISSUER);
    expect(await refused(accept)).toBe('DEED_SUPERSEDED');
  });

  test('and no ballot is opened on it', async () => {
    await accept();
    await replace(REGULATOR, 'notary', ISSUER);
    expect(await open()).toMatchObject({ ballots: [{ status: 'unchanged', code: 'DEED_SUPERSEDED' }] });
  });

  test('but whoever has the place again is who was named', async () => {
    await accept();
    await replace(REGULATOR, 'notary', ISSUER);
    await replace(REGULATOR, 'notary', REGULATOR);
    expect(await open()).toMatchObject({ ballots: [{ status: 'open' }] });
  });
});

describe('a party', () => {
  test('whose custodian is gone gets another one by order, and its lots come home', async () => {
    expect((await moveCustody(REGULATOR, ada)).events).toMatchObject([
      { type: 'CustodyMoveAsked', asked: { to: ISSUER, by: [REGULATOR] } },
    ]);
    const { events } = await moveCustody(ISSUER, ada);
    expect(events).toMatchObject([
      { type: 'CustodyMoved', previous: CUSTODIAN, order: { ...COURT, by: REGULATOR }, party: { custodian: ISSUER } },
    ]);
    expect(await refused(() => channel.submit(CUSTODIAN, 'settlement:instruct', instructing()))).toBe(
      'AUTHORITY_DENIED',
    );
    expect(await bringHome(REGULATOR)).toBe(2);
    expect(await attestorsOf(ada)).toEqual([[ISSUER, REGISTRAR, REGULATOR].sort().join(' ')]);
    await channel.submit(ISSUER, 'settlement:instruct', instructing());
  });

  const instructing = (): object => ({
    instructions: [{ ...instructionOf('i-2', ada, bob, '10'), deed: DEED }],
  });

  test.each([
    [CUSTODIAN, ISSUER],
    [ISSUER, CUSTODIAN],
  ])('is moved when %s and %s have both said so, on the same paper', async (first, second) => {
    const custodian = async (): Promise<unknown> =>
      ((await channel.evaluate(REGULATOR, 'party:get', [ada])) as { readonly custodian: string }).custodian;
    await moveCustody(first, ada);
    await moveCustody(first, ada);
    await moveCustody(second, ada, { document: 'e'.repeat(64) });
    expect(await custodian()).toBe(CUSTODIAN);
    await moveCustody(first, ada, { document: 'e'.repeat(64) });
    expect(await custodian()).toBe(ISSUER);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['by somebody else', () => moveCustody(REGISTRAR, ada), 'AUTHORITY_DENIED'],
    ['to its custodian', () => moveCustody(CUSTODIAN, ada, { to: CUSTODIAN }), 'CUSTODY_UNCHANGED'],
    ['to somebody who takes nobody on', () => moveCustody(CUSTODIAN, ada, { to: REGULATOR }), 'ATTESTOR_UNFIT'],
  ])('is not moved %s', async (_, call, code) => {
    expect(await refused(call)).toBe(code);
  });
});
