import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ScripClient } from '../client/client.js';
import type { NewInstruction } from '../client/types.js';
import type { JsonObject } from '../ledger/ledger.js';
import { LedgerRefusal, LedgerUnavailable } from '../ledger/ledger-error.js';
import { BUSINESS_DATE } from '../support/fake-calendar.js';
import { fakeJoint } from '../support/fake-joint.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

let gateway: TestGateway;
let client: ScripClient;
let seller: string;
let buyer: string;

beforeEach(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  for (const [name, act] of fakeJoint('TestMSP', ({ instructionId }) => instructionId.startsWith('lacking')))
    gateway.ledger.functions.set(name, act);
  await client.registerSecurity(PLACEMENT);
  seller = (await client.registerParty(PERSON)).partyId;
  buyer = (await client.registerParty(PERSON)).partyId;
});
afterEach(async () => {
  await gateway.dispose();
});

async function bound(instructionId: string, more: Partial<NewInstruction> = {}): Promise<void> {
  await client.instructions.propose({
    instructionId,
    legs: [{ kind: 'delivery', isin: ISIN, from: seller, to: buyer, units: '3' }],
    mode: 'onAffirmation',
    ...{ tradeDate: BUSINESS_DATE, settlementDate: BUSINESS_DATE, lastDay: '2026-12-31' },
    ...more,
  });
  for (const party of [seller, buyer]) await client.instructions.affirm(instructionId, { party });
}

const status = async (id: string): Promise<string> => (await client.instructions.get(id)).instruction.status;
async function untilStatus(id: string, expected: string): Promise<void> {
  for (let tries = 0; tries < 400 && (await status(id)) !== expected; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await status(id)).toBe(expected);
}
const settled = (): readonly unknown[] =>
  gateway.ledger.submitted
    .filter(({ name }) => name === 'instruction:settle')
    .map(({ body }) => body['instructionIds']);

test('what can settle is settled, what waits for something is left alone', async () => {
  await bound('ordered', { mode: 'onOrder' });
  await bound('later', { mode: 'onDate', settlementDate: '2026-12-01' });
  await bound('unpaid', {
    legs: [
      { kind: 'delivery', isin: ISIN, from: seller, to: buyer, units: '3' },
      { kind: 'payment', from: buyer, to: seller, amount: { amount: '1.00', currency: 'EUR' }, payingAgent: 'TestMSP' },
    ],
  });
  await bound('ready');
  await untilStatus('ready', 'settled');
  expect(settled()).toEqual([['ready']]);
  await client.instructions.statePayment('unpaid', {
    ...{ leg: 1, amount: { amount: '1.00', currency: 'EUR' }, state: 'received' },
  });
  await untilStatus('unpaid', 'settled');
  expect(settled()).toEqual([['ready'], ['unpaid']]);
});

test('one that is refused does not keep the others back, and rests', async () => {
  let isAway = true;
  const settle = gateway.ledger.functions.get('instruction:settle');
  gateway.ledger.functions.set('instruction:settle', (body, transactionId, command) => {
    if (isAway) throw new LedgerUnavailable('unreachable', 1, { cause: new Error('unreachable') });
    const ids = body['instructionIds'] as readonly string[];
    if (ids.includes('bad')) throw new LedgerRefusal('INTERNAL', 'no endorsement');
    const done = ids.map((id) => settle?.({ instructionIds: [id] }, transactionId, command));
    return { events: done.flatMap((each) => each?.events ?? []), result: { instructions: [] } };
  });
  for (const id of ['a', 'bad', 'c', 'd']) await bound(id);
  isAway = false;
  for (const id of ['a', 'c', 'd']) await untilStatus(id, 'settled');
  expect(await status('bad')).toBe('reserved');
  expect(settled()).toContainEqual(['a', 'bad', 'c', 'd']);
});

/** What a settlement makes of an instruction that lacks its units: nothing. */
const nothing: typeof gateway.ledger.outlook = ({ body }) => ({
  instructions: (body['instructionIds'] as readonly string[]).map((instructionId) => ({
    ...{ instructionId, status: 'affirmed', code: 'UNITS_INSUFFICIENT' },
  })),
});
const eventually = async (isSo: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 400 && !isSo(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isSo()).toBe(true);
};

test('what its own peer says comes to nothing costs no block, until something happens to its parties', async () => {
  gateway.ledger.outlook = nothing;
  await bound('lacking');
  await eventually(() => gateway.ledger.rehearsed.length > 0);
  const blocks = gateway.ledger.committed.length;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([gateway.ledger.committed.length, settled()]).toEqual([blocks, []]);
  const rehearsed = gateway.ledger.rehearsed.length;
  await client.registerParty(PERSON);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(gateway.ledger.rehearsed.length - rehearsed).toBeLessThan(2);
  gateway.ledger.commit([{ type: 'UnitsEncumbered', facts: { encumbrance: encumbranceOf(seller) } }]);
  await eventually(() => gateway.ledger.rehearsed.length > rehearsed);
  expect(settled()).toEqual([]);
});

