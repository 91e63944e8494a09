import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ScripClient } from '../client/client.js';
import type { NewInstruction } from '../client/types.js';
import { fakeJoint } from '../support/fake-joint.js';
import { BUSINESS_DATE } from '../support/fake-calendar.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

let gateway: TestGateway;
let client: ScripClient;
let seller: string;
let buyer: string;

beforeEach(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  for (const [name, act] of fakeJoint()) gateway.ledger.functions.set(name, act);
  await client.registerSecurity(PLACEMENT);
  seller = (await client.registerParty(PERSON)).partyId;
  buyer = (await client.registerParty(PERSON)).partyId;
});
afterEach(() => gateway.dispose());

const PRICE = { amount: '50.00', currency: 'EUR' };
const terms = (more: Partial<NewInstruction> = {}): NewInstruction => ({
  instructionId: 'j-1',
  legs: [
    { kind: 'delivery', isin: ISIN, from: seller, to: buyer, units: '3' },
    { kind: 'payment', from: buyer, to: seller, amount: PRICE, payingAgent: 'TestMSP' },
  ],
  mode: 'onOrder',
  ...{ tradeDate: BUSINESS_DATE, settlementDate: BUSINESS_DATE, lastDay: '2026-12-31' },
  ...more,
});

describe('a joint instruction over REST', () => {
  test('is proposed, affirmed by both, paid and settled, and read back at every step', async () => {
    expect(await client.instructions.propose(terms())).toMatchObject({ instructionId: 'j-1', status: 'proposed' });
    expect((await client.instructions.affirm('j-1', { party: seller })).status).toBe('proposed');
    expect((await client.instructions.affirm('j-1', { party: buyer })).status).toBe('reserved');
    const paid = await client.instructions.statePayment('j-1', { leg: 1, amount: PRICE, state: 'received' });
    expect(paid).toMatchObject({ instructionId: 'j-1', leg: 1, state: 'received' });
    const { instruction } = await client.instructions.get('j-1');
    expect(instruction).toMatchObject({
      ...terms(),
      status: 'reserved',
      affirmations: [{ party: seller }, { party: buyer }],
      payments: [{ leg: 1, state: 'received', statedBy: 'TestMSP' }],
    });
    expect(await client.instructions.settle('j-1')).toMatchObject({ instructionId: 'j-1', status: 'settled' });
    expect((await client.instructions.get('j-1')).instruction.status).toBe('settled');
  });

  test('is withdrawn by one of its parties', async () => {
    await client.instructions.propose(terms());
    expect((await client.instructions.withdraw('j-1', { party: seller })).status).toBe('withdrawn');
  });

  test('is listed by status and by party, page by page', async () => {
    for (const instructionId of ['j-1', 'j-2', 'j-3']) await client.instructions.propose(terms({ instructionId }));
    await client.instructions.withdraw('j-2', { party: seller });
    const ids = async (options: Parameters<typeof client.instructions.list>[0]): Promise<readonly string[]> =>
      (await client.instructions.list(options)).items.map((each) => each.instructionId);
    expect(await ids({})).toEqual(['j-1', 'j-2', 'j-3']);
    expect(await ids({ status: 'proposed' })).toEqual(['j-1', 'j-3']);
    expect(await ids({ status: 'withdrawn', party: buyer })).toEqual(['j-2']);
    expect(await ids({ party: `P${'A'.repeat(32)}` })).toEqual([]);
    const first = await client.instructions.list({ limit: 2 });
    expect(first.items).toHaveLength(2);
    expect(await ids({ limit: 2, cursor: first.nextCursor ?? '' })).toEqual(['j-3']);
  });

  test('sends the signature of the paying agent’s operator on as it is', async () => {
    await client.instructions.propose(terms());
    for (const party of [seller, buyer]) await client.instructions.affirm('j-1', { party });
    const signature = { validFrom: BUSINESS_DATE, validUntil: BUSINESS_DATE, signature: 'A'.repeat(86) };
    const answer = await fetch(`${gateway.url}/v1/instructions/j-1/payments`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${gateway.makerKey}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': 'payment-key-1',
        'Operator-Signature': Buffer.from(JSON.stringify(signature)).toString('base64url'),
      },
      body: JSON.stringify({ leg: 1, amount: PRICE, state: 'received' }),
    });
    expect(answer.status).toBe(200);
    const sent = gateway.ledger.submitted.find(({ name }) => name === 'instruction:statePayment');
    expect(sent?.signature).toEqual(signature);
  });

  test('has a settling agent, whose lease another registrar takes by naming its version', async () => {
    gateway.ledger.functions.set('settlement:takeLease', ({ registrar = '', seenVersion }) => {
      const lease = { registrar, holder: 'OtherMSP', version: Number(seenVersion) + 1 };
      return { events: [{ type: 'SettlementLeaseTaken', facts: { lease } }], result: lease };
    });
    expect((await client.instructions.leases()).items).toEqual([
      { registrar: 'TestMSP', holder: 'TestMSP', version: 0 },
    ]);
    expect(await client.instructions.takeLease('TestMSP', { seenVersion: 0 })).toMatchObject({ version: 1 });
    expect((await client.instructions.leases()).items).toEqual([
      { registrar: 'TestMSP', holder: 'OtherMSP', version: 1 },
    ]);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['that nobody proposed', () => client.instructions.get('j-9'), 'INSTRUCTION_UNKNOWN'],
    ['without legs', () => client.instructions.propose(terms({ legs: [] })), 'VALIDATION_FAILED'],
    ['of an unknown mode', () => client.instructions.propose(terms({ mode: 'now' as never })), 'VALIDATION_FAILED'],
    [
      'with a delivery of nothing',
      () =>
        client.instructions.propose(
          terms({ legs: [{ kind: 'delivery', isin: ISIN, from: seller, to: buyer, units: '0' }] }),
        ),
      'VALIDATION_FAILED',
    ],
  ])('%s is a problem document', async (_, call, code) => {
    await expect(call()).rejects.toMatchObject({ code });
  });
});
