import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Channel, Committed } from '../test-support/channel.js';
import { named } from '../test-support/definitions.js';
import { takeOnKeyed, type KeyedParty } from '../test-support/keyed-party.js';
import {
  advanceTo,
  CUSTODIAN,
  holderOf,
  instructionOf,
  ISSUER,
  openedChannel,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { amendmentTo, askFor, ASKING_EARLY, NEEDS, registerShare, shareBy } from '../test-support/solicited.js';

const { isin } = SHARE;
const DOCUMENT = 'd'.repeat(64);
const RECORD_DATE = '2026-11-20';
const VOTING = '2026-11-23';
const DATES = { recordDate: RECORD_DATE, deadline: '2026-11-25' };
const AFTER = '2026-11-26';
const NEXT = shareBy(2, '2');
const { hash } = named(NEXT);

let channel: Channel;
let ada: string;
let kim: KeyedParty;
let nominee: string;
let treasury: string;

beforeEach(async () => {
  channel = await openedChannel();
  await registerShare(channel);
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  kim = await takeOnKeyed(channel, 'Kim', ['phone']);
  nominee = await takeOn(channel, CUSTODIAN, 'Nominee');
  await channel.submit(CUSTODIAN, 'party:declareCapacity', {
    partyId: nominee,
    holdsAs: 'nominee',
    document: DOCUMENT,
  });
  treasury = await takeOnIssuer();
  await issue([ada, '50'], [kim.partyId, '20'], [nominee, '20'], [treasury, '10']);
});

/** The issuer as a holder of its own units. */
async function takeOnIssuer(): Promise<string> {
  const { record, reference } = holderOf(CUSTODIAN, 'Treasury');
  await channel.submit(CUSTODIAN, 'party:record', reference, { transient: { record } });
  const entity = { kind: 'entity', entity: { lei: SHARE.issuer.lei } };
  await channel.submit(CUSTODIAN, 'party:register', { ...reference, ...entity });
  return reference.partyId;
}
const issue = (...allocations: readonly (readonly [string, string])[]): Promise<Committed> =>
  channel.submit(ISSUER, 'register:issue', {
    ...{ isin, allocations: allocations.map(([holderId, units]) => ({ holderId, units })) },
  });
async function open(dates: object = DATES): Promise<Committed> {
  return askFor(channel, await amendmentTo(channel, NEXT, dates));
}
async function openAndVote(): Promise<void> {
  await open();
  await advanceTo(channel, VOTING);
}
const actOf = (holderId: string, yes: string, no = '0', more: object = {}): object => ({
  ...{ isin, number: 1, hash, holderId, yes, no, ...more },
});
const vote = (...given: Parameters<typeof actOf>): Promise<Committed> =>
  channel.submit(CUSTODIAN, 'solicitation:vote', { act: actOf(...given) });
const voteOfKim = async (yes: string, no = '0'): Promise<Committed> =>
  channel.submit(CUSTODIAN, 'solicitation:vote', await kim.sign('solicitation:vote', actOf(kim.partyId, yes, no)));
const aside = (holderId = treasury, by = REGULATOR, more: object = {}): Promise<Committed> =>
  channel.submit(by, 'solicitation:setAside', { isin, number: 1, holderId, ...more });
const conclude = (by = CUSTODIAN): Promise<Committed> =>
  channel.submit(by, 'solicitation:conclude', { isin, number: 1 });
const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;
const shown = (): Promise<Readonly<Record<string, unknown>>> =>
  channel.evaluate(REGULATOR, 'solicitation:get', [isin, '1']) as Promise<Readonly<Record<string, unknown>>>;
const security = (): Promise<Readonly<Record<string, unknown>>> =>
  channel.evaluate(REGULATOR, 'security:get', [isin]) as Promise<Readonly<Record<string, unknown>>>;
let transfers = 0;
async function transfer(from: string, to: string, units: string, more: object = {}): Promise<string> {
  const today = (await channel.evaluate(CUSTODIAN, 'calendar:businessDate', ['TARGET'])) as { businessDate: string };
  const dates = { tradeDate: today.businessDate, settlementDate: today.businessDate };
  const id = `t-${String((transfers += 1))}`;
  await channel.submit(CUSTODIAN, 'settlement:instruct', {
    instructions: [{ ...instructionOf(id, from, to, units), ...dates, ...more }],
  });
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: [id] });
  const [{ status, code }] = (result as { readonly instructions: [{ status: string; code?: string }] }).instructions;
  return code ?? status;
}

