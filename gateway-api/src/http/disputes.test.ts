import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isDualFunction, TRANSACTIONS } from '@scrip/model';
import { ScripClient } from '../client/client.js';
import type { DomainEvent, JsonObject } from '../ledger/ledger.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const ORDER = { basis: 'administrative-order', document: 'e'.repeat(64) } as const;
const ABOUT = { entry: `${'a'.repeat(64)}/0`, on: '2026-11-20' };
const OBJECTION = { disputeId: 'd-1', about: ABOUT, ground: 'fraud', document: 'd'.repeat(64) } as const;
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
  ada = (await client.registerParty(PERSON)).partyId;
  bob = (await client.registerParty({ ...PERSON, name: 'Bob Example' })).partyId;
  await client.registerSecurity(PLACEMENT);
});
afterAll(() => gateway.dispose());

async function happened(...events: readonly DomainEvent[]): Promise<void> {
  const block = gateway.ledger.commit(events);
  for (let tries = 0; tries < 200 && (await client.securities()).asOf.block < block; tries += 1);
}
const disputed = (more: JsonObject = {}): JsonObject => ({
  ...{ ...OBJECTION, isin: ISIN, fromHolderId: ada, holderId: bob, units: '60', state: 'open', agreements: [] },
  ...{ raisedBy: 'TestMSP', raisedAs: 'registrar', raisedOn: '2026-11-23', ...more },
});
const said = (type: string, more: JsonObject = {}): DomainEvent => ({ type, facts: { dispute: disputed(more) } });
const frozen = (units: string, basis: string, more: JsonObject = {}): JsonObject => ({
  ...{ scope: 'units', isin: ISIN, holderId: bob, units, basis, document: OBJECTION.document },
  ...{ imposedBy: 'TestMSP', since: '2026-11-23', ...more },
});
const freeze = (): JsonObject => frozen('60', 'terms', { dispute: 'd-1' });

