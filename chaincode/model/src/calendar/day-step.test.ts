import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Participants, type Participant, type Role } from '../authority/participant.js';
import { parseBusinessDate } from '../dates/business-date.js';
import type { Lei } from '../identifiers/lei.js';
import type { CalendarId, MspId } from '../identifiers/names.js';
import { TARGET } from '../test-support/calendar.js';
import { isBusinessDay } from './business-day.js';
import {
  askStep,
  calendarDateRecord,
  DAY_PHASES,
  endsDay,
  isAgreed,
  nextMoment,
  requireStep,
  type DayMoment,
} from './day-step.js';

const moment = (text: string, phase: DayMoment['phase'] = 'open'): DayMoment => ({
  businessDate: parseBusinessDate(text),
  phase,
});

describe('the moments of a calendar', () => {
  test('follow each other in one order, over weekends and holidays', () => {
    let now = moment('2026-12-24');
    const seen = Array.from({ length: 5 }, () => {
      now = nextMoment(TARGET, now);
      return `${now.businessDate} ${now.phase}`;
    });
    expect(seen).toEqual([
      '2026-12-24 instructionCutOff',
      '2026-12-24 settlementCutOff',
      '2026-12-24 closed',
      '2026-12-28 open',
      '2026-12-28 instructionCutOff',
    ]);
  });

  test('of any two steps that can be taken, only the next one is no correction', () => {
    const moments = fc.record({
      businessDate: fc
        .integer({ min: 1, max: 30 })
        .map((day) => parseBusinessDate(`2026-11-${`${day}`.padStart(2, '0')}`)),
      phase: fc.constantFrom(...DAY_PHASES),
    });
    const standing = moments.filter(({ businessDate }) => isBusinessDay([TARGET], businessDate));
    fc.assert(
      fc.property(standing, moments, (current, step) => {
        const isNext = JSON.stringify(nextMoment(TARGET, current)) === JSON.stringify(step);
        const take = (): void => requireStep(TARGET, current, step);
        if (isNext) expect(take).not.toThrow();
        else expect(take).toThrow();
      }),
    );
  });

  test.each([
    ['31 days', '2026-12-21', undefined],
    ['32 days', '2026-12-22', 'BUSINESS_DATE_STEP_EXCEEDED'],
    ['a year', '2027-11-22', 'BUSINESS_DATE_STEP_EXCEEDED'],
    ['a weekend', '2026-11-28', 'NOT_A_BUSINESS_DAY'],
    ['nothing', '2026-11-20', 'BUSINESS_DATE_NOT_LATER'],
  ])('a correction by %s', (_, text, code) => {
    const correct = (): void => requireStep(TARGET, moment('2026-11-20'), { ...moment(text), correction: 'outage' });
    if (code === undefined) expect(correct).not.toThrow();
    else expect(correct).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    ['open', '2026-11-20', 'instructionCutOff', false],
    ['settlementCutOff', '2026-11-20', 'closed', true],
    ['open', '2026-11-23', 'open', true],
    ['closed', '2026-11-23', 'open', false],
  ] as const)('from %s to %s %s the day ends: %s', (phase, text, next, ends) => {
    expect(endsDay(moment('2026-11-20', phase), moment(text, next))).toBe(ends);
  });

  test('a date without phases, as schema 1 stored it, is open', () => {
    const stored = '{"businessDate":"2026-11-20","calendar":"TARGET","schema":1}';
    expect(calendarDateRecord.decode(stored)).toEqual({ calendar: 'TARGET', ...moment('2026-11-20') });
  });
});

describe('agreement', () => {
  const member = (mspId: string, ...roles: readonly Role[]): Participant => ({
    ...{ mspId: mspId as MspId, lei: '' as Lei, name: mspId, roles },
  });
  const usual = new Participants([
    member('A', 'calendarAuthority', 'regulator'),
    member('B', 'registrar'),
    member('C', 'registrar', 'custodian'),
    member('D', 'issuer'),
  ]);
  const both = new Participants([member('A', 'calendarAuthority', 'registrar', 'regulator'), member('B', 'regulator')]);
  const suspended = new Participants([
    member('A', 'calendarAuthority'),
    {
      ...member('B', 'registrar'),
      standing: { status: 'suspended', since: parseBusinessDate('2026-11-20'), reason: 'insolvency' },
    },
    member('C', 'regulator'),
  ]);
  const overlap = new Participants([member('A', 'calendarAuthority', 'registrar'), member('B', 'registrar')]);

  test.each([
    ['one alone', usual, ['A'], false],
    ['two registrars', usual, ['B', 'C'], false],
    ['authority and registrar', usual, ['A', 'B'], true],
    ['authority and the other registrar', usual, ['C', 'A'], true],
    ['authority and an issuer', usual, ['A', 'D'], false],
    ['one that is both, alone', both, ['A'], false],
    ['one that is both, and a regulator', both, ['A', 'B'], true],
    ['a regulator alone', both, ['B'], false],
    ['one that is both where there is another registrar', overlap, ['A'], false],
    ['that one and the other registrar', overlap, ['A', 'B'], true],
    ['authority and a suspended registrar', suspended, ['A', 'B'], false],
    ['authority and a regulator, where the registrar is suspended', suspended, ['A', 'C'], true],
  ])('by %s', (_, participants, by, agreed) => {
    expect(isAgreed(participants, by as MspId[])).toBe(agreed);
  });

  test('counts those who ask for the same, each once', () => {
    const current = { calendar: 'TARGET' as CalendarId, ...moment('2026-11-20') };
    const [cutOff, close] = [moment('2026-11-20', 'instructionCutOff'), moment('2026-11-23')];
    const asked = askStep(current, cutOff, 'A' as MspId);
    expect(askStep({ ...current, asked }, cutOff, 'A' as MspId).by).toEqual(['A']);
    expect(askStep({ ...current, asked }, cutOff, 'B' as MspId).by).toEqual(['A', 'B']);
    expect(askStep({ ...current, asked }, close, 'B' as MspId).by).toEqual(['B']);
    expect(askStep({ ...current, asked }, { ...cutOff, correction: 'error' }, 'B' as MspId).by).toEqual(['B']);
  });
});
