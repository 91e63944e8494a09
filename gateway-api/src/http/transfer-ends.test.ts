import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  bodyHashOf,
  enterInstruction,
  instructionRequest,
  partyWord,
  withdrawTransfer,
  type BusinessDate,
  type MspId,
  type SettlementInstruction,
} from '@scrip/model';
import { ScripClient } from '../client/client.js';
import { BUSINESS_DATE } from '../support/fake-calendar.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';
import { stated } from './stated.js';

const TODAY = BUSINESS_DATE as BusinessDate;
const OWN = 'TestMSP' as MspId;
const ORDER = { basis: 'court-order', document: 'd'.repeat(64) } as const;
let gateway: TestGateway;
let client: ScripClient;
let seller: string;
let buyer: string;
let id: string;

/** A transfer that is due later, at a gateway whose ledger takes withdrawals of it. */
beforeEach(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  await client.registerSecurity(PLACEMENT);
  seller = (await client.registerParty(PERSON)).partyId;
  buyer = (await client.registerParty(PERSON)).partyId;
  const terms = { isin: ISIN, fromHolderId: seller, toHolderId: buyer, units: '3', settlementDate: '2026-12-01' };
  id = (await client.transfer(terms)).id;
  await untilInstructed();
  const request = instructionRequest({ ...terms, instructionId: id, tradeDate: BUSINESS_DATE }, '');
  let instruction: SettlementInstruction = enterInstruction(request, OWN, TODAY);
  gateway.ledger.functions.set('instruction:withdraw', (body) => {
    const said = { party: partyWord(body, '').party, custodian: OWN, withdrawnOn: TODAY };
    instruction = withdrawTransfer(instruction, said);
    const facts = { instruction: stated({ ...instruction, units: instruction.units.toString() }) };
    return { events: [{ type: 'WithdrawalStated', facts }], result: { instructionId: id, status: instruction.status } };
  });
});
afterEach(() => gateway.dispose());

async function untilInstructed(): Promise<void> {
  while ((await client.operation(id)).transactionId === undefined) await new Promise((go) => setTimeout(go, 20));
}

test('a transfer is pending with the withdrawal of one party, and withdrawn with that of both', async () => {
  expect((await client.instructions.withdraw(id, { party: buyer })).status).toBe('pending');
  expect((await client.operation(id)).status).toBe('pending');
  const doubted = (await client.instructions.transfer(id)).transfer;
  expect(doubted).toMatchObject({ status: 'pending', withdrawals: [{ party: buyer, custodian: OWN }] });
  expect((await client.instructions.withdraw(id, { party: seller })).status).toBe('withdrawn');
  expect((await client.operation(id)).status).toBe('withdrawn');
  const { transfer } = await client.instructions.transfer(id);
  expect(transfer).toMatchObject({ status: 'withdrawn', decidedOn: BUSINESS_DATE, units: '3' });
  expect(transfer.moments.final).toBeUndefined();
  expect(await client.instructions.message(id, 'sese.024', { party: seller })).toContain('<Canc>');
});

test('the order of the registrar is proposed as it was given, and shown with the transfer that it has ended', async () => {
  const name = 'settlement:cancel';
  const endedBy = { ...ORDER, by: OWN };
  gateway.ledger.functions.set(name, (body, _, { commandId, operator: maker }) => {
    const act = { function: name, body, bodyHash: bodyHashOf(name, body), maker };
    const dates = { proposedOn: BUSINESS_DATE, expiresOn: BUSINESS_DATE };
    const facts = { approval: { approvalId: commandId, mspId: OWN, ...act, ...dates } };
    const refused = { isin: ISIN, instructionId: id, businessDate: BUSINESS_DATE, code: 'ENDED_BY_ORDER', endedBy };
    // proposed and carried out at once: what is told of it is looked at, not the second person
    const events = [
      { type: 'ActProposed', facts },
      { type: 'InstructionRefused', facts: refused },
    ];
    return { events, result: { approvalId: commandId } };
  });
  const { summary } = await client.registrar.cancelTransfer(id, ORDER);
  expect(summary).toBe(`The pending transfer ${id} ends without having settled (court-order).`);
  expect(gateway.ledger.submitted.at(-1)?.body).toEqual({ ...ORDER, instructionId: id });
  const { transfer } = await client.instructions.transfer(id);
  expect(transfer).toMatchObject({ status: 'refused', refusal: 'ENDED_BY_ORDER', endedBy });
  expect((await client.operation(id)).problem).toMatchObject({ code: 'ENDED_BY_ORDER' });
});