describe('a transfer that is final', () => {
  test('is objected to: proposed as the ledger takes it, and said in words', async () => {
    const approval = await client.disputes.raise(ISIN, OBJECTION);
    expect(approval).toMatchObject({ status: 'proposed', body: { act: { ...OBJECTION, isin: ISIN } } });
    expect(approval.summary).toBe(
      `The transfer of ${ISIN} that entry ${ABOUT.entry} of ${ABOUT.on} made final is objected to (fraud); ` +
        'what the receiver still has of it is frozen.',
    );
  });

  test('is in dispute from then on: the dispute is listed, and the freeze names it', async () => {
    await happened(said('DisputeRaised'), { type: 'FreezeImposed', facts: { freeze: freeze() } });
    const { items } = await client.disputes.list(ISIN, { state: 'open', holder: bob });
    expect(items).toMatchObject([{ disputeId: 'd-1', units: '60', fromHolderId: ada, holderId: bob, ground: 'fraud' }]);
    expect((await client.disputes.list(ISIN, { holder: ada })).items).toEqual([]);
    expect((await client.registrar.freezesOf(bob)).items).toMatchObject([
      { units: '60', dispute: 'd-1', inForce: true },
    ]);
  });

  test('stays in dispute beside an order over the same units, and each of the two freezes ends by itself', async () => {
    const order = frozen('10', 'court-order');
    await happened({ type: 'FreezeImposed', facts: { freeze: order } });
    expect((await client.registrar.freezesOf(bob)).items).toHaveLength(2);
    const lifted = { liftedBy: 'TestMSP', businessDate: '2026-11-23', ...ORDER };
    await happened({ type: 'FreezeLifted', facts: { freeze: order, ...lifted } });
    expect((await client.registrar.freezesOf(bob)).items).toMatchObject([{ dispute: 'd-1' }]);
  });

  test('has a dispute that both parties and the registrar, or a regulator decide', async () => {
    const agreements = [{ party: bob, decision: 'upheld', by: 'TestMSP', on: '2026-11-23' }];
    gateway.ledger.functions.set('dispute:agree', () => ({
      events: [said('DisputeAgreed', { agreements })],
      result: { isin: ISIN, disputeId: 'd-1', agreements },
    }));
    const agreed = await client.disputes.agree(ISIN, 'd-1', { party: bob, decision: 'upheld' });
    expect(agreed).toMatchObject({ agreements });
    const approval = await client.disputes.decide(ISIN, 'd-1', { ...ORDER, decision: 'upheld' });
    expect(approval.body).toEqual({ ...ORDER, isin: ISIN, disputeId: 'd-1', decision: 'upheld' });
    expect(approval.summary).toContain('is upheld; they stay where they are until the register is corrected');
    const decided = { ...ORDER, by: 'TestMSP', on: '2026-11-23' };
    await happened(said('DisputeDecided', { agreements, state: 'upheld', decided }));
    expect((await client.disputes.get(ISIN, 'd-1')).dispute).toMatchObject({ state: 'upheld', decided, agreements });
  });

  test('is corrected over the dispute by a new entry', async () => {
    const body = { ...ORDER, corrects: ABOUT, disputeId: 'd-1', toHolderId: ada, units: '60' };
    const approval = await client.registrar.correct(ISIN, body);
    expect(approval.body).toEqual({ ...body, isin: ISIN });
    expect(approval.summary).toContain('The dispute d-1 was upheld.');
    const correctedBy = { entry: `${'b'.repeat(64)}/0`, on: '2026-11-23' };
    await happened(said('DisputeCorrected', { state: 'upheld', correctedBy, endedOn: '2026-11-23' }), {
      type: 'FreezeLifted',
      facts: { freeze: freeze(), liftedBy: 'TestMSP', businessDate: '2026-11-23', ...ORDER },
    });
    expect((await client.disputes.get(ISIN, 'd-1')).dispute).toMatchObject({ correctedBy, endedOn: '2026-11-23' });
    expect((await client.registrar.freezesOf(bob)).items).toEqual([]);
  });

  test.each<[string, string, () => Promise<unknown>]>([
    [
      'when the time is over',
      'OBJECTION_TOO_LATE',
      () => client.disputes.raise(ISIN, { ...OBJECTION, disputeId: 'd-2' }),
    ],
    [
      'where all units have passed on to others in good faith',
      'UNITS_PASSED_ON',
      () => client.disputes.raise(ISIN, { ...OBJECTION, disputeId: 'd-2' }),
    ],
    [
      'where the parties disagree, to the registrar',
      'DISPUTE_NOT_AGREED',
      () => client.disputes.decide(ISIN, 'd-1', { ...ORDER, decision: 'dismissed' }),
    ],
  ])('is refused %s', async (_, code, call) => {
    gateway.ledger.failures.push(new LedgerRefusal(code, 'refused'));
    await expect(call()).rejects.toMatchObject({ code });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'without a ground',
      () => client.disputes.raise(ISIN, { ...OBJECTION, ground: 'because' as never }),
      'VALIDATION_FAILED',
    ],
    ['of an unknown security', () => client.disputes.list('US5949181045'), 'SECURITY_UNKNOWN'],
    ['that nobody has raised', () => client.disputes.get(ISIN, 'd-9'), 'DISPUTE_UNKNOWN'],
  ])('has no dispute %s', async (_, call, code) => {
    await expect(call()).rejects.toMatchObject({ code });
  });

  test('has a dispute that is taken back by who raised it', async () => {
    gateway.ledger.functions.set('dispute:withdraw', () => ({
      events: [said('DisputeWithdrawn', { state: 'settled', endedOn: '2026-11-23' })],
      result: { isin: ISIN, disputeId: 'd-1', state: 'settled' },
    }));
    expect(await client.disputes.withdraw(ISIN, 'd-1')).toMatchObject({ state: 'settled' });
  });
});
