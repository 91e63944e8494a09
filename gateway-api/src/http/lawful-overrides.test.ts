import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { addDays, bodyHashOf, parseBusinessDate } from '@scrip/model';
import { ScripClient } from '../client/client.js';
import type { Approval, LawfulOverride, NewLawfulOverride, NewOverrideEndorsements } from '../client/types.js';
import { LedgerUnavailable } from '../ledger/ledger-error.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const ORDER = { basis: 'court-order', document: 'd'.repeat(64) } as const;
const COMMAND = { function: 'settlement:settle', body: { instructionIds: ['i-1'] }, ...ORDER };

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

const issue = (): Promise<Approval> => maker.issue(ISIN, { allocations: [{ holderId, units: '100' }] });
const issued = async (): Promise<string> => (await viewer.register(ISIN)).issuedUnits;
const approving = ({ id, function: name, body }: Approval): NewLawfulOverride => ({
  ...{ approvalId: id, bodyHash: bodyHashOf(name, body), ...ORDER },
});
const endorsement = (
  { transactionId }: LawfulOverride,
  mspId: string,
  signature = 'good',
): NewOverrideEndorsements['endorsements'][number] => ({
  ...{ schema: 'scrip-override-endorsement-1', transactionId, mspId, certificate: btoa('certificate') },
  signature: btoa(signature),
});
const endorsed = async (override: LawfulOverride, ...by: readonly string[]): Promise<LawfulOverride> =>
  maker.overrides.endorse(override.id, { endorsements: by.map((mspId) => endorsement(override, mspId)) });
/** Expects a refusal after which the ledger has what it had. */
async function refused(code: string, call: () => Promise<unknown>): Promise<void> {
  const before = gateway.ledger.committed.length;
  await expect(call()).rejects.toMatchObject({ code });
  expect(gateway.ledger.committed).toHaveLength(before);
}

describe('preparing a lawful override', () => {
  test('has the approval of an act endorsed, says what it does, and does nothing', async () => {
    const act = await issue();
    const before = gateway.ledger.committed.length;
    const made = await checker.overrides.prepare(approving(act));
    expect(made).toMatchObject({
      ...{ status: 'prepared', function: 'approval:approve', summary: act.summary, preparedBy: 'cara-checker' },
      ...{ ...ORDER, endorsers: ['TestMSP', 'OtherMSP'], endorsements: [], unmetPolicies: ['lot/x'] },
      toSign: {
        ...{ schema: 'scrip-lawful-override-2', network: 'test-network', channel: 'securities', ...ORDER },
        ...{ act: { function: 'register:issue', body: act.body }, transactionId: made.transactionId },
        ...{ payload: btoa('answer'), transaction: expect.any(String) },
      },
    });
    expect([gateway.ledger.committed.length, await issued()]).toEqual([before, '0']);
    expect(await viewer.overrides.get(made.id)).toEqual(made);
    expect((await viewer.overrides.list()).items).toMatchObject([{ id: made.id, status: 'prepared' }]);
  });

  test('states the business date and the last day on which it can be submitted', async () => {
    const { businessDate } = (await viewer.calendars.dates()).asOf;
    const on = parseBusinessDate(businessDate ?? '');
    const stated = (until: string): object => [expect.objectContaining({ on, until })];
    const usual = await maker.overrides.prepare(COMMAND);
    expect([usual.dated, usual.toSign.dated]).toEqual([stated(addDays(on, 5)), stated(addDays(on, 5))]);
    const until = addDays(on, 10);
    expect((await maker.overrides.prepare({ ...COMMAND, until })).dated).toEqual(stated(until));
    for (const day of [addDays(on, -1), addDays(on, 11)]) {
      await refused('OVERRIDE_DATE_UNFIT', () => maker.overrides.prepare({ ...COMMAND, until: day }));
    }
  });

  test('repeated with its key prepares one', async () => {
    const options = { idempotencyKey: 'override-0001' };
    const first = await maker.overrides.prepare(COMMAND, options);
    expect(await maker.overrides.prepare(COMMAND, options)).toEqual(first);
    expect((await viewer.overrides.list()).items).toHaveLength(1);
  });

  test('is for those who may give the command, and not for viewers', async () => {
    const act = await issue();
    await refused('OPERATOR_NOT_PERMITTED', () => maker.overrides.prepare(approving(act)));
    await refused('OPERATOR_NOT_PERMITTED', () => checker.overrides.prepare(COMMAND));
    await refused('OPERATOR_NOT_PERMITTED', () => viewer.overrides.prepare(COMMAND));
    expect((await viewer.overrides.list()).items).toEqual([]);
  });

  test.each([
    ['a sensitive act that nobody has proposed', 'OVERRIDE_ACT_NOT_PROPOSED', { function: 'register:issue' }],
    ['a query', 'OVERRIDE_FUNCTION_UNKNOWN', { function: 'register:register' }],
    ['what writes private records', 'OVERRIDE_FUNCTION_UNKNOWN', { function: 'party:recordReason' }],
    ['no function', 'OVERRIDE_FUNCTION_UNKNOWN', { function: 'to:String' }],
    ['no majority', 'OVERRIDE_ENDORSERS_MISSING', { endorsers: ['TestMSP', 'NobodyMSP'] }],
  ])('is refused for %s', async (_, code, more) => {
    await refused(code, () => maker.overrides.prepare({ ...COMMAND, ...more }));
  });

  test('is refused for an act that is not there, and in two ways at once', async () => {
    await refused('APPROVAL_UNKNOWN', () => checker.overrides.prepare(approving({ ...fake, id: 'nothing' })));
    await refused('VALIDATION_FAILED', () => maker.overrides.prepare({ ...COMMAND, ...approving(fake) }));
  });
  const fake = { id: 'nothing', function: 'register:issue', body: {} } as Approval;
});

