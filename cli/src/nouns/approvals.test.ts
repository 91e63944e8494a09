import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { bodyHashOf } from '@scrip/model';
import { FakeGateway } from '../test-support/fake-gateway.js';
import { Session } from '../test-support/session.js';

const BODY = { isin: 'DE0007236101', allocations: [{ holderId: `P${'A'.repeat(32)}`, units: '100' }] };
const HASH = bodyHashOf('register:issue', BODY);
const ACT = {
  ...{ id: 'act-1', channel: 'securities', status: 'proposed', function: 'register:issue', body: BODY, bodyHash: HASH },
  ...{ summary: '100 units of DE0007236101 are issued to one holder.', maker: 'desk-1' },
  ...{ proposedOn: '2026-11-23', expiresOn: '2026-11-30', transactionId: 'ab', block: 3 },
};

let gateway: FakeGateway;
let session: Session;

beforeAll(async () => {
  gateway = await FakeGateway.open();
  gateway.on('GET /v1/approvals/act-1', { body: ACT });
  gateway.on('POST /v1/approvals/act-1/approval', {
    body: { ...ACT, status: 'approved', checker: 'control-1', block: 4 },
  });
  gateway.on('POST /v1/approvals/act-1/rejection', {
    body: { ...ACT, status: 'rejected', checker: 'control-1', block: 4 },
  });
  gateway.on(`POST /v1/securities/${BODY.isin}/issuances`, { status: 202, body: ACT });
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.received.length = 0;
  session = new Session();
  session.use(gateway.url, 'key-of-the-operator');
});
afterEach(() => session.dispose());

test('a proposal ends with 3 and says how it is approved', async () => {
  const to = `${BODY.allocations[0]?.holderId ?? ''}:100`;
  const { exitCode, out } = await session.run('issuances', 'propose', BODY.isin, '--to', to);
  expect(exitCode).toBe(3);
  expect(out).toContain('Proposed by desk-1, not done yet: 100 units of DE0007236101 are issued to one holder.');
  expect(out).toContain('scrip approvals approve act-1');
  expect(gateway.commands[0]?.body).toEqual({ allocations: BODY.allocations });
});

test('an act is shown in plain words and exactly before it is approved', async () => {
  session.answer = 'y';
  const { exitCode, out, err } = await session.run('approvals', 'approve', 'act-1');
  expect(exitCode).toBe(0);
  expect(session.asked).toEqual(['Approve this? [y/N] ']);
  for (const shown of [ACT.summary, '"units": "100"', HASH, 'desk-1 on 2026-11-23']) expect(err).toContain(shown);
  expect(out).toBe(`Approved and done: ${ACT.summary}\nblock 4, transaction ab\n`);
  expect(gateway.commands.map(({ body }) => body)).toEqual([{ bodyHash: HASH }]);
});

test.each(['', 'n', 'yo'])('with the answer "%s" nothing is sent', async (answer) => {
  session.answer = answer;
  const { exitCode, err } = await session.run('approvals', 'approve', 'act-1');
  expect([exitCode, err]).toEqual([2, expect.stringContaining('nothing was decided')]);
  expect(gateway.commands).toEqual([]);
});

test('where nobody can be asked, --yes is needed', async () => {
  expect(await session.run('approvals', 'approve', 'act-1')).toMatchObject({ exitCode: 2 });
  expect(gateway.commands).toEqual([]);
  expect(await session.run('approvals', 'approve', 'act-1', '--yes')).toMatchObject({ exitCode: 0, err: '' });
  expect(session.asked).toEqual([]);
});

test('another act than the one that was looked at is not approved', async () => {
  const argv = ['approvals', 'approve', 'act-1', '--yes', '--body-hash'];
  const { exitCode, err } = await session.run(...argv, '0'.repeat(64));
  expect([exitCode, err]).toEqual([2, expect.stringContaining(HASH)]);
  expect(gateway.commands).toEqual([]);
  expect(await session.run(...argv, HASH)).toMatchObject({ exitCode: 0 });
});

test('a rejection gives its reason', async () => {
  session.answer = 'yes';
  const { out } = await session.run('approvals', 'reject', 'act-1', '--reason', 'wrong-terms');
  expect(out).toContain('Rejected (wrong-terms), nothing was done');
  expect(gateway.commands.map(({ body }) => body)).toEqual([{ bodyHash: HASH, reason: 'wrong-terms' }]);
});
