import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { vote, voteHash, voteReason, voteReasonHash, type NetworkName } from '@scrip/model';
import { ScripClient } from '../client/client.js';
import { ProblemError } from '../client/problem-error.js';
import type { JsonObject } from '../ledger/ledger.js';
import { fakeTitle, TERMS } from '../support/fake-title.js';
import { ISIN, PERSON, registerLike } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const LEDGER = { network: 'test-network' as NetworkName, channel: 'securities' };
const TITLE = {
  law: 'Germany',
  form: 'registered' as const,
  register: { constitutiveUnder: 'eWpG' },
  protocol: 'Ballot@1',
  notary: 'OtherMSP',
};
const DEED = { sellersCapacity: 'principal', buyersCapacity: 'trustee', consideration: 'c'.repeat(64) } as const;
const REASON = 'the board has approved it';

let gateway: TestGateway;
let client: ScripClient;
beforeEach(async () => {
  gateway = await openTestGateway();
  for (const [name, act] of fakeTitle()) gateway.ledger.functions.set(name, act);
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
});
afterEach(() => gateway.dispose());

async function codeOf(call: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await call();
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
  return undefined;
}
const submitted = (name: string): readonly JsonObject[] =>
  gateway.ledger.submitted.filter((each) => each.name === name).map(({ body }) => body);

describe('title to a security', () => {
  test('is registered with it, and shown', async () => {
    await registerLike(client, { titleTo: TITLE });
    expect((await client.security(ISIN)).security.title).toEqual(TITLE);
    const wrong = { ...TITLE, deputies: [{ for: 'notary' as const, mspId: 'OtherMSP' }] };
    expect(await codeOf(() => registerLike(client, { titleTo: wrong }))).toBe('VALIDATION_FAILED');
  });

  test('passes by transfers with their deeds, and the consent of the receiver where it comes along', async () => {
    await registerLike(client, { titleTo: TITLE });
    const [from, to] = [await client.registerParty(PERSON), await client.registerParty(PERSON)];
    const transfer = { isin: ISIN, fromHolderId: from.partyId, toHolderId: to.partyId, units: '1' };
    const made = await client.transfer({ ...transfer, deed: DEED, acceptance: {} }, { waitSeconds: 5 });
    expect(made.deed).toEqual(DEED);
    expect(submitted('settlement:instruct')).toMatchObject([{ instructions: [{ deed: DEED, acceptance: {} }] }]);
    expect((await client.operation(made.id)).deed).toEqual(DEED);
  });

  test('is accepted on the terms that the ledger has, unless others are named', async () => {
    expect(await client.title.accept('i-1')).toMatchObject({ instructionId: 'i-1', terms: TERMS });
    const other = '8'.repeat(64);
    await client.title.accept('i-1', { terms: other });
    const party = `P${'B'.repeat(32)}`;
    expect(submitted('settlement:accept')).toEqual([
      { instructionId: 'i-1', party, terms: TERMS },
      { instructionId: 'i-1', party, terms: other },
    ]);
    const authorisation = {
      ...{ validFrom: '2026-11-23', validUntil: '2026-11-30' },
      signatures: [{ signer: party, keyId: 'A'.repeat(43), signature: 'A'.repeat(86) }],
    };
    expect(await codeOf(() => client.title.accept('i-1', { authorisation }))).toBe('VALIDATION_FAILED');
  });
});

describe('a vote', () => {
  const cast = (idempotencyKey: string, reason = REASON): ReturnType<ScripClient['title']['vote']> =>
    client.title.vote('i-1', { role: 'registrar', decision: 'yes', reason }, { idempotencyKey });
  beforeEach(() => registerLike(client, { titleTo: TITLE }));

  test('is kept at the own peer first, and the channel gets its hash', async () => {
    expect(await cast('vote-key-1')).toMatchObject({ instructionId: 'i-1', role: 'registrar', decision: 'yes' });
    const [recorded] = gateway.ledger.submitted.filter(({ name }) => name === 'ownership:recordVote');
    const kept = gateway.ledger.transients.get(recorded?.commandId ?? '');
    const reason = voteReason(JSON.parse(kept?.['reason'] ?? '{}'), '');
    expect(reason.text).toBe(REASON);
    const given = vote(submitted('ownership:castVote')[0], '');
    expect(given).toMatchObject({
      terms: TERMS,
      voter: 'TestMSP',
      operator: 'mia-maker',
      reason: voteReasonHash(reason),
    });
    expect(recorded?.body).toEqual({ instructionId: 'i-1', role: 'registrar', vote: voteHash(LEDGER, given) });
    expect(JSON.stringify(gateway.ledger.submitted)).not.toContain(REASON);
  });

  test('whose public step breaks off is the same one when it is sent again', async () => {
    const perform = gateway.ledger.functions.get('ownership:castVote');
    gateway.ledger.functions.set('ownership:castVote', () => {
      throw new Error('broken');
    });
    await expect(cast('vote-key-1')).rejects.toBeInstanceOf(ProblemError);
    if (perform !== undefined) gateway.ledger.functions.set('ownership:castVote', perform);
    await cast('vote-key-1');
    const [first, second] = gateway.ledger.submitted.filter(({ name }) => name === 'ownership:recordVote');
    expect(second).toEqual(first);
  });

  test('shows its reason to the own organisation alone', async () => {
    await cast('vote-key-1');
    const [recorded] = gateway.ledger.submitted.filter(({ name }) => name === 'ownership:recordVote');
    const reason = gateway.ledger.transients.get(recorded?.commandId ?? '')?.['reason'] ?? '{}';
    gateway.ledger.functions.set('ownership:reason', () => ({ events: [], result: JSON.parse(reason) as JsonObject }));
    expect((await client.title.votes('i-1')).items).toMatchObject([{ role: 'registrar', ownReason: REASON }]);
    const [given] = submitted('ownership:castVote');
    const votes = [{ ...given, voter: 'OtherMSP', isConfirmed: false }];
    gateway.ledger.functions.set('ownership:position', () => ({
      events: [],
      result: { votes: { ballot: { votes } } },
    }));
    expect((await client.title.votes('i-1')).items).toEqual(votes);
  });

  test('is not cast by who only looks', async () => {
    const viewer = new ScripClient({ url: gateway.url, apiKey: gateway.viewerKey });
    expect(await codeOf(() => viewer.title.vote('i-1', { role: 'registrar', decision: 'yes' }))).toBe(
      'OPERATOR_NOT_PERMITTED',
    );
    expect(submitted('ownership:recordVote')).toEqual([]);
  });
});