const encumbranceOf = (holderId: string): never =>
  ({ encumbranceId: 'e-1', isin: ISIN, holderId, units: '1', kind: 'lock' }) as never;

test('instructions that lack units settle on their net, without the one for which they are refused', async () => {
  let refusals = 0;
  gateway.ledger.outlook = (command) => {
    if (command.name !== 'instruction:settleNetted') return nothing(command);
    const ids = command.body['instructionIds'] as readonly string[];
    if (!ids.includes('lacking-3')) return null;
    refusals += 1;
    throw new LedgerRefusal('CAPACITY_RESTRICTED', 'no', { instructionId: 'lacking-3' });
  };
  const back = [{ kind: 'delivery' as const, isin: ISIN, from: buyer, to: seller, units: '3' }];
  await bound('lacking-1', { netting: 'allowed' });
  await bound('lacking-2', { netting: 'allowed', legs: back });
  await untilStatus('lacking-1', 'settled');
  await untilStatus('lacking-2', 'settled');
  expect((await client.instructions.get('lacking-1')).instruction.nettedWith).toEqual(['lacking-2']);
  await bound('lacking-3', { netting: 'allowed' });
  await bound('lacking-4', { netting: 'allowed', legs: back });
  await eventually(() => refusals > 0);
  await bound('lacking-5', { netting: 'allowed' });
  await untilStatus('lacking-4', 'settled');
  await untilStatus('lacking-5', 'settled');
  expect(await status('lacking-3')).toBe('affirmed');
});

/** Brings many instructions of one kind before all others, as whoever wants to keep others back would. */
function crowd(status: string, more: JsonObject, name = 'crowd'): void {
  const legs = [{ kind: 'delivery', isin: ISIN, from: seller, to: buyer, units: '3' }];
  const terms = { legs, mode: 'onAffirmation', tradeDate: BUSINESS_DATE, settlementDate: BUSINESS_DATE, payments: [] };
  gateway.ledger.commit(
    Array.from({ length: 1_100 }, (_, index) => ({
      type: 'JointInstructionProposed',
      facts: { instruction: { instructionId: `${name}-${String(index)}`, status, ...terms, ...more } },
    })),
  );
}

test.each([
  ['proposals that nobody affirms', 'proposed'],
  ['instructions that lack units', 'affirmed'],
])('%s keep no other back, however many there are', async (_, kind) => {
  gateway.ledger.outlook = (command) => {
    const ids = command.body['instructionIds'] as readonly string[];
    return ids.some((id) => id.startsWith('crowd')) ? nothing(command) : null;
  };
  crowd(kind, { lastDay: '2026-12-31' });
  await bound('ready');
  await untilStatus('ready', 'settled');
});

test('a set is found however much has happened between its instructions', async () => {
  gateway.ledger.outlook = (command) => (command.name === 'instruction:settleNetted' ? null : nothing(command));
  const third = (await client.registerParty(PERSON)).partyId;
  const to = (from: string, receiver: string): Partial<NewInstruction> => ({
    netting: 'allowed',
    legs: [{ kind: 'delivery', isin: ISIN, from, to: receiver, units: '3' }],
  });
  const ring = async (id: string, from: string, receiver: string): Promise<void> => {
    await client.instructions.propose({
      ...{ instructionId: id, mode: 'onAffirmation', legs: [], ...to(from, receiver) },
      ...{ tradeDate: BUSINESS_DATE, settlementDate: BUSINESS_DATE, lastDay: '2026-12-31' },
    });
    for (const party of [from, receiver]) await client.instructions.affirm(id, { party });
  };
  await ring('lacking-1', seller, buyer);
  crowd('affirmed', { lastDay: '2026-12-31' });
  await ring('lacking-2', buyer, third);
  crowd('affirmed', { lastDay: '2026-12-31' }, 'more');
  await ring('lacking-3', third, seller);
  for (const id of ['lacking-1', 'lacking-2', 'lacking-3']) await untilStatus(id, 'settled');
  expect((await client.instructions.get('lacking-1')).instruction.nettedWith).toEqual(['lacking-2', 'lacking-3']);
});

test('a proposal is closed when its last day has passed', async () => {
  crowd('proposed', { lastDay: '2026-01-01' });
  await eventually(() => settled().flat().includes('crowd-1050'));
});