describe('an amendment that holders must agree to', () => {
  test('is asked about, with what it changes and what must be reached, and the security stays as it is', async () => {
    const before = await security();
    const { events, result } = await open();
    expect(result).toEqual({ isin, status: 'solicited', by: [ISSUER, REGISTRAR], solicitation: 1 });
    const solicitation = {
      ...{ isin, number: 1, definition: `${isin}@2`, hash, ...DATES, state: 'open', by: [ISSUER, REGISTRAR] },
      differences: [{ path: '/terms/0/with/perUnit', kind: 'changed', text: 'votes per unit 1 → 2' }],
      needs: [{ topic: 'rights', percent: '75', of: 'votes-cast', quorumPercent: '50' }],
    };
    expect(events).toMatchObject([{ type: 'SolicitationOpened', solicitation }]);
    expect(await shown()).toMatchObject(solicitation);
    expect(await security()).toEqual({ ...before, solicitation: { number: 1, recordDate: RECORD_DATE } });
  });

  test('needs all units where the text says nothing', async () => {
    await askFor(channel, await amendmentTo(channel, shareBy(2, '2', []), DATES));
    // the first version says how its rights are changed, and that this is changed itself needs all
    expect(await shown()).toMatchObject({
      needs: [
        { topic: 'rights', percent: '75' },
        { topic: 'anything', percent: '100', of: 'votes-outstanding', quorumPercent: '100' },
      ],
    });
  });

  test.each<[string, object, string]>([
    ['a record date that is over', { ...DATES, recordDate: '2026-11-19' }, 'SOLICITATION_DATES_INVALID'],
    ['no day to vote', { ...DATES, deadline: RECORD_DATE }, 'SOLICITATION_DATES_INVALID'],
    ['a deadline years ahead', { ...DATES, deadline: '2029-01-01' }, 'SOLICITATION_DATES_INVALID'],
  ])('is not asked about by %s', async (_, dates, code) => {
    const amendment = await amendmentTo(channel, NEXT, dates);
    expect(await refused(() => channel.submit(ISSUER, 'security:amend', amendment))).toBe(code);
  });

  test('is asked about where it must be, and nowhere else', async () => {
    const [quiet, asked] = [
      await amendmentTo(channel, shareBy(3, '1', [NEEDS], { fisn: 'EXAMPLE/SH' }), DATES),
      await amendmentTo(channel, NEXT, DATES),
    ];
    const unasked = Object.fromEntries(Object.entries(asked).filter(([name]) => name !== 'solicitation'));
    expect(await refused(() => channel.submit(ISSUER, 'security:amend', quiet))).toBe('AMENDMENT_WITHOUT_CONSENT');
    expect(await refused(() => channel.submit(ISSUER, 'security:amend', unasked))).toBe('AMENDMENT_NEEDS_CONSENT');
  });

  test('is asked about alone: no other one, and no end of the security, until it is over', async () => {
    await open();
    const other = await amendmentTo(channel, shareBy(3, '1', [NEEDS], { fisn: 'EXAMPLE/SH' }), undefined);
    expect(await refused(() => channel.submit(ISSUER, 'security:amend', other))).toBe('SOLICITATION_RUNNING');
    const end = { isin, basis: 'terms', document: DOCUMENT };
    expect(await refused(() => channel.submit(ISSUER, 'security:deactivate', end))).toBe('SOLICITATION_RUNNING');
    await channel.submit(ISSUER, 'solicitation:withdraw', { isin, number: 1, document: DOCUMENT });
    await askFor(channel, other);
    expect(await security()).toMatchObject({ fisn: 'EXAMPLE/SH' });
  });
});