describe('a standing vote', () => {
  test('is kept at the own peer, proposed, listed and ended', async () => {
    await registerLike(client, { titleTo: TITLE });
    const propose = gateway.ledger.functions.get('calendar:correct');
    const give = gateway.ledger.functions.get('ownership:giveStandingVote');
    if (propose !== undefined) gateway.ledger.functions.set('ownership:giveStandingVote', propose);
    const body = { role: 'registrar', validUntil: '2027-06-30', unitsMax: '100' } as const;
    const { summary } = await client.title.giveStandingVote(ISIN, body);
    expect(summary).toContain(ISIN);
    const [given = {}] = submitted('ownership:giveStandingVote');
    expect(given).toEqual({ ...body, isin: ISIN, voter: 'TestMSP', validFrom: '2026-11-23' });
    expect(submitted('ownership:recordStandingVote')).toMatchObject([{ isin: ISIN, role: 'registrar' }]);
    expect(await codeOf(() => client.title.endStandingVote(ISIN, 'registrar'))).toBe('STANDING_VOTE_UNKNOWN');
    give?.(given, '', { name: '', commandId: '', operator: '', body: given });
    expect((await client.title.standingVotes(ISIN)).items).toEqual([given]);
    expect(await client.title.endStandingVote(ISIN, 'registrar')).toMatchObject({ isin: ISIN, role: 'registrar' });
    expect((await client.title.standingVotes(ISIN)).items).toEqual([]);
  });
});

describe('a ballot', () => {
  const instructionId = 'transfer-1';
  const asked: JsonObject[] = [];
  beforeEach(() => {
    asked.splice(0);
    gateway.ledger.functions.set('settlement:instruction', () => ({ events: [], result: { isin: ISIN } }));
  });
  /** How the ledger answers for the one transfer. */
  function answering(name: string, ballot: JsonObject): void {
    const result = { isin: ISIN, ballots: [{ instructionId, ...ballot }] };
    const before = gateway.ledger.outlook;
    gateway.ledger.outlook = (command) => (command.name === name ? result : before(command));
    gateway.ledger.functions.set(name, (body) => {
      asked.push(body);
      return { events: [], result };
    });
  }

  test('is opened, and closed with the reason why the transfer has ended', async () => {
    answering('ownership:openBallots', { status: 'open' });
    expect(await client.title.openBallot(instructionId)).toMatchObject({ instructionId, status: 'open' });
    answering('ownership:closeBallots', { status: 'closed', code: 'TRANSFER_VOTED_DOWN' });
    const closed = { status: 'closed', code: 'TRANSFER_VOTED_DOWN', transactionId: expect.any(String) };
    expect(await client.title.closeBallot(instructionId)).toMatchObject(closed);
    expect(new Set(asked.map((each) => JSON.stringify(each)))).toEqual(
      new Set([JSON.stringify({ isin: ISIN, instructionIds: [instructionId] })]),
    );
  });

  test('that is left as it is, is a refusal, and nothing is put on the ledger', async () => {
    answering('ownership:openBallots', { status: 'unchanged', code: 'BALLOT_EXISTS' });
    answering('ownership:closeBallots', { status: 'unchanged', code: 'BALLOT_STILL_OPEN' });
    const before = gateway.ledger.committed.length;
    expect(await codeOf(() => client.title.openBallot(instructionId))).toBe('BALLOT_EXISTS');
    expect(await codeOf(() => client.title.closeBallot(instructionId))).toBe('BALLOT_STILL_OPEN');
    expect(gateway.ledger.committed).toHaveLength(before);
    expect(submitted('ownership:openBallots')).toEqual([]);
  });
});
