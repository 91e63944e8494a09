import { noCounterpart } from '../../document/interchange-error.js';
import type { Source } from '../../document/source.js';
import type { Tree } from '../../document/tree.js';
import type { Codec } from '../../mapping/codec.js';
import { checked, single, wordsOf } from '../../mapping/codecs.js';
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

/** Business centres of ISDA and FpML, by the names that calendars have in texts. */
const CENTRES: ReadonlyMap<string, string> = new Map([
  ['TARGET', 'EUTA'],
  ['NewYork', 'USNY'],
  ['London', 'GBLO'],
  ['Zurich', 'CHZU'],
  ['Frankfurt', 'DEFR'],
  ['Paris', 'FRPA'],
  ['Luxembourg', 'LULU'],
  ['Tokyo', 'JPTO'],
  ['HongKong', 'HKHK'],
  ['Singapore', 'SGSI'],
  ['Sydney', 'AUSY'],
  ['Toronto', 'CATO'],
]);

const CODE = /^[A-Z]{4}$/;

/** Calendars as a list of business centres; a centre without a name here is a calendar of its own code. */
export const CENTRES_OF_CALENDARS: Codec = {
  write: (value) => ({ businessCenter: (value as readonly string[]).map((name) => ({ '@data': centreOf(name) })) }),
  read: (source) => source.all('businessCenter').map((each) => calendarOf(single(each, '@data'))),
};

const centreOf = (name: string): string =>
  CENTRES.get(name) ?? (CODE.test(name) ? name : noCounterpart(`no business centre is known for the calendar ${name}`));

function calendarOf(code: string): string {
  const [name] = [...CENTRES].find(([, each]) => each === code) ?? [];
  if (name !== undefined) return name;
  checked(calendarId, code);
  return CODE.test(code) ? code : noCounterpart('a business centre has four letters');
}

/** FloatingRateIndexEnum of the ISDA definitions of 2021, by the names that rates have in texts. */
const RATES: ReadonlyMap<string, string> = new Map([
  ['EURIBOR', 'EUR-EURIBOR'],
  ['ESTR', 'EUR-EuroSTR'],
  ['SOFR', 'USD-SOFR'],
  ['SONIA', 'GBP-SONIA'],
  ['SARON', 'CHF-SARON'],
  ['TONA', 'JPY-TONA'],
  ['USD CMT', 'USD-CMT'],
]);

const LABEL_MAX = 60;
const RATE_CODE = /^[A-Z]{3}-[A-Za-z0-9 ./()-]+$/;

/** A published rate; one without a name here is called by its code in the definitions. */
export const RATE: Codec = {
  write: (value): Tree => {
    const name = String(value);
    const code = RATES.get(name) ?? (RATE_CODE.test(name) ? name : undefined);
    return code ?? noCounterpart(`no floating rate of the ISDA definitions is known for ${name}`);
  },
  read: (source: Source) => {
    const code = single(source);
    const [name] = [...RATES].find(([, each]) => each === code) ?? [];
    if (name !== undefined) return name;
    return RATE_CODE.test(code)
      ? checked(text(LABEL_MAX), code)
      : noCounterpart('it is no floating rate of the definitions');
  },
};

/** CalculationMethodEnum; a rate without one is taken as it is published. */
export const METHOD = wordsOf({ compounded: ['Compounding'], averaged: ['Averaging'] }, 'CalculationMethodEnum');
