import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isDualFunction, TRANSACTIONS } from '@scrip/model';
import { ScripClient } from '../client/client.js';
import type { DomainEvent } from '../ledger/ledger.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import { ASKED_HASH, ended, opened, voted, voteOf } from '../support/fake-solicitation.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const DOCUMENT = 'd'.repeat(64);
const AUTHORISATION = {
  ...{ validFrom: '2026-11-23', validUntil: '2026-11-27' },
  signatures: [{ signer: `P${'A'.repeat(32)}`, keyId: 'k'.repeat(43), signature: 'A'.repeat(86) }],
};
let gateway: TestGateway;
let client: ScripClient;
let ada: string;
let bob: string;

beforeAll(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const { functions } = gateway.ledger;
  const proposing = functions.get('calendar:correct');
  if (proposing === undefined) throw new Error('the fake takes no proposals');
  for (const name of Object.keys(TRANSACTIONS).filter(isDualFunction)) functions.set(name, proposing);
  const outcomes = [{ topic: 'rights', percent: '75', of: 'votes-cast', quorumPercent: '50' }].map((need) => ({
    ...{ ...need, isQuorate: true, isMet: true, isCertain: false },
  }));
  functions.set('solicitation:get', () => ({ events: [], result: { isin: ISIN, number: 1, total: '100', outcomes } }));
  ada = (await client.registerParty(PERSON)).partyId;
  bob = (await client.registerParty({ ...PERSON, name: 'Bob Example' })).partyId;
  await client.registerSecurity(PLACEMENT);
});
afterAll(() => gateway.dispose());

async function happened(...events: readonly DomainEvent[]): Promise<void> {
  const block = gateway.ledger.commit(events);
  for (let tries = 0; tries < 200 && (await client.securities()).asOf.block < block; tries += 1);
}