describe('a vote of a holder', () => {
  test('counts with what it had at the end of the record date, once, and is on record', async () => {
    await openAndVote();
    const { events, result } = await vote(ada, '50');
    expect(result).toEqual({ isin, number: 1, holderId: ada, units: '50', yes: '50', no: '0' });
    const recorded = { holderId: ada, units: '50', yes: '50', no: '0', isAside: false, by: CUSTODIAN, on: VOTING };
    expect(events).toMatchObject([{ type: 'HolderVoted', vote: recorded }]);
    expect(await channel.evaluate(REGULATOR, 'solicitation:account', [isin, '1', ada])).toMatchObject({
      ...{ units: '50', vote: recorded },
    });
    expect(await shown()).toMatchObject({ tally: { yes: '50', no: '0', aside: '0', votes: 1 }, total: '100' });
    expect(await refused(() => vote(ada, '0', '50'))).toBe('VOTE_EXISTS');
  });

  test('is signed by a holder with keys, and the signature is kept', async () => {
    await openAndVote();
    expect(await refused(() => vote(kim.partyId, '20'))).toBe('SIGNATURES_INSUFFICIENT');
    const signed = (await kim.sign('solicitation:vote', actOf(kim.partyId, '0', '20'))) as { authorisation: unknown };
    expect(
      await refused(() => channel.submit(CUSTODIAN, 'solicitation:vote', { ...signed, act: actOf(kim.partyId, '20') })),
    ).toBe('SIGNATURE_INVALID');
    await channel.submit(CUSTODIAN, 'solicitation:vote', signed, { operator: 'gateway' });
    expect(await channel.evaluate(REGULATOR, 'solicitation:account', [isin, '1', kim.partyId])).toMatchObject({
      vote: { no: '20', authorisation: { signatures: [{ signer: kim.partyId }] } },
    });
  });

  test('is divided by a nominee as its clients have said, account by account, and by nobody else', async () => {
    const bob = await takeOn(channel, CUSTODIAN, 'Bob');
    expect(await transfer(nominee, nominee, '8', { toDesignation: [bob] })).toBe('settled');
    expect(await transfer(nominee, nominee, '4', { toDesignation: [treasury] })).toBe('settled');
    await openAndVote();
    await vote(nominee, '3', '4');
    expect(await refused(() => vote(nominee, '1', '4', { designation: [bob] }))).toBe('VOTE_DIVIDED');
    await vote(nominee, '8', '0', { designation: [bob] });
    expect(await refused(() => vote(nominee, '4', '0', { designation: [treasury] }))).toBe('VOTE_OF_ISSUER');
    await aside(nominee, REGULATOR, { designation: [treasury] });
    expect(await refused(() => vote(ada, '25', '25'))).toBe('VOTE_DIVIDED');
    expect(await shown()).toMatchObject({ tally: { yes: '11', no: '4', aside: '4', votes: 2 } });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['with more units than there were', () => vote(ada, '51'), 'VOTE_UNITS_EXCEEDED'],
    ['of an account that had none', () => vote(nominee, '1', '0', { designation: [ada] }), 'VOTE_WITHOUT_UNITS'],
    ['on another definition', () => vote(ada, '50', '0', { hash: DOCUMENT }), 'VOTE_ON_ANOTHER'],
    ['in another solicitation', () => vote(ada, '50', '0', { number: 2 }), 'SOLICITATION_UNKNOWN'],
    ['of the issuer', () => vote(treasury, '10'), 'VOTE_OF_ISSUER'],
    [
      'of a client of another custodian',
      () => channel.submit(REGISTRAR, 'solicitation:vote', { act: actOf(ada, '50') }),
      'AUTHORITY_DENIED',
    ],
    [
      'by a program, of a holder who has not signed',
      () => channel.submit(CUSTODIAN, 'solicitation:vote', { act: actOf(ada, '50') }, { operator: 'gateway' }),
      'SIGNATURES_INSUFFICIENT',
    ],
    ['that counts units aside of somebody else', () => aside(ada), 'VOTE_NOT_OF_ISSUER'],
  ])('%s is refused', async (_, call, code) => {
    await openAndVote();
    expect(await refused(call)).toBe(code);
  });

  test('is cast after the record date and by the deadline', async () => {
    await open();
    expect(await refused(() => vote(ada, '50'))).toBe('RECORD_DATE_NOT_OVER');
    expect(await refused(() => aside())).toBe('RECORD_DATE_NOT_OVER');
    await advanceTo(channel, AFTER);
    expect(await refused(() => vote(ada, '50'))).toBe('SOLICITATION_CLOSED');
  });

  test('does not move with the units, whoever has them now', async () => {
    await open();
    expect(await transfer(ada, nominee, '5')).toBe('settled');
    await advanceTo(channel, VOTING);
    expect(await transfer(ada, nominee, '45')).toBe('settled');
    const late = await takeOn(channel, CUSTODIAN, 'Late');
    expect(await transfer(nominee, late, '30')).toBe('settled');
    await issue([late, '100']);
    expect(await refused(() => vote(late, '130'))).toBe('VOTE_WITHOUT_UNITS');
    await vote(ada, '45');
    expect(await refused(() => vote(nominee, '26'))).toBe('VOTE_UNITS_EXCEEDED');
    await vote(nominee, '0', '25');
    expect(await shown()).toMatchObject({ tally: { yes: '45', no: '25' }, total: '100' });
  });

  test('does not move with a recovery, and what is redeemed was outstanding', async () => {
    await openAndVote();
    const order = { basis: 'court-order', document: DOCUMENT };
    const forced = { ...order, isin, fromHolderId: ada, toHolderId: nominee, units: '10' };
    await channel.submit(REGULATOR, 'register:forceTransfer', forced);
    await channel.submit(ISSUER, 'register:redeem', { ...order, basis: 'terms', isin, holderId: nominee, units: '30' });
    await vote(ada, '50');
    await vote(nominee, '20');
    expect(await shown()).toMatchObject({ tally: { yes: '70' }, total: '100' });
  });
});

