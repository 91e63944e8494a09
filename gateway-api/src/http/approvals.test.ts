import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { OperatorSignature } from '@scrip/model';
import { ScripClient } from '../client/client.js';
import type { Approval } from '../client/types.js';
import { commandIdOf } from './idempotency.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

let gateway: TestGateway;
let maker: ScripClient;
let checker: ScripClient;
let viewer: ScripClient;
let holderId: string;

beforeEach(async () => {
  gateway = await openTestGateway();
  const client = (apiKey: string): ScripClient => new ScripClient({ url: gateway.url, apiKey });
  [maker, checker, viewer] = [client(gateway.makerKey), client(gateway.checkerKey), client(gateway.viewerKey)];
  holderId = (await maker.registerParty(PERSON)).partyId;
  await maker.registerSecurity(PLACEMENT);
});
afterEach(() => gateway.dispose());

const issue = (units = '100'): Promise<Approval> => maker.issue(ISIN, { allocations: [{ holderId, units }] });
const issued = async (): Promise<string> => (await viewer.register(ISIN)).issuedUnits;

describe('an operator’s signature', () => {
  const signature = { validFrom: '2026-11-20', validUntil: '2026-11-30', signature: 'A'.repeat(86) };

  test('reaches the ledger with the command whose id the client knows', async () => {
    const [idempotencyKey, body] = ['issue-0001', { allocations: [{ holderId, units: '1' }] }];
    await maker.issue(ISIN, body, { idempotencyKey, signature: signature as OperatorSignature });
    const commandId = commandIdOf({ mspId: 'TestMSP', operator: 'mia-maker', key: idempotencyKey });
    expect(gateway.ledger.submitted.at(-1)).toMatchObject({ name: 'register:issue', commandId, signature });
  });

  test.each(['nonsense', Buffer.from('{"signature":"A"}').toString('base64url')])('%s is refused', async (header) => {
    const response = await fetch(`${gateway.url}/v1/securities/${ISIN}/issuances`, {
      method: 'POST',
      headers: {
        ...{ Authorization: `Bearer ${gateway.makerKey}`, 'Content-Type': 'application/json' },
        ...{ 'Idempotency-Key': 'issue-0001', 'Operator-Signature': header },
      },
      body: JSON.stringify({ allocations: [{ holderId, units: '1' }] }),
    });
    expect(response.status).toBe(400);
    expect(await issued()).toBe('0');
  });
});

describe('a sensitive act over REST', () => {
  test('is accepted with what would happen in words, and nothing has happened', async () => {
    const proposed = await issue();
    expect(proposed).toMatchObject({
      status: 'proposed',
      function: 'register:issue',
      summary: `100 units of ${ISIN} are issued to one holder.`,
      maker: 'mia-maker',
      body: { isin: ISIN, allocations: [{ holderId, units: '100' }] },
    });
    expect(await issued()).toBe('0');
    expect(await viewer.approval(proposed.id)).toEqual(proposed);
  });

  test('is done when a checker approves, and then shows both', async () => {
    const proposed = await issue();
    expect(await checker.approve(proposed)).toMatchObject({
      id: proposed.id,
      status: 'approved',
      maker: 'mia-maker',
      checker: 'cara-checker',
    });
    expect(await issued()).toBe('100');
    await expect(checker.approve(proposed)).rejects.toMatchObject({ status: 409, code: 'APPROVAL_CLOSED' });
    expect(await issued()).toBe('100');
  });

  test('is not decided by who was shown another', async () => {
    const proposed = await issue();
    const other = { ...proposed, body: { isin: ISIN, allocations: [{ holderId, units: '1' }] } };
    const refused = { status: 409, code: 'APPROVAL_DIFFERS' };
    await expect(checker.approve(other)).rejects.toMatchObject(refused);
    await expect(checker.reject(other, 'wrong-terms')).rejects.toMatchObject(refused);
    expect(await viewer.approval(proposed.id)).toMatchObject({ status: 'proposed' });
    expect(await issued()).toBe('0');
  });

  test('is rejected with a reason', async () => {
    const proposed = await issue();
    expect(await checker.reject(proposed, 'wrong-terms')).toMatchObject({
      status: 'rejected',
      reason: 'wrong-terms',
    });
    expect(await issued()).toBe('0');
  });

  test('is approved neither by who made it nor by who only looks', async () => {
    const proposed = await issue();
    for (const client of [maker, viewer]) {
      await expect(client.approve(proposed)).rejects.toMatchObject({ status: 403, code: 'OPERATOR_NOT_PERMITTED' });
    }
    await expect(checker.approve({ ...proposed, id: 'none' })).rejects.toMatchObject({
      status: 404,
      code: 'APPROVAL_UNKNOWN',
    });
    expect(await issued()).toBe('0');
  });

  test('is listed by where it stands, page by page in the order of the ledger', async () => {
    const [one, two, three] = [await issue('1'), await issue('2'), await issue('3')];
    await checker.approve(two);
    const idsOf = (items: readonly Approval[]): readonly string[] => items.map(({ id }) => id);
    const ids = idsOf([one, two, three]);
    expect(idsOf((await viewer.approvals()).items)).toEqual(ids);
    expect(idsOf((await viewer.approvals({ status: 'approved' })).items)).toEqual([ids[1]]);
    const first = await viewer.approvals({ status: 'proposed', limit: 1 });
    expect(idsOf(first.items)).toEqual([ids[0]]);
    const next = await viewer.approvals({ status: 'proposed', limit: 1, cursor: first.nextCursor ?? '' });
    expect(idsOf(next.items)).toEqual([ids[2]]);
    expect(next.nextCursor).toBeUndefined();
  });

  test('shows as expired once the business date has passed its last day', async () => {
    const { id } = await issue();
    const facts = { calendar: 'TARGET', previous: '2026-11-23', businessDate: '2026-11-24', phase: 'open' };
    gateway.ledger.commit([{ type: 'BusinessDateAdvanced', facts }]);
    let status = 'proposed';
    for (let tries = 0; status === 'proposed' && tries < 100; tries += 1) status = (await viewer.approval(id)).status;
    expect(status).toBe('expired');
    expect((await viewer.approvals({ status: 'proposed' })).items).toEqual([]);
    expect((await viewer.approvals({ status: 'expired' })).items).toMatchObject([{ id, status: 'expired' }]);
  });
});
