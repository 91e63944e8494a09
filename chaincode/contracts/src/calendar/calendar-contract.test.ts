import { beforeEach, describe, expect, test } from '@jest/globals';
import { LIMITS, type Refusal } from '@scrip/model';
import { type Channel, type Committed } from '../test-support/channel.js';
import {
  advanceTo,
  channelWithShare,
  CUSTODIAN,
  FOUNDING,
  instructionOf,
  ISSUER,
  openedChannel,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

const FRIDAY = '2026-11-20';
const MONDAY = '2026-11-23';
const calendar = 'TARGET';
const HASH = 'a'.repeat(64);

let channel: Channel;

beforeEach(async () => {
  channel = await channelWithShare();
});

const ask = (mspId: string, phase: string, businessDate = FRIDAY): Promise<Committed> =>
  channel.submit(mspId, 'calendar:advance', { calendar, businessDate, phase });

/** Both who decide take the step. */
async function step(phase: string, businessDate = FRIDAY): Promise<Committed> {
  await ask(REGULATOR, phase, businessDate);
  return ask(REGISTRAR, phase, businessDate);
}

async function endDay(): Promise<void> {
  for (const phase of ['instructionCutOff', 'settlementCutOff', 'closed']) await step(phase);
}

/** The refusal of a call, which must have left the ledger as it was. */
const refused = (call: () => Promise<unknown>): Promise<Refusal> => refusalWithoutTrace(channel, call);

const now = (): Promise<unknown> => channel.evaluate(ISSUER, 'calendar:businessDate', [calendar]);

describe('a step of the business day', () => {
  test.each([
    [REGULATOR, REGISTRAR],
    [REGISTRAR, REGULATOR],
  ])('is asked for by %s and agreed to by %s', async (first, second) => {
    const policy = channel.peer.ledger.policy('date/TARGET');
    const asked = await ask(first, 'instructionCutOff');
    expect(asked.result).toMatchObject({ status: 'asked', by: [first] });
    expect(asked.events).toMatchObject([{ type: 'BusinessDateStepAsked', by: [first] }]);
    expect(await now()).toMatchObject({ businessDate: FRIDAY, phase: 'open', asked: { by: [first] } });
    const { events } = await ask(second, 'instructionCutOff');
    expect(events).toEqual([
      {
        ...{ type: 'BusinessDateAdvanced', calendar, previous: FRIDAY, businessDate: FRIDAY },
        ...{ phase: 'instructionCutOff', by: [first, second] },
      },
    ]);
    expect(await now()).toEqual({ calendar, businessDate: FRIDAY, phase: 'instructionCutOff' });
    expect(channel.peer.ledger.policy('date/TARGET')).toBe(policy);
  });

  test('is not taken by one organisation that asks twice', async () => {
    await ask(REGULATOR, 'instructionCutOff');
    expect((await ask(REGULATOR, 'instructionCutOff')).result).toMatchObject({ status: 'asked', by: [REGULATOR] });
    expect(await now()).toMatchObject({ phase: 'open' });
  });

  test('is not agreed to by asking for another one', async () => {
    await channel.submit(REGULATOR, 'calendar:correct', { calendar, businessDate: MONDAY, reason: 'outage' });
    const other = { calendar, businessDate: MONDAY, reason: 'error' };
    expect((await channel.submit(REGISTRAR, 'calendar:correct', other)).result).toMatchObject({
      status: 'asked',
      by: [REGISTRAR],
    });
    expect(await now()).toMatchObject({ businessDate: FRIDAY });
  });

  test('goes through the cut-offs and the close to the next business day', async () => {
    await endDay();
    await step('open', MONDAY);
    expect(await now()).toEqual({ calendar, businessDate: MONDAY, phase: 'open' });
  });

  test.each([
    ['the next day, while this one runs', 'open', MONDAY, 'DAY_STEP_OUT_OF_ORDER'],
    ['the close, before the cut-offs', 'closed', FRIDAY, 'DAY_STEP_OUT_OF_ORDER'],
    ['the moment that holds', 'open', FRIDAY, 'BUSINESS_DATE_NOT_LATER'],
    ['a day before', 'open', '2026-11-19', 'BUSINESS_DATE_NOT_LATER'],
    ['a Saturday', 'open', '2026-11-21', 'NOT_A_BUSINESS_DAY'],
    ['a day that is none', 'open', '2026-11-31', 'DATE_INVALID'],
    ['a phase that is none', 'lunch', FRIDAY, 'FIELD_INVALID'],
  ])('%s is refused', async (_, phase, date, code) => {
    expect((await refused(() => ask(REGULATOR, phase, date))).code).toBe(code);
  });

  test('the refusal of a holiday names the next business day', async () => {
    await advanceTo(channel, '2026-12-18');
    const { details } = await refused(() => ask(REGULATOR, 'open', '2026-12-25'));
    expect(details).toMatchObject({ date: '2026-12-25', nextBusinessDay: '2026-12-28' });
  });

  test.each([ISSUER, CUSTODIAN])('is refused to %s', async (mspId) => {
    expect((await refused(() => ask(mspId, 'instructionCutOff'))).code).toBe('AUTHORITY_DENIED');
  });

  test('of an unknown calendar is refused', async () => {
    const body = { calendar: 'NONE', businessDate: MONDAY, phase: 'open' };
    expect((await refused(() => channel.submit(REGULATOR, 'calendar:advance', body))).code).toBe('CALENDAR_UNKNOWN');
  });
});

describe('an organisation that is calendar authority and registrar', () => {
  const participants = FOUNDING.participants.map((each) => {
    if (each.mspId === REGISTRAR) return { ...each, roles: ['registrar', 'calendarAuthority'] };
    return each.mspId === REGULATOR ? { ...each, roles: ['regulator'] } : each;
  });

  test('needs a regulator for every step', async () => {
    channel = await openedChannel({ ...FOUNDING, participants });
    expect((await ask(REGISTRAR, 'instructionCutOff')).result).toMatchObject({ status: 'asked' });
    expect((await ask(REGULATOR, 'instructionCutOff')).result).toMatchObject({ status: 'moved' });
  });

  test('otherwise a regulator that is neither has no say', async () => {
    const issuing = participants.map((each) =>
      each.mspId === ISSUER ? { ...each, roles: ['issuer', 'calendarAuthority'] } : each,
    );
    channel = await openedChannel({ ...FOUNDING, participants: issuing });
    const refusal = await refused(() => ask(REGULATOR, 'instructionCutOff'));
    expect(refusal).toMatchObject({ code: 'AUTHORITY_DENIED', details: { rule: 'calendar authority or registrar' } });
  });
});

describe('a correction', () => {
  const correct = (businessDate: string): Promise<unknown> =>
    channel.submit(REGULATOR, 'calendar:correct', { calendar, businessDate, reason: 'outage' });

  test('leaves business days out and says why', async () => {
    await correct('2026-12-21');
    const { events } = await channel.submit(REGISTRAR, 'calendar:correct', {
      ...{ calendar, businessDate: '2026-12-21', reason: 'outage' },
    });
    expect(events).toMatchObject([{ type: 'BusinessDateAdvanced', previous: FRIDAY, correction: 'outage' }]);
    expect(await now()).toEqual({ calendar, businessDate: '2026-12-21', phase: 'open' });
  });

  test.each([
    ['more than 31 days', '2026-12-22', 'BUSINESS_DATE_STEP_EXCEEDED'],
    ['a mistyped year', '2126-11-22', 'BUSINESS_DATE_STEP_EXCEEDED'],
    ['a holiday', '2026-12-25', 'NOT_A_BUSINESS_DAY'],
    ['the same day', FRIDAY, 'BUSINESS_DATE_NOT_LATER'],
    ['a day before', '2026-11-19', 'BUSINESS_DATE_NOT_LATER'],
  ])('%s is refused', async (_, date, code) => {
    expect((await refused(() => correct(date))).code).toBe(code);
  });
});

describe('after a cut-off', () => {
  let [ada, bob] = ['', ''];
  const instruct = (id: string, settlementDate = FRIDAY): Promise<Committed> =>
    channel.submit(CUSTODIAN, 'settlement:instruct', {
      instructions: [{ ...instructionOf(id, ada, bob, '1'), settlementDate }],
    });
  const settle = (id: string): Promise<Committed> =>
    channel.submit(REGISTRAR, 'settlement:settle', { isin: SHARE.isin, instructionIds: [id] });
  const issue = (): Promise<Committed> =>
    channel.submit(ISSUER, 'register:issue', { isin: SHARE.isin, allocations: [{ holderId: ada, units: '5' }] });

  beforeEach(async () => {
    ada = await takeOn(channel, CUSTODIAN, 'Ada');
    bob = await takeOn(channel, CUSTODIAN, 'Bob');
    await issue();
    await instruct('early');
    await step('instructionCutOff');
  });

  test('for instructions, nothing more is instructed for the day, but for later days', async () => {
    expect((await refused(() => instruct('late'))).code).toBe('INSTRUCTION_CUT_OFF_PASSED');
    await instruct('next', MONDAY);
    expect((await settle('early')).result).toMatchObject({ instructions: [{ status: 'settled' }] });
  });

  test('for settlement, nothing settles until the next day, where it is marked as late', async () => {
    await step('settlementCutOff');
    expect((await refused(() => settle('early'))).code).toBe('SETTLEMENT_CUT_OFF_PASSED');
    await step('closed');
    expect((await refused(() => settle('early'))).code).toBe('SETTLEMENT_CUT_OFF_PASSED');
    await step('open', MONDAY);
    const { events } = await settle('early');
    expect(events).toMatchObject([{ type: 'HoldingTransferred', businessDate: MONDAY, lateSince: FRIDAY }]);
    expect(await channel.evaluate(ISSUER, 'settlement:instruction', ['early'])).toMatchObject({
      ...{ status: 'settled', decidedOn: MONDAY, lateSince: FRIDAY },
    });
  });

  test('what settles on its day is not late', async () => {
    expect((await settle('early')).events[0]).not.toHaveProperty('lateSince');
  });

  test('and on a closed day nothing is issued', async () => {
    await step('settlementCutOff');
    await step('closed');
    expect((await refused(issue)).code).toBe('BUSINESS_DAY_CLOSED');
  });

  test('nothing is instructed for a day that is no business day', async () => {
    const refusal = await refused(() => instruct('weekend', '2026-11-22'));
    expect(refusal).toMatchObject({ code: 'NOT_A_BUSINESS_DAY', details: { nextBusinessDay: MONDAY } });
  });

  test('an instruction for a day that became a holiday settles on the following one and is not late', async () => {
    await instruct('due', MONDAY);
    await channel.submit(REGULATOR, 'calendar:changeHolidays', { calendar, version: 1, add: [MONDAY], remove: [] });
    await advanceTo(channel, '2026-11-24');
    const { events } = await settle('due');
    expect(events).toMatchObject([{ type: 'HoldingTransferred', businessDate: '2026-11-24' }]);
    expect(events[0]).not.toHaveProperty('lateSince');
  });
});

describe('a break', () => {
  const report = { breakId: 'b-1', isin: SHARE.isin, reason: 'position', documentHash: HASH };
  const raise = (body: object = report): Promise<Committed> => channel.submit(CUSTODIAN, 'calendar:raiseBreak', body);
  const resolve = (mspId: string, breakId = 'b-1'): Promise<Committed> =>
    channel.submit(mspId, 'calendar:resolveBreak', { calendar, breakId, noteHash: HASH });

  test('keeps the business day from ending until it is resolved', async () => {
    await raise();
    expect(await channel.evaluate(ISSUER, 'calendar:openBreaks', [calendar])).toMatchObject({
      breaks: [{ breakId: 'b-1', raisedBy: CUSTODIAN, raisedOn: FRIDAY }],
    });
    await step('instructionCutOff');
    await step('settlementCutOff');
    const refusal = await refused(() => ask(REGULATOR, 'closed'));
    expect(refusal).toMatchObject({ code: 'BREAKS_OPEN', details: { breaks: 1, breakIds: 'b-1' } });
    await resolve(CUSTODIAN);
    await step('closed');
    expect(await now()).toMatchObject({ phase: 'closed' });
  });

  test('that is raised between the two who close the day keeps it open', async () => {
    await step('instructionCutOff');
    await step('settlementCutOff');
    await ask(REGULATOR, 'closed');
    await raise();
    expect((await refused(() => ask(REGISTRAR, 'closed'))).code).toBe('BREAKS_OPEN');
  });

  test('is not evaded by a correction', async () => {
    await raise();
    const body = { calendar, businessDate: MONDAY, reason: 'error' };
    expect((await refused(() => channel.submit(REGULATOR, 'calendar:correct', body))).code).toBe('BREAKS_OPEN');
  });

  test('raised on a closed day does not keep the next one from opening', async () => {
    await endDay();
    await raise();
    await step('open', MONDAY);
    expect(await now()).toMatchObject({ businessDate: MONDAY });
  });

  test('is one of so many that an organisation may have open, and those of others do not count', async () => {
    const max = LIMITS.openBreaksPerOrganisationMax;
    for (let index = 0; index < max; index += 1) await raise({ ...report, breakId: `b-${index}` });
    expect((await refused(() => raise({ ...report, breakId: 'more' }))).code).toBe('BREAKS_TOO_MANY');
    await channel.submit(ISSUER, 'calendar:raiseBreak', { ...report, breakId: 'other' });
    await resolve(CUSTODIAN, 'b-0');
    await raise({ ...report, breakId: 'more' });
    const body = { calendar, businessDate: MONDAY, reason: 'error' };
    const refusal = await refused(() => channel.submit(REGULATOR, 'calendar:correct', body));
    expect(refusal).toMatchObject({ code: 'BREAKS_OPEN', details: { breaks: max + 1 } });
  });

  test.each([
    ['probation', 'BREAKS_OPEN'],
    ['suspended', undefined],
  ])('of an organisation under %s holds the day only while it may command', async (status, code) => {
    await raise();
    await channel.submit(REGULATOR, 'authority:changeStanding', { mspId: CUSTODIAN, status, reason: 'breach' });
    await step('instructionCutOff');
    await step('settlementCutOff');
    if (code === undefined) await step('closed');
    else expect((await refused(() => ask(REGULATOR, 'closed'))).code).toBe(code);
    expect(await now()).toMatchObject({ phase: code === undefined ? 'closed' : 'settlementCutOff' });
    expect(await channel.evaluate(ISSUER, 'calendar:openBreaks', [calendar])).toMatchObject({
      breaks: [{ breakId: 'b-1' }],
    });
  });

  test('a refusal names a bounded number of them', async () => {
    for (let index = 10; index < 35; index += 1) await raise({ ...report, breakId: `b-${index}` });
    const body = { calendar, businessDate: MONDAY, reason: 'error' };
    const { details } = await refused(() => channel.submit(REGULATOR, 'calendar:correct', body));
    expect(details['breaks']).toBe(25);
    expect(String(details['breakIds']).split(' ')).toHaveLength(20);
  });

  test.each([
    ['of an unknown security', { ...report, isin: 'US5949181045' }, 'SECURITY_UNKNOWN'],
    ['of an unknown instruction', { ...report, instructionId: 'none' }, 'INSTRUCTION_UNKNOWN'],
    ['with an id that could be another key', { ...report, breakId: 'a/b' }, 'FIELD_INVALID'],
    ['without a document', { ...report, documentHash: '' }, 'FIELD_INVALID'],
  ])('%s is refused', async (_, body, code) => {
    expect((await refused(() => raise(body))).code).toBe(code);
  });

  test('has an id once', async () => {
    await raise();
    expect((await refused(raise)).code).toBe('BREAK_EXISTS');
    await resolve(CUSTODIAN);
    expect((await refused(raise)).code).toBe('BREAK_EXISTS');
  });

  test('is resolved once, by who raised it or a regulator', async () => {
    await raise();
    expect((await refused(() => resolve(ISSUER))).code).toBe('AUTHORITY_DENIED');
    expect((await refused(() => resolve(CUSTODIAN, 'other'))).code).toBe('BREAK_UNKNOWN');
    const { events } = await resolve(REGULATOR);
    expect(events).toMatchObject([{ type: 'BreakResolved', break: { resolution: { by: REGULATOR, on: FRIDAY } } }]);
    expect((await refused(() => resolve(CUSTODIAN))).code).toBe('BREAK_NOT_OPEN');
    expect(await channel.evaluate(ISSUER, 'calendar:openBreaks', [calendar])).toEqual({ calendar, breaks: [] });
  });
});

describe('a change of holidays', () => {
  const change = (body: object, mspId = REGULATOR): Promise<Committed> =>
    channel.submit(mspId, 'calendar:changeHolidays', { calendar, version: 1, add: [], remove: [], ...body });

  test('is another version; the earlier one stays', async () => {
    const policy = channel.peer.ledger.policy('calendar/TARGET');
    const { events } = await change({ add: ['2026-12-24'], remove: ['2026-12-25'] });
    expect(events).toMatchObject([
      { type: 'CalendarPublished', calendar: { version: 2, holidays: ['2026-12-24', '2027-01-01'] } },
    ]);
    const read = (version: string): Promise<unknown> =>
      channel.evaluate(ISSUER, 'calendar:version', [calendar, version]);
    expect(await read('1')).toMatchObject({ holidays: ['2026-12-25', '2027-01-01'] });
    expect(await read('2')).toEqual(await channel.evaluate(ISSUER, 'calendar:get', [calendar]));
    expect((await refused(() => read('3'))).code).toBe('CALENDAR_UNKNOWN');
    expect(channel.peer.ledger.policy('calendarVersion/TARGET/2')).toBe(policy);
  });

  test.each([
    ['of the business date', { add: [FRIDAY] }, 'HOLIDAY_NOT_FUTURE'],
    ['of the past', { add: ['2026-11-19'] }, 'HOLIDAY_NOT_FUTURE'],
    ['to what is so already', { add: ['2026-12-25'] }, 'HOLIDAY_UNCHANGED'],
    ['of a day that is none', { remove: ['2026-12-24'] }, 'HOLIDAY_UNCHANGED'],
    ['of nothing', {}, 'FIELD_INVALID'],
    ['decided on another version', { version: 2, add: ['2026-12-24'] }, 'CALENDAR_VERSION_STALE'],
  ])('%s is refused', async (_, body, code) => {
    expect((await refused(() => change(body))).code).toBe(code);
  });

  test('is the work of the calendar authority', async () => {
    expect((await refused(() => change({ add: ['2026-12-24'] }, REGISTRAR))).code).toBe('AUTHORITY_DENIED');
  });
});
