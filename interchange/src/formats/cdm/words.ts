import { noCounterpart } from '../../document/interchange-error.js';
import type { Source } from '../../document/source.js';
import type { Tree } from '../../document/tree.js';
import type { Codec } from '../../mapping/codec.js';
import { checked, single, wordsOf } from '../../mapping/codecs.js';
import { KNOWN_CALENDARS, KNOWN_RATES } from '@scrip/language';
import { calendarId, text } from '@scrip/model';
import { DAY_COUNTS } from '../day-counts.js';

/** DebtSeniorityEnum. */
export const SENIORITY = wordsOf(
  { senior: ['Senior'], 'senior-secured': ['Secured'], subordinated: ['Subordinated'] },
  'DebtSeniorityEnum',
);

/** DayCountFractionEnum. */
export const DAY_COUNT = wordsOf(DAY_COUNTS, 'DayCountFractionEnum');

/** BusinessDayConventionEnum. */
export const CONVENTION = wordsOf(
  {
    following: ['FOLLOWING'],
    'modified-following': ['MODFOLLOWING'],
    preceding: ['PRECEDING'],
    'modified-preceding': ['MODPRECEDING'],
    unchanged: ['NONE'],
  },
  'BusinessDayConventionEnum',
);

const CODE = /^[A-Z]{4}$/;

/** Calendars as a list of business centres of ISDA and FpML; a centre without a name here is a calendar of its own code. */
export const CENTRES_OF_CALENDARS: Codec = {
  write: (value) => ({ businessCenter: (value as readonly string[]).map((name) => ({ '@data': centreOf(name) })) }),
  read: (source) => source.all('businessCenter').map((each) => calendarOf(single(each, '@data'))),
};

function centreOf(name: string): string {
  const known = KNOWN_CALENDARS.get(name);
  if (known !== undefined) return known;
  if (!CODE.test(name)) return noCounterpart(`no business centre is known for the calendar ${name}`);
  const other = nameOf(name);
  return other === undefined ? name : noCounterpart(`the business centre ${name} is that of the calendar ${other}`);
}

const nameOf = (code: string): string | undefined => [...KNOWN_CALENDARS].find(([, each]) => each === code)?.[0];

function calendarOf(code: string): string {
  const name = nameOf(code);
  if (name !== undefined) return name;
  checked(calendarId, code);
  return CODE.test(code) ? code : noCounterpart('a business centre has four letters');
}

const LABEL_MAX = 60;
const RATE_CODE = /^[A-Z]{3}-[A-Za-z0-9 ./()-]+$/;

/** FloatingRateIndexEnum of the ISDA definitions of 2021; a rate without a name here is called by its code in the definitions. */
export const RATE: Codec = {
  write: (value): Tree => {
    const name = String(value);
    const code = KNOWN_RATES.get(name) ?? (RATE_CODE.test(name) ? name : undefined);
    return code ?? noCounterpart(`no floating rate of the ISDA definitions is known for ${name}`);
  },
  read: (source: Source) => {
    const code = single(source);
    const [name] = [...KNOWN_RATES].find(([, each]) => each === code) ?? [];
    if (name !== undefined) return name;
    return RATE_CODE.test(code)
      ? checked(text(LABEL_MAX), code)
      : noCounterpart('it is no floating rate of the definitions');
  },
};

/** CalculationMethodEnum; a rate without one is taken as it is published. */
export const METHOD = wordsOf({ compounded: ['Compounding'], averaged: ['Averaging'] }, 'CalculationMethodEnum');
