import { beforeEach, describe, expect, test } from '@jest/globals';
import { LIMITS, type Refusal } from '@scrip/model';
import type { Channel, Committed } from '../test-support/channel.js';
import { channelWithShare, CUSTODIAN, ISSUER, REGISTRAR, REGULATOR, SHARE, takeOn } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

const FRIDAY = '2026-11-20';
const calendar = 'TARGET';
const HASH = 'a'.repeat(64);

let channel: Channel;
beforeEach(async () => {
  channel = await channelWithShare();
});

const differenceOf = (subject: string, found = '7'): object => ({
  ...{ reason: 'position', subject, expected: { units: '10' }, found: { units: found } },
});

/** Reports what was compared with the register. */
function report(differences: readonly object[], more: object = {}, mspId = REGISTRAR): Promise<Committed> {
  return channel.submit(mspId, 'reconciliation:report', {
    ...{ isin: SHARE.isin, scope: 'register', businessDate: FRIDAY, records: 1 },
    figures: [{ name: 'total', expected: { units: '10' }, found: { units: '7' } }],
    ...{ differences, differencesTotal: differences.length, ...more },
  });
}
const refused = (call: () => Promise<unknown>): Promise<Refusal> => refusalWithoutTrace(channel, call);

const openBreaks = async (): Promise<readonly Record<string, unknown>[]> =>
  ((await channel.evaluate(ISSUER, 'calendar:openBreaks', [calendar])) as { breaks: Record<string, unknown>[] }).breaks;
const correctDay = (): Promise<unknown> =>
  channel.submit(REGULATOR, 'calendar:correct', { calendar, businessDate: '2026-11-23', reason: 'error' });

describe('a reconciliation', () => {
  test('that finds nothing is on record and opens nothing', async () => {
    const { result, transactionId } = await report([]);
    expect(result).toMatchObject({ result: 'agrees', opened: 0, kept: 0, closed: 0 });
    expect(await channel.evaluate(CUSTODIAN, 'reconciliation:get', [SHARE.isin, transactionId])).toMatchObject({
      ...{ by: REGISTRAR, businessDate: FRIDAY, result: 'agrees', reportId: transactionId },
    });
    expect(await openBreaks()).toEqual([]);
  });

  test('opens a break with its owner that keeps the day from ending', async () => {
    const { events } = await report([differenceOf('total')]);
    expect(events).toMatchObject([{ type: 'BreakRaised' }, { type: 'BooksReconciled', report: { opened: 1 } }]);
    expect(await openBreaks()).toMatchObject([
      {
        ...{ reason: 'position', severity: 'blocking', raisedBy: REGISTRAR, raisedOn: FRIDAY },
        owner: { mspId: REGISTRAR, role: 'registrar' },
        found: { scope: 'register', subject: 'total', expected: { units: '10' }, found: { units: '7' } },
      },
    ]);
    expect((await refused(correctDay)).code).toBe('BREAKS_OPEN');
  });

  test('that finds the same again opens no twin: the break keeps its id and its explanation, and shows the figures of now', async () => {
    await report([differenceOf('total')]);
    const [first] = await openBreaks();
    await channel.submit(REGISTRAR, 'calendar:explainBreak', { calendar, breakId: first?.['breakId'], noteHash: HASH });
    const again = await report([differenceOf('total', '8')]);
    expect(again.result).toMatchObject({ opened: 0, kept: 1, closed: 0 });
    expect(await openBreaks()).toMatchObject([
      { breakId: first?.['breakId'], explanation: { noteHash: HASH }, found: { found: { units: '8' } } },
    ]);
    const same = await report([differenceOf('total', '8')]);
    expect(same.events).toMatchObject([{ type: 'BooksReconciled' }]);
  });

  test('closes the break whose difference is gone, and the day can end; a later one is another break', async () => {
    await report([differenceOf('total'), differenceOf('holder:x')]);
    const { result, transactionId } = await report([differenceOf('holder:x')]);
    expect(result).toMatchObject({ kept: 1, closed: 1 });
    const [left] = await openBreaks();
    expect(left).toMatchObject({ found: { subject: 'holder:x' } });
    const { events } = await report([]);
    expect(events[0]).toMatchObject({ type: 'BreakResolved', break: { resolution: { by: REGISTRAR } } });
    expect(events[0]).not.toMatchObject({ break: { resolution: { report: transactionId } } });
    await correctDay();
    const later = await report([differenceOf('total')]);
    expect(later.result).toMatchObject({ opened: 1, kept: 0 });
  });

  test('of one scope, or of one organisation, leaves the breaks of another alone', async () => {
    await report([differenceOf('total')]);
    await report([differenceOf('total')], { scope: 'depository' });
    expect(await openBreaks()).toHaveLength(2);
    await report([], { scope: 'depository' });
    await report([], { scope: 'custody' }, CUSTODIAN);
    expect(await openBreaks()).toMatchObject([{ found: { scope: 'register' } }]);
  });

  test('that cannot name all it found closes nothing', async () => {
    await report([differenceOf('total')]);
    const many = Array.from({ length: LIMITS.differencesPerReportMax }, (_, index) =>
      differenceOf(`ref:${String(index)}`),
    );
    const { result } = await report(many, { differencesTotal: 60 });
    // the break that is open already takes one of the places
    expect(result).toMatchObject({ opened: LIMITS.openBreaksPerOrganisationMax - 1, closed: 0 });
    expect(await openBreaks()).toHaveLength(LIMITS.openBreaksPerOrganisationMax);
  });

  test('of a register asks for its registrar, of cash for its issuer', async () => {
    expect((await refused(() => report([], {}, CUSTODIAN))).code).toBe('AUTHORITY_DENIED');
    expect((await refused(() => report([], {}, ISSUER))).code).toBe('AUTHORITY_DENIED');
    expect((await refused(() => report([], { scope: 'cash' }, ISSUER))).code).toBe('NOT_CASH');
    expect((await refused(() => report([], { scope: 'payments' }, CUSTODIAN))).code).toBe('AUTHORITY_DENIED');
  });

  test.each([
    ['a day to come', { businessDate: '2026-11-23' }, 'RECONCILIATION_DATE_IN_FUTURE'],
    ['an unknown security', { isin: 'US5949181045' }, 'SECURITY_UNKNOWN'],
    ['more than it names', { differencesTotal: 4 }, 'RECONCILIATION_INCONSISTENT'],
  ])('of %s is refused', async (_, more, code) => {
    expect((await refused(() => report([], more))).code).toBe(code);
  });

  test('that is not on record is not found', async () => {
    const read = (): Promise<unknown> => channel.evaluate(ISSUER, 'reconciliation:get', [SHARE.isin, HASH]);
    expect((await refused(read)).code).toBe('RECONCILIATION_UNKNOWN');
  });
});

