import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { commandIdOf } from '@scrip/gateway-api';
import { isSignedBy, statementBytes, vote, voteReasonHash, type NetworkName, type PublicKey } from '@scrip/model';
import { FakeGateway } from '../test-support/fake-gateway.js';
import { Session } from '../test-support/session.js';

const LEDGER = { network: 'sample' as NetworkName, channel: 'securities' };
const AS_OF = { channel: 'securities', block: 7, businessDate: '2026-11-23' };
const TERMS = '7'.repeat(64);
const BEN = `P${'B'.repeat(32)}`;
const POSITION = {
  ...{ asOf: AS_OF, instructionId: 'sale-1', isin: 'DE0007236101', units: '10', status: 'pending', buyer: BEN },
  ...{ businessDate: '2026-11-24', owner: `P${'A'.repeat(32)}`, deed: { terms: TERMS } },
};

let gateway: FakeGateway;
let session: Session;

beforeEach(async () => {
  gateway = await FakeGateway.open();
  gateway.on('GET /v1/ledger', { body: { ...LEDGER, asOf: AS_OF } });
  gateway.on('GET /v1/transfers/sale-1/title', { body: POSITION });
  gateway.on('POST /v1/transfers/sale-1/votes', { body: { transactionId: 'ab', block: 8 } });
  gateway.on('POST /v1/transfers/sale-1/acceptance', { body: { terms: TERMS, transactionId: 'ab', block: 8 } });
  session = new Session();
  session.use(gateway.url, 'key-of-the-operator');
});
afterEach(async () => {
  session.dispose();
  await gateway.close();
});

const VOTE = ['transfers', 'vote', 'sale-1', '--role', 'notary', '--decision', 'no', '--reason', 'no board resolution'];

test('a vote goes without a signature where the operator has no key', async () => {
  const { exitCode, out } = await session.run(...VOTE);
  expect([exitCode, out]).toEqual([0, 'notary: no.\nblock 8, transaction ab\n']);
  const [sent] = gateway.commands;
  expect(sent?.body).toMatchObject({ role: 'notary', decision: 'no', reason: 'no board resolution' });
  expect(sent?.headers['operator-signature']).toBeUndefined();
});

test('an operator with a key signs the vote that the gateway makes of what is sent', async () => {
  const made = await session.run('keys', 'new', '--type', 'p256', '--out', session.path('key.pem'), '--format', 'json');
  const { key } = JSON.parse(made.out) as { readonly key: PublicKey };
  writeFileSync(session.path('api.key'), 'key-of-the-operator');
  const profile = ['--url', gateway.url, '--api-key-file', session.path('api.key'), '--unchecked'];
  const added = [
    'profile',
    'add',
    'own',
    ...profile,
    '--operator',
    'desk-1',
    '--operator-key',
    session.path('key.pem'),
  ];
  expect((await session.run(...added)).exitCode).toBe(0);
  delete session.env['SCRIP_URL'];
  delete session.env['SCRIP_API_KEY'];
  expect((await session.run(...VOTE)).exitCode).toBe(0);
  const [sent] = gateway.commands;
  const { reason: text, salt = '' } = sent?.body as { readonly reason: string; readonly salt?: string };
  const cast = vote(
    {
      ...{ isin: 'DE0007236101', instructionId: 'sale-1', terms: TERMS, role: 'notary', voter: 'TestMSP' },
      ...{ operator: 'desk-1', decision: 'no', castOn: '2026-11-24', reason: voteReasonHash({ salt, text }) },
    },
    '',
  );
  const header = Buffer.from(String(sent?.headers['operator-signature']), 'base64url').toString('utf8');
  const { signature, validFrom, validUntil } = JSON.parse(header) as Readonly<Record<string, string>>;
  const idempotencyKey = String(sent?.headers['idempotency-key']);
  const commandId = commandIdOf({ mspId: 'TestMSP', operator: 'desk-1', key: idempotencyKey });
  const command = { body: cast, commandId, mspId: 'TestMSP', operator: 'desk-1' };
  const statement = { purpose: 'ownership:castVote', body: command, validFrom, validUntil };
  expect(isSignedBy(key, statementBytes(LEDGER, statement as never), { signature: signature ?? '' })).toBe(true);
  const other = { ...statement, body: { ...command, body: { ...cast, decision: 'yes' } } };
  expect(isSignedBy(key, statementBytes(LEDGER, other as never), { signature: signature ?? '' })).toBe(false);
});

test('whoever signs a consent says to what', async () => {
  const { exitCode, err } = await session.run('transfers', 'accept', 'sale-1', '--key', session.path('key.pem'));
  expect([exitCode, err]).toEqual([2, expect.stringContaining('--terms')]);
  expect(gateway.commands).toEqual([]);
  expect((await session.run('transfers', 'accept', 'sale-1')).exitCode).toBe(0);
  expect(gateway.commands[0]?.body).toEqual({});
});
