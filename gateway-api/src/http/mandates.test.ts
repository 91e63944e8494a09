import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { bodyHashOf, mandates, type OfficeName, type PartyId } from '@scrip/model';
import { ScripClient } from '../client/client.js';
import type { NewTransfer, SignedMandate } from '../client/types.js';
import type { Command, JsonObject } from '../ledger/ledger.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const DIGEST = 'd'.repeat(64);

let gateway: TestGateway;
let client: ScripClient;
let ada: string;
let bob: string;

beforeEach(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  ada = (await client.registerParty(PERSON)).partyId;
  bob = (await client.registerParty({ ...PERSON, name: 'Bob Example' })).partyId;
});
afterEach(() => gateway.dispose());

const authorisationOf = (signer: string): SignedMandate['authorisation'] => ({
  validFrom: '2026-11-23',
  validUntil: '2026-11-30',
  signatures: [{ signer, keyId: 'A'.repeat(43), signature: 'A'.repeat(86) }],
});

/** Issues units to Ada, as a maker proposes and a checker approves. */
async function issue(): Promise<void> {
  const proposed = await client.issue(ISIN, { allocations: [{ holderId: ada, units: '100' }] });
  await new ScripClient({ url: gateway.url, apiKey: gateway.checkerKey }).approve(proposed);
}

/** The last command of a function that reached the ledger. */
const sent = (name: string): Command | undefined =>
  gateway.ledger.submitted.filter((each) => each.name === name).at(-1);

describe('a signed transfer', () => {
  const signed = (): NewTransfer => ({
    ...{ isin: ISIN, fromHolderId: ada, toHolderId: bob, units: '30', instructionId: 'of-ada-1' },
    ...{ tradeDate: '2026-11-23', settlementDate: '2026-11-23', authorisation: authorisationOf(ada) },
  });

  beforeEach(async () => {
    await client.registerSecurity(PLACEMENT);
    await issue();
  });

  test('reaches the ledger as it was signed, under its own id, and its signatures are not shown', async () => {
    const operation = await client.transfer(signed(), { waitSeconds: 5 });
    expect(operation).toMatchObject({ id: 'of-ada-1', instructionId: 'of-ada-1', status: 'settled' });
    expect(operation).not.toHaveProperty('authorisation');
    expect(sent('settlement:instruct')?.body).toEqual({ instructions: [signed()] });
    expect(await client.operation('of-ada-1')).toEqual(operation);
  });

  test('given again is the same operation; another under its id is refused', async () => {
    const first = await client.transfer(signed(), { waitSeconds: 5 });
    expect(await client.transfer(signed(), { waitSeconds: 5 })).toEqual(first);
    const other = client.transfer({ ...signed(), units: '31' });
    await expect(other).rejects.toMatchObject({ status: 409, code: 'INSTRUCTION_EXISTS' });
    expect(gateway.ledger.submitted.filter(({ name }) => name === 'settlement:instruct')).toHaveLength(1);
  });

  test.each(['instructionId', 'tradeDate', 'settlementDate'] as const)('without its %s is refused', async (field) => {
    await expect(client.transfer({ ...signed(), [field]: undefined })).rejects.toMatchObject({
      ...{ status: 400, code: 'VALIDATION_FAILED' },
      problem: { errors: [{ pointer: `#/${field}` }] },
    });
  });

  test('shares a transaction with others, and one that is refused harms none of them', async () => {
    const instruct = gateway.ledger.functions.get('settlement:instruct');
    gateway.ledger.functions.set('settlement:instruct', (body, ...rest) => {
      if (JSON.stringify(body).includes('of-ada-2')) throw new LedgerRefusal('SIGNATURE_INVALID', 'It is not signed.');
      return instruct?.(body, ...rest) ?? { events: [], result: null };
    });
    const given = ['of-ada-1', 'of-ada-2', 'of-ada-3'].map((instructionId) => ({ ...signed(), instructionId }));
    const ended = await Promise.all(given.map((each) => client.transfer(each, { waitSeconds: 5 })));
    expect(ended.map(({ status }) => status)).toEqual(['settled', 'refused', 'settled']);
    expect(ended[1]?.problem?.code).toBe('SIGNATURE_INVALID');
  });
});