describe('a solicitation that is concluded', () => {
  test('and agreed to puts the new definition in force, by whoever says so', async () => {
    await openAndVote();
    await vote(ada, '50');
    await aside();
    expect(await refused(conclude)).toBe('SOLICITATION_RUNNING');
    await advanceTo(channel, AFTER);
    const { events, result } = await conclude();
    expect(result).toMatchObject({
      isin,
      number: 1,
      state: 'effective',
      decision: { yes: '50', aside: '10', total: '100' },
    });
    expect(events.map(({ type }) => type)).toEqual(['SecurityAmended', 'SolicitationEnded']);
    expect(events[0]).toMatchObject({ by: [ISSUER, REGISTRAR], previous: { name: `${isin}@1` }, businessDate: AFTER });
    const after = await security();
    expect(after).toMatchObject({ definition: { name: `${isin}@2`, hash } });
    expect(after).not.toHaveProperty('solicitation');
    expect(await refused(conclude)).toBe('SOLICITATION_CLOSED');
    expect(await shown()).toMatchObject({ state: 'effective', outcomes: [{ isMet: true }] });
  });

  test.each<[string, () => Promise<unknown>]>([
    ['nobody votes', () => Promise.resolve()],
    ['too few take part', () => voteOfKim('20')],
    ['too few agree', async () => [await vote(ada, '0', '50'), await voteOfKim('20')]],
  ])('lapses where %s, and the security stays as it is', async (_, votes) => {
    const before = await security();
    await openAndVote();
    await votes();
    await advanceTo(channel, AFTER);
    expect((await conclude()).result).toMatchObject({ state: 'lapsed' });
    expect(await security()).toEqual(before);
    expect((await openAgain()).result).toMatchObject({ status: 'solicited', solicitation: 2 });
  });
  const openAgain = (): Promise<Committed> => {
    const dates = { recordDate: AFTER, deadline: '2026-11-30' };
    const amendment = { isin, definition: `${isin}@2`, hash, grandfathers: false, solicitation: dates };
    return askFor(channel, amendment);
  };

  test('waits for the day from which the definition counts', async () => {
    await askFor(channel, await amendmentTo(channel, NEXT, DATES, { effectiveFrom: '2026-11-30' }));
    await advanceTo(channel, VOTING);
    await vote(ada, '50');
    await advanceTo(channel, AFTER);
    const { events } = await conclude();
    expect(events).toMatchObject([{ type: 'SolicitationDecided', solicitation: { state: 'agreed' } }]);
    expect(await security()).toMatchObject({ definition: { name: `${isin}@1` } });
    expect(await refused(conclude)).toBe('AMENDMENT_NOT_DUE');
    await channel.submit(ISSUER, 'definition:retire', { name: `${isin}@2` });
    await advanceTo(channel, '2026-11-30');
    expect((await conclude()).result).toMatchObject({ state: 'effective' });
    expect(await security()).toMatchObject({ definition: { name: `${isin}@2` } });
  });

  test('brings the rules of the new version', async () => {
    const rules = { transfer: { is: 'holdingAtMost@1', with: { units: '1000' } } };
    const form = shareBy(2, '2', [NEEDS], { rules });
    await askFor(channel, await amendmentTo(channel, form, DATES));
    await advanceTo(channel, VOTING);
    await vote(ada, '50', '0', { hash: named(form).hash });
    await advanceTo(channel, AFTER);
    expect((await conclude()).events).toMatchObject([
      { type: 'SecurityAmended' },
      { type: 'RulesAdopted', rules: { isin, version: 1, rules, effectiveFrom: AFTER } },
      { type: 'SolicitationEnded' },
    ]);
  });

  test('is taken back by the issuer alone, until the amendment counts', async () => {
    await openAndVote();
    await vote(ada, '50');
    const body = { isin, number: 1, document: DOCUMENT };
    expect(await refused(() => channel.submit(CUSTODIAN, 'solicitation:withdraw', body))).toBe('AUTHORITY_DENIED');
    const { events } = await channel.submit(ISSUER, 'solicitation:withdraw', body);
    expect(events).toMatchObject([
      { type: 'SolicitationEnded', solicitation: { state: 'withdrawn', endedOn: VOTING } },
    ]);
    expect(await refused(() => voteOfKim('20'))).toBe('SOLICITATION_CLOSED');
    expect(await refused(conclude)).toBe('SOLICITATION_CLOSED');
    expect(await refused(() => channel.submit(ISSUER, 'solicitation:withdraw', body))).toBe('SOLICITATION_CLOSED');
  });
});