describe('a break', () => {
  const raise = (more: object = {}): Promise<Committed> =>
    channel.submit(CUSTODIAN, 'calendar:raiseBreak', {
      ...{ breakId: 'b-1', isin: SHARE.isin, reason: 'position', documentHash: HASH, ...more },
    });
  const assign = (mspId: string, owner: object): Promise<Committed> =>
    channel.submit(mspId, 'calendar:assignBreak', { calendar, breakId: 'b-1', owner });
  const explain = (mspId: string): Promise<Committed> =>
    channel.submit(mspId, 'calendar:explainBreak', { calendar, breakId: 'b-1', noteHash: HASH });

  test('that is only a warning does not keep the day from ending', async () => {
    await raise({ severity: 'warning' });
    expect(await openBreaks()).toMatchObject([{ breakId: 'b-1', severity: 'warning' }]);
    await correctDay();
  });

  test('is the registrar’s to clear up, unless who raises it says otherwise', async () => {
    await raise();
    await raise({ breakId: 'b-2', owner: { mspId: ISSUER, role: 'issuer' } });
    expect(await openBreaks()).toMatchObject([
      { owner: { mspId: REGISTRAR, role: 'registrar' } },
      { owner: { mspId: ISSUER, role: 'issuer' } },
    ]);
  });

  test('is given on by who raised it, who has it, or a regulator, to somebody who has the role', async () => {
    await raise();
    expect((await refused(() => assign(ISSUER, { mspId: ISSUER }))).code).toBe('AUTHORITY_DENIED');
    const unfit = { mspId: ISSUER, role: 'registrar' };
    expect((await refused(() => assign(REGISTRAR, unfit))).code).toBe('BREAK_OWNER_UNFIT');
    expect((await refused(() => assign(REGISTRAR, { mspId: 'NoneMSP' }))).code).toBe('PARTICIPANT_UNKNOWN');
    const { events } = await assign(REGISTRAR, { mspId: CUSTODIAN, role: 'custodian' });
    expect(events).toMatchObject([{ type: 'BreakChanged', break: { owner: { mspId: CUSTODIAN } } }]);
    await assign(CUSTODIAN, { mspId: ISSUER, role: 'issuer' });
    await assign(REGULATOR, { mspId: REGISTRAR });
  });

  test('is explained by its owner while it is open', async () => {
    await raise();
    expect((await refused(() => explain(CUSTODIAN))).code).toBe('AUTHORITY_DENIED');
    const { events } = await explain(REGISTRAR);
    expect(events).toMatchObject([{ type: 'BreakChanged', break: { explanation: { by: REGISTRAR, on: FRIDAY } } }]);
    await channel.submit(CUSTODIAN, 'calendar:resolveBreak', { calendar, breakId: 'b-1', noteHash: HASH });
    expect((await refused(() => explain(REGISTRAR))).code).toBe('BREAK_NOT_OPEN');
    expect((await refused(() => assign(REGISTRAR, { mspId: ISSUER }))).code).toBe('BREAK_NOT_OPEN');
  });
});

describe('holdings of the ledger', () => {
  const holdings = (after = ''): Promise<unknown> =>
    channel.evaluate(REGISTRAR, 'reconciliation:holdings', [SHARE.isin, after]);

  test('name every holder with lots, reservations and encumbrances, after one that was seen', async () => {
    const [ada, bob] = (await Promise.all(['ada', 'bob'].map((name) => takeOn(channel, CUSTODIAN, name)))).sort();
    const allocations = [ada, bob].map((holderId) => ({ holderId, units: '5' }));
    await channel.submit(ISSUER, 'register:issue', { isin: SHARE.isin, allocations });
    const terms = { encumbranceId: 'e', units: '2', beneficiary: bob, document: HASH };
    await channel.submit(CUSTODIAN, 'register:encumber', {
      act: { kind: 'pledge', isin: SHARE.isin, holderId: ada, ...terms },
    });
    expect(await holdings()).toEqual({
      ...{ isin: SHARE.isin, businessDate: FRIDAY, phase: 'open', issued: '10' },
      rows: [
        { holderId: ada, units: '5', lots: 1, reserved: '0', encumbered: '2' },
        { holderId: bob, units: '5', lots: 1, reserved: '0', encumbered: '0' },
      ],
    });
    expect(await holdings(ada)).toMatchObject({ rows: [{ holderId: bob }] });
    expect(await holdings(bob)).toMatchObject({ rows: [] });
  });
});
