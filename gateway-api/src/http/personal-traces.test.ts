import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LedgerName } from '@scrip/model';
import { ScripClient } from '../client/client.js';
import { LedgerRefusal, LedgerUnavailable } from '../ledger/ledger-error.js';
import { fakeClaims } from '../support/fake-claims.js';
import { PERSON } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

let gateway: TestGateway;
let client: ScripClient;

beforeEach(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const { network, channel } = await client.parties.ledger();
  for (const [name, perform] of fakeClaims({ network, channel } as LedgerName)) {
    gateway.ledger.functions.set(name, perform);
  }
  for (const name of ['party:purge', 'party:recordReason', 'party:purgeReason', 'claim:purgeDetails']) {
    gateway.ledger.functions.set(name, () => ({ events: [], result: null }));
  }
});
afterEach(() => gateway.dispose());

/** The ledger refuses a function, or cannot be asked. */
const fail = (name: string, error: Error): unknown =>
  gateway.ledger.functions.set(name, () => {
    throw error;
  });
const refuse = (name: string, code: string): unknown => fail(name, new LedgerRefusal(code, 'Refused by the test.'));
const sent = (name: string): readonly unknown[] =>
  gateway.ledger.submitted.filter((command) => command.name === name).map(({ body }) => body);

describe('what was kept privately is erased when the channel refuses it for good', () => {
  test('the record of a party', async () => {
    refuse('party:register', 'GUARDIAN_UNFIT');
    await expect(client.registerParty(PERSON)).rejects.toMatchObject({ code: 'GUARDIAN_UNFIT' });
    const [{ partyId }] = sent('party:record') as readonly [{ partyId: string }];
    expect(sent('party:purge')).toEqual([{ partyId }]);
  });

  test('the details of a claim', async () => {
    refuse('claim:publish', 'LIMIT_EXCEEDED');
    const details = { findings: 'seen', retention: { purpose: 'record', basis: 'contract' as const } };
    const dates = { validFrom: '2026-11-20', validUntil: '2026-12-31' };
    const made = client.claims.make({ subject: `P${'A'.repeat(32)}`, type: 'kyc', ...dates, details });
    await expect(made).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    expect(sent('claim:purgeDetails')).toEqual(sent('claim:record'));
  });

  test('the reason of a restriction', async () => {
    refuse('party:restrict', 'PARTY_RESTRICTED');
    await expect(restrict()).rejects.toMatchObject({ code: 'PARTY_RESTRICTED' });
    expect(sent('party:purgeReason')).toEqual(sent('party:recordReason'));
  });
});

test('it stays while a repetition can still succeed', async () => {
  refuse('party:register', 'NOT_BOOTSTRAPPED');
  await expect(client.registerParty(PERSON)).rejects.toMatchObject({ code: 'NOT_BOOTSTRAPPED' });
  fail('party:register', new LedgerUnavailable('conflict', 3));
  await expect(client.registerParty(PERSON)).rejects.toMatchObject({ status: 503 });
  expect(sent('party:purge')).toEqual([]);
});

test('a repetition erases what could not be erased', async () => {
  const options = { idempotencyKey: 'taken-on-once' };
  refuse('party:register', 'GUARDIAN_UNFIT');
  fail('party:purge', new LedgerUnavailable('unreachable', 1));
  await expect(client.registerParty(PERSON, options)).rejects.toMatchObject({ status: 503 });
  gateway.ledger.functions.set('party:purge', () => ({ events: [], result: null }));
  await expect(client.registerParty(PERSON, options)).rejects.toMatchObject({ code: 'GUARDIAN_UNFIT' });
  expect(new Set(sent('party:purge').map((body) => JSON.stringify(body))).size).toBe(1);
});

describe('the reason of a restriction that was proposed', () => {
  test('is erased by who rejects it', async () => {
    const proposed = await restrict();
    await new ScripClient({ url: gateway.url, apiKey: gateway.checkerKey }).reject(proposed, 'wrong-terms');
    expect(sent('party:purgeReason')).toEqual(sent('party:recordReason'));
    expect(gateway.ledger.submitted.at(-1)?.operator).toBe('cara-checker');
  });

  test('is erased by its hash afterwards', async () => {
    const { body } = await restrict();
    const { reasonHash } = body as { readonly reasonHash: string };
    await client.parties.eraseReason(SUBJECT, reasonHash);
    expect(sent('party:purgeReason')).toEqual([{ partyId: SUBJECT, reasonHash }]);
  });
});

const SUBJECT = `P${'A'.repeat(32)}`;
const restrict = (): ReturnType<ScripClient['parties']['restrict']> =>
  client.parties.restrict(SUBJECT, { reason: 'incapacity', document: 'a'.repeat(64) });