describe('the endorsements of administrators', () => {
  let override: LawfulOverride;
  beforeEach(async () => {
    override = await maker.overrides.prepare(COMMAND);
  });

  test('are kept with who they are of and who added them', async () => {
    const { endorsements, unmetPolicies } = await endorsed(override, 'TestMSP', 'OtherMSP');
    expect(unmetPolicies).toEqual([]);
    expect(endorsements).toMatchObject([
      { mspId: 'OtherMSP', name: 'Administrator of OtherMSP', addedBy: 'mia-maker' },
      { mspId: 'TestMSP' },
    ]);
  });

  test('are refused when they are wrong, of another transaction, or a second of one organisation', async () => {
    const wrong = endorsement(override, 'TestMSP', 'bad');
    const other = { ...endorsement(override, 'TestMSP'), transactionId: '0'.repeat(64) };
    const good = endorsement(override, 'TestMSP');
    for (const [code, endorsements] of [
      ['OVERRIDE_ENDORSEMENT_INVALID', [good, wrong].reverse()],
      ['OVERRIDE_ENDORSEMENT_INVALID', [other]],
      ['OVERRIDE_ENDORSED_ALREADY', [good, good]],
    ] as const) {
      await refused(code, () => maker.overrides.endorse(override.id, { endorsements: [...endorsements] }));
    }
    expect((await viewer.overrides.get(override.id)).endorsements).toEqual([]);
    await endorsed(override, 'TestMSP');
    await refused('OVERRIDE_ENDORSED_ALREADY', () => endorsed(override, 'TestMSP'));
    await refused('OVERRIDE_NOT_FOUND', () => endorsed({ ...override, id: 'nothing' }, 'OtherMSP'));
  });
});

describe('submitting a lawful override', () => {
  test('executes it, by another operator than who prepared it, and once', async () => {
    const act = await issue();
    const override = await checker.overrides.prepare(approving(act));
    await endorsed(override, 'TestMSP', 'OtherMSP');
    await refused('OVERRIDE_SAME_OPERATOR', () => checker.overrides.submit(override.id));
    const done = await maker.overrides.submit(override.id);
    expect(done).toMatchObject({ status: 'executed', submittedBy: 'mia-maker', block: expect.any(Number) });
    expect([await issued(), (await viewer.approval(act.id)).status]).toEqual(['100', 'approved']);
    await refused('OVERRIDE_DECIDED', () => maker.overrides.submit(override.id));
    await refused('OVERRIDE_DECIDED', () => endorsed(override, 'ThirdMSP'));
  });

  test('without enough endorsements changes nothing and ends it', async () => {
    const act = await issue();
    const override = await checker.overrides.prepare(approving(act));
    await endorsed(override, 'TestMSP');
    await refused('OVERRIDE_INSUFFICIENT', () => maker.overrides.submit(override.id));
    expect([await issued(), (await viewer.overrides.get(override.id)).status]).toEqual(['0', 'insufficient']);
  });

  test('goes on after the outcome was not known', async () => {
    const override = await checker.overrides.prepare(approving(await issue()));
    await endorsed(override, 'TestMSP', 'OtherMSP');
    gateway.ledger.failures.push(new LedgerUnavailable('outcome-unknown', 1));
    await refused('OUTCOME_UNKNOWN', () => maker.overrides.submit(override.id));
    expect(await maker.overrides.submit(override.id)).toMatchObject({ status: 'executed' });
  });

  test('is refused when it has become stale', async () => {
    const override = await maker.overrides.prepare(COMMAND);
    await gateway.stop();
    // another process has not endorsed it: the ledger in memory knows nothing of it
    const { directory } = gateway;
    gateway = await openTestGateway({ directory });
    checker = new ScripClient({ url: gateway.url, apiKey: gateway.checkerKey });
    await refused('OVERRIDE_STALE', () => checker.overrides.submit(override.id));
  });
});