describe('mandates over REST', () => {
  const director = 'director' as OfficeName;
  const rule = (): object => {
    const { anyOf, agent, holderOf, jointly, upTo, until } = mandates;
    const two = jointly(2, holderOf(director), agent(bob as PartyId));
    return anyOf(upTo({ units: 10n }, holderOf(director)), until('2027-01-31' as never, two));
  };
  const plainRule = (): never =>
    JSON.parse(JSON.stringify(rule(), (_, v: unknown) => (typeof v === 'bigint' ? `${v}` : v))) as never;

  /** Lets the ledger take a command and tell an event with its body. */
  function accept(name: string, type: string, factsOf: (body: JsonObject) => JsonObject, result: JsonObject): void {
    gateway.ledger.functions.set(name, (body) => ({ events: [{ type, facts: factsOf(body) }], result }));
  }
  /** Lets the ledger take a proposal of an act. */
  function propose(name: string): void {
    gateway.ledger.functions.set(name, (body, _, { commandId, operator }) => {
      const dates = { proposedOn: '2026-11-23', expiresOn: '2026-11-27' };
      const act = { function: name, body, bodyHash: bodyHashOf(name, body) };
      const approval = { approvalId: commandId, mspId: 'TestMSP', ...act, maker: operator, ...dates };
      return { events: [{ type: 'ActProposed', facts: { approval } }], result: { approvalId: commandId } };
    });
  }
  /** Lets the ledger take an approval and tell what came of the act. */
  function approve(type: string, facts: JsonObject): void {
    gateway.ledger.functions.set('approval:approve', ({ approvalId }, _, { operator: checker }) => {
      const decision = { status: 'approved', checker, decidedOn: '2026-11-23' };
      const approval = { approvalId: approvalId ?? null, mspId: 'TestMSP', ...decision };
      return {
        events: [
          { type, facts },
          { type: 'ActApproved', facts: { approval } },
        ],
        result: null,
      };
    });
  }
  const entered = { enteredOn: '2026-11-23', enteredBy: 'TestMSP', resigned: [] };

  test('are granted with what was signed, read back and revoked', async () => {
    const receipt = { principal: ada, mandateId: 'poa' };
    const given = (body: JsonObject): JsonObject => ({
      mandate: { ...(body['act'] as JsonObject), origin: 'granted', ...entered },
    });
    accept('mandate:grant', 'MandateGiven', given, receipt);
    const act = { mandateId: 'poa', rule: plainRule(), validFrom: '2026-11-23' };
    await client.mandates.grant(ada, { act, authorisation: authorisationOf(ada) });
    expect(sent('mandate:grant')?.body).toEqual({
      ...{ act: { ...act, principal: ada }, authorisation: authorisationOf(ada) },
    });
    expect(await client.mandates.of(ada)).toMatchObject({ mandates: [{ rule: plainRule() }], officers: [] });
    const ended = (): JsonObject => ({ mandate: { ...act, principal: ada, ...entered, endedOn: '2026-11-23' } });
    accept('mandate:revoke', 'MandateEnded', ended, receipt);
    await client.mandates.revoke(ada, 'poa', { authorisation: authorisationOf(ada) });
    expect(sent('mandate:revoke')?.body).toMatchObject({ act: receipt });
    expect(await client.mandates.of(ada)).toMatchObject({ mandates: [{ endedOn: '2026-11-23' }] });
    accept('mandate:resign', 'MandateResigned', ended, { ...receipt, agent: bob });
    await client.mandates.resign(ada, 'poa', { agent: bob, authorisation: authorisationOf(bob) });
    expect(sent('mandate:resign')?.body).toMatchObject({ act: { ...receipt, agent: bob } });
  });

  test('a rule that is none is refused where it is wrong', async () => {
    const act = { mandateId: 'poa', rule: { is: 'nobody' } as never, validFrom: '2026-11-23' };
    const call = client.mandates.grant(ada, { act, authorisation: authorisationOf(ada) });
    await expect(call).rejects.toMatchObject({ status: 400, problem: { errors: [{ pointer: '#/act/rule/is' }] } });
  });

  test('appointments and officers are entered and ended on a document', async () => {
    const appointment = { mandateId: 'g', rule: plainRule(), validFrom: '2026-11-23', document: DIGEST };
    const receipt = { principal: ada, mandateId: 'g' };
    propose('mandate:appoint');
    const summary = `Those whom the appointment g names act for ${ada}.`;
    expect(await client.mandates.appoint(ada, appointment)).toMatchObject({ status: 'proposed', summary });
    expect(sent('mandate:appoint')?.body).toEqual({ ...appointment, principal: ada });
    accept('mandate:withdraw', 'MandateEnded', () => ({ mandate: { ...appointment, principal: ada } }), receipt);
    await client.mandates.withdraw(ada, 'g');
    expect(sent('mandate:withdraw')?.body).toEqual(receipt);
    const officer = { office: 'director', party: bob, validFrom: '2026-11-23', document: DIGEST };
    const office = { entity: ada, office: 'director', party: bob };
    const enteredOfficer = { ...officer, entity: ada, enteredBy: 'TestMSP' };
    propose('mandate:appointOfficer');
    const proposed = await client.mandates.appointOfficer(ada, officer);
    expect(await client.mandates.of(ada)).toMatchObject({ officers: [] });
    approve('OfficerAppointed', { officer: enteredOfficer });
    await new ScripClient({ url: gateway.url, apiKey: gateway.checkerKey }).approve(proposed);
    expect(sent('mandate:appointOfficer')?.body).toEqual({ ...officer, entity: ada });
    expect(await client.mandates.of(ada)).toMatchObject({ officers: [enteredOfficer] });
    accept('mandate:dismissOfficer', 'OfficerDismissed', () => ({ officer: enteredOfficer }), office);
    await client.mandates.dismissOfficer(ada, { office: 'director', party: bob });
    expect(await client.mandates.of(ada)).toMatchObject({ officers: [] });
  });

  test('who may act is asked of the ledger', async () => {
    let asked: unknown;
    gateway.ledger.functions.set('mandate:mayAct', ({ args }) => {
      asked = args;
      return { events: [], result: { allowed: true, ways: [{ by: 'poa', allowed: true }] } };
    });
    const answer = await client.mandates.mayAct(ada, { isin: ISIN, units: '5', signers: [bob, ada] });
    expect(answer).toMatchObject({ allowed: true, ways: [{ by: 'poa' }], asOf: { channel: 'securities' } });
    expect(asked).toEqual([JSON.stringify({ isin: ISIN, principal: ada, signers: [bob, ada], units: '5' })]);
    const wrong = client.mandates.mayAct(ada, { isin: ISIN, units: '5', signers: ['x'] });
    await expect(wrong).rejects.toMatchObject({ status: 400 });
  });

  test('of a party that is not known are not found', async () => {
    const unknown = `P${createHash('sha256')
      .update('x')
      .digest('hex')
      .toUpperCase()
      .replace(/[0189]/g, 'A')
      .slice(0, 32)}`;
    await expect(client.mandates.of(unknown)).rejects.toMatchObject({ status: 404, code: 'PARTY_UNKNOWN' });
  });
});