describe('a security whose text says how its holders are asked', () => {
  const early = shareBy(1, '1', [NEEDS, ASKING_EARLY]);
  const next = shareBy(2, '2', [NEEDS, ASKING_EARLY]);

  beforeEach(async () => {
    channel = await openedChannel();
    await registerShare(channel, early);
    ada = await takeOn(channel, CUSTODIAN, 'Ada');
    nominee = await takeOn(channel, CUSTODIAN, 'Bob');
    await issue([ada, '75'], [nominee, '25']);
  });

  test('asks them for so many days at least', async () => {
    const amendment = await amendmentTo(channel, next, { recordDate: RECORD_DATE, deadline: '2026-11-22' });
    expect(await refused(() => channel.submit(ISSUER, 'security:amend', amendment))).toBe('SOLICITATION_DATES_INVALID');
  });

  test('ends asking as soon as nothing can change the outcome', async () => {
    await askFor(channel, await amendmentTo(channel, next, DATES));
    expect(await refused(conclude)).toBe('SOLICITATION_RUNNING');
    await advanceTo(channel, VOTING);
    const of = { hash: named(next).hash };
    await vote(nominee, '0', '25', of);
    expect(await refused(conclude)).toBe('SOLICITATION_RUNNING');
    await vote(ada, '75', '0', of);
    expect((await conclude()).result).toMatchObject({ state: 'effective', decision: { on: VOTING } });
  });
});

describe('counting', () => {
  test('reads what organisations have brought in, and neither votes nor lots', async () => {
    await openAndVote();
    await vote(ada, '50');
    await voteOfKim('20');
    await vote(nominee, '20');
    await aside();
    await advanceTo(channel, AFTER);
    const { ledger } = channel.peer;
    for (const [start, end] of [
      ['lot/', 'lot0'],
      ['solicitation-vote/', 'solicitation-vote0'],
    ] as const) {
      ledger.plant(ledger.range(start, end).map(([key]) => ({ collection: '', key })));
    }
    const decision = { yes: '90', no: '0', aside: '10', votes: 3, total: '100' };
    expect((await conclude()).result).toMatchObject({ state: 'effective', decision });
  });

  test('a transfer before the record date writes nothing down, and one after it each account once', async () => {
    const written = async (): Promise<number> => {
      await transfer(ada, nominee, '1');
      return channel.peer.ledger.range('record-date/', 'record-date0').length;
    };
    await open();
    expect(await written()).toBe(0);
    await advanceTo(channel, VOTING);
    expect(await written()).toBe(2);
    expect(await written()).toBe(2);
  });
});