describe('an amendment that holders must agree to', () => {
  test('is proposed with record date and deadline, and said in words', async () => {
    const body = { definition: `${ISIN}@2`, hash: ASKED_HASH, grandfathers: false };
    const solicitation = { recordDate: '2026-11-23', deadline: '2026-11-27' };
    const approval = await client.definitions.amend(ISIN, { ...body, solicitation });
    expect(approval.body).toEqual({ ...body, isin: ISIN, solicitation });
    expect(approval.summary).toBe(
      `This organisation agrees that ${ISIN} is by the definition ${ISIN}@2 of SHA-256 ${ASKED_HASH} once its holders ` +
        'have agreed: those of the end of 2026-11-23 vote until 2026-11-27.',
    );
  });

  test('is asked about from then on, with what it changes and how far it is', async () => {
    await happened(opened());
    const { items } = await client.solicitations.list(ISIN, { state: 'open' });
    expect(items).toMatchObject([{ number: 1, definition: `${ISIN}@2`, state: 'open', tally: { votes: 0 } }]);
    expect((await client.solicitations.list(ISIN, { state: 'lapsed' })).items).toEqual([]);
    const { solicitation, total, outcomes } = await client.solicitations.get(ISIN, 1);
    expect(solicitation.differences).toMatchObject([{ text: 'votes per share 1 → 2' }]);
    expect([total, outcomes?.[0]?.isMet]).toEqual(['100', true]);
    const { security } = await client.security(ISIN);
    expect(security.solicitation).toEqual({ number: 1, recordDate: '2026-11-23' });
    expect((await client.capTable(ISIN)).isin).toBe(ISIN);
  });

  test('is voted by accounts, which are listed with how they voted', async () => {
    gateway.ledger.functions.set('solicitation:vote', () => ({
      events: [voted(ada, '60', '0', { authorisation: AUTHORISATION })],
      result: { isin: ISIN, number: 1, holderId: ada, units: '60', yes: '60', no: '0' },
    }));
    const vote = { holderId: ada, hash: ASKED_HASH, yes: '60', no: '0' };
    await client.solicitations.vote(ISIN, 1, { ...vote, authorisation: AUTHORISATION });
    expect(gateway.ledger.submitted.at(-1)?.body).toEqual({
      ...{ act: { ...vote, isin: ISIN, number: 1 }, authorisation: AUTHORISATION },
    });
    gateway.ledger.functions.set('solicitation:vote', () => ({
      events: [voted(bob, '10', '5', { designation: [ada] })],
      result: { isin: ISIN, number: 1, holderId: bob, units: '15', yes: '10', no: '5' },
    }));
    const divided = { holderId: bob, designation: [ada], hash: ASKED_HASH, yes: '10', no: '5' };
    expect(await client.solicitations.vote(ISIN, 1, divided)).toMatchObject({ units: '15', yes: '10' });
    const { items } = await client.solicitations.votes(ISIN, 1);
    expect(items.map(({ holderId, yes, isSigned }) => [holderId, yes, isSigned])).toEqual(
      [
        [ada, '60', true],
        [bob, '10', false],
      ].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    );
    expect((await client.solicitations.get(ISIN, 1)).solicitation.tally).toEqual({
      ...{ yes: '70', no: '5', aside: '0', votes: 2 },
    });
  });

  test('sets units of the issuer aside, which count neither way', async () => {
    gateway.ledger.functions.set('solicitation:setAside', () => ({
      events: [voted(bob, '0', '0', { units: '10', isAside: true })],
      result: { isin: ISIN, number: 1, holderId: bob, units: '10', yes: '0', no: '0' },
    }));
    expect(await client.solicitations.setAside(ISIN, 1, { holderId: bob })).toMatchObject({ units: '10' });
    expect((await client.solicitations.get(ISIN, 1)).solicitation.tally).toMatchObject({
      yes: '70',
      aside: '10',
      votes: 2,
    });
  });

  test('tells with how many units an account votes, without the signatures', async () => {
    const asked: unknown[] = [];
    gateway.ledger.functions.set('solicitation:account', ({ args }) => {
      asked.push(args);
      const vote = { ...voteOf(ada, '60'), authorisation: AUTHORISATION };
      return { events: [], result: { isin: ISIN, number: 1, holderId: ada, units: '60', vote } };
    });
    const account = await client.solicitations.account(ISIN, 1, ada, { designation: [bob] });
    expect(account).toMatchObject({ units: '60', vote: { yes: '60', isSigned: true } });
    expect(account.vote).not.toHaveProperty('authorisation');
    expect(asked).toEqual([[ISIN, '1', `${ada}/${bob}`]]);
  });

  test('is taken back by a proposal', async () => {
    const approval = await client.solicitations.withdraw(ISIN, 1, { document: DOCUMENT });
    expect(approval.body).toEqual({ isin: ISIN, number: 1, document: DOCUMENT });
    expect(approval.summary).toContain('are asked no longer (solicitation 1)');
  });

  test('ends with what was counted, and the security is as the ledger says', async () => {
    const decision = { yes: '70', no: '5', aside: '10', votes: 2, total: '100', on: '2026-11-30' };
    gateway.ledger.functions.set('solicitation:conclude', () => ({
      events: [ended('SolicitationDecided', { state: 'agreed', decision })],
      result: { isin: ISIN, number: 1, state: 'agreed', decision },
    }));
    expect(await client.solicitations.conclude(ISIN, 1)).toMatchObject({ state: 'agreed', decision });
    expect((await client.solicitations.get(ISIN, 1)).solicitation).toMatchObject({ state: 'agreed', decision });
    await happened(ended('SolicitationEnded', { state: 'effective', decision, endedOn: '2026-12-01' }));
    expect((await client.solicitations.get(ISIN, 1)).solicitation).toMatchObject({ state: 'effective' });
    expect((await client.security(ISIN)).security).not.toHaveProperty('solicitation');
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['of a number that there is not', () => client.solicitations.get(ISIN, 9), 'SOLICITATION_UNKNOWN'],
    ['whose votes are asked for in vain', () => client.solicitations.votes(ISIN, 9), 'SOLICITATION_UNKNOWN'],
    ['of no number', () => client.solicitations.get(ISIN, 0), 'VALIDATION_FAILED'],
    ['of an unknown security', () => client.solicitations.list('US5949181045'), 'SECURITY_UNKNOWN'],
    [
      'by a vote without units',
      () => client.solicitations.vote(ISIN, 1, { holderId: ada, hash: ASKED_HASH } as never),
      'VALIDATION_FAILED',
    ],
  ])('is not found %s', async (_, call, code) => {
    await expect(call()).rejects.toMatchObject({ code });
  });

  test('is refused in the words of the ledger', async () => {
    gateway.ledger.failures.push(new LedgerRefusal('VOTE_EXISTS', 'refused'));
    const body = { holderId: ada, hash: ASKED_HASH, yes: '60', no: '0' };
    await expect(client.solicitations.vote(ISIN, 1, body)).rejects.toMatchObject({ code: 'VOTE_EXISTS' });
  });
});