describe('groups over REST', () => {
  test('show members and what they hold together', async () => {
    await client.registerSecurity(PLACEMENT);
    await issue();
    const named = `P${'B'.repeat(32)}`;
    const group = { groupId: 'family', kind: 'affiliates' as const };
    const members = [...[ada, bob].map((party) => ({ party, statedBy: 'TestMSP' })), { party: named }];
    gateway.ledger.functions.set('group:declare', () => ({
      events: [{ type: 'GroupDeclared', facts: { group: { ...group, declaredBy: 'TestMSP', members } } }],
      result: { groupId: 'family', members: 2 },
    }));
    const stated = { ...group, members: [{ party: ada }, { party: bob }] };
    expect(await client.mandates.declareGroup(stated)).toMatchObject({ groupId: 'family', members: 2 });
    expect(sent('group:declare')?.body).toEqual(stated);
    expect(await client.mandates.group('family')).toMatchObject({ group: { ...group, members } });
    const holding = await client.mandates.groupHolding('family', ISIN);
    expect(holding).toMatchObject({ units: '100', asOf: { businessDate: '2026-11-23' } });
    expect(new Map(holding.members.map((each) => [each.holderId, each.units]))).toEqual(
      new Map([
        [ada, '100'],
        [bob, '0'],
      ]),
    );
    await expect(client.mandates.group('none')).rejects.toMatchObject({ status: 404, code: 'GROUP_UNKNOWN' });
    await expect(client.mandates.groupHolding('family', 'US5949181045')).rejects.toMatchObject({
      code: 'SECURITY_UNKNOWN',
    });
  });
});
