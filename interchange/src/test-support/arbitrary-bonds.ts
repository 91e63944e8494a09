import { definitions } from '@scrip/model';
import fc, { type Arbitrary } from 'fast-check';

/** A constructor with its parameters. */
interface Constructed {
  readonly is: string;
  readonly with: Readonly<Record<string, unknown>>;
}

const date = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2060-12-31T00:00:00Z'), noInvalidDate: true })
  .map((each) => each.toISOString().slice(0, 10));

/** A decimal string between bounds, without zeros at its end. */
const decimal = (min: number, max: number, scale: number): Arbitrary<string> =>
  fc.integer({ min: min * 10 ** scale, max: max * 10 ** scale }).map((digits) => {
    const [sign, all] = [digits < 0 ? '-' : '', String(Math.abs(digits)).padStart(scale + 1, '0')];
    const text = `${all.slice(0, -scale)}.${all.slice(-scale)}`.replace(/\.?0+$/, '');
    return `${sign}${text}`;
  });

const percent = decimal(0, 100, 5);
const signedPercent = decimal(-5, 5, 4);
const currency = fc.constantFrom('EUR', 'USD', 'CHF');
const period = fc.constantFrom('P1M', 'P3M', 'P6M', 'P1Y', 'P28D');
const title = fc
  .array(fc.constantFrom('ACME', '4.25 %', '"due"', '\\', '<bond>', '&amp;', 'Ö', "'2031'", ']]>', '{from}'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((words) => words.join(' '));

const optional = <T>(of: Arbitrary<T>): Arbitrary<T | undefined> => fc.option(of, { nil: undefined });

/** Parameters without those that are left out. */
const parameters = (of: Readonly<Record<string, Arbitrary<unknown>>>): Arbitrary<Readonly<Record<string, unknown>>> =>
  fc.record(of).map((each) => Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined)));

const term = (is: string, of: Readonly<Record<string, Arbitrary<unknown>>> = {}): Arbitrary<Constructed> =>
  parameters(of).map((values) => ({ is, with: values }));

const regular = { every: period, from: date, until: optional(date) };

const steps = fc
  .uniqueArray(fc.record({ from: date, ratePercent: percent }), {
    minLength: 1,
    maxLength: 4,
    selector: ({ from }) => from,
  })
  .map((all) => [...all].sort((a, b) => (a.from < b.from ? -1 : 1)));

const floating = term('paysFloating@1', {
  index: fc.constantFrom('EURIBOR', 'SOFR', 'USD CMT', 'SOMETHING ELSE', 'EUR-EONIA'),
  tenor: optional(period),
  method: fc.constantFrom('term', 'compounded', 'averaged'),
  multiplier: optional(decimal(0, 3, 2)),
  spreadPercent: signedPercent,
  floorPercent: optional(signedPercent),
  capPercent: optional(signedPercent),
  resetsEvery: optional(period),
  ...regular,
});

const interest = fc.oneof(
  fc.array(
    fc.oneof(
      term('paysFixed@1', { ratePercent: percent, ...regular }),
      term('paysStepped@1', { steps, ...regular }),
      floating,
    ),
    { minLength: 1, maxLength: 2 },
  ),
  term('paysNoInterest@1').map((each) => [each]),
);

const calls = term('issuerMayRedeemAfter@1', {
  percent,
  event: fc.constant('TaxEvent'),
  notice: fc.constant({ daysMin: 30, daysMax: 60 }),
});

const others: readonly Arbitrary<Constructed>[] = [
  term('countsDays@1', { dayCount: fc.constantFrom(...definitions.DAY_COUNTS) }),
  term('adjustsDays@1', {
    calendars: fc.uniqueArray(fc.constantFrom('TARGET', 'NewYork', 'London', 'NOOS', 'Elsewhere'), {
      minLength: 1,
      maxLength: 3,
    }),
    convention: fc.constantFrom(...definitions.DAY_CONVENTIONS),
    periods: fc.constantFrom('adjusted', 'unadjusted'),
  }),
  term('accruesFrom@1', { from: date }),
  term('hasStub@1', {
    at: fc.constantFrom('first', 'last'),
    length: fc.constantFrom('short', 'long'),
    lasts: optional(period),
  }),
  term('fixesRate@1', {
    daysBefore: fc.integer({ min: 0, max: 10 }),
    of: fc.constantFrom('beginning', 'end'),
    source: fc.constant('EMMI'),
    lookbackDays: optional(fc.integer({ min: 0, max: 10 })),
  }),
  term('shiftsObservations@1', { days: fc.integer({ min: 1, max: 10 }) }),
  term('locksOutRate@1', { days: fc.integer({ min: 1, max: 10 }) }),
  term('floorsDailyRate@1', { percent: signedPercent }),
  term('paysAfterPeriod@1', { days: fc.integer({ min: 1, max: 10 }) }),
  term('repaysOn@1', { percent: fc.constantFrom('100', '103', '99.5'), on: date }),
  term('neverMatures@1'),
  term('ranks@1', { as: fc.constantFrom('senior', 'senior-secured', 'senior-preferred', 'subordinated', 'tier-2') }),
  term('listedOn@1', { venue: fc.constantFrom('XETR', 'XLUX'), segment: optional(fc.constant('open market')) }),
  term('listedOn@1', { venue: fc.constant('XPAR') }),
  term('holderMayConvert@1', {
    into: fc.constantFrom({ isin: 'AT0000A18XM4' }, { class: 'common' }),
    price: fc.record({ amount: fc.constant('27.7209'), currency }),
    from: date,
    fractions: fc.constantFrom('paid-in-cash', 'dropped'),
  }),
  term('followsIndex@1', {
    applies: fc.constant('interest'),
    index: fc.constant('HICP'),
    base: fc.constant('121.45'),
    lagMonths: fc.constant(3),
    interpolation: fc.constantFrom('daily', 'none'),
  }),
  term('hasNoDefault@1', { remedy: optional(title) }),
  calls,
];

const head = fc.record({
  name: fc.constantFrom('ACME_2031', 'A', 'Bond9'),
  version: fc.integer({ min: 1, max: 10_000 }),
  title,
  isin: fc.constantFrom('XS0104440986', 'DE000BU2Z023', 'US037833AL42'),
  cfi: fc.constantFrom('DBFUFR', 'DCFGFB', 'DBVOQR'),
  issuer: fc.constantFrom<object>(
    { lei: '5493001KJTIIGC8Y1R12' },
    { register: { authority: 'RA000585', number: 'HRB 4711' } },
  ),
  authorisedUnits: fc.bigInt({ min: 1n, max: 10n ** 15n }).map(String),
});

/**
 * Bonds by their form alone: whether their terms fit each other is not asked, because documents of others do not ask it
 * either.
 */
export const arbitraryBond: Arbitrary<definitions.SecurityDefinition> = fc
  .record({
    head,
    money: fc.record({ currency, other: currency }),
    denomination: optional(decimal(1, 100_000, 2)),
    instrument: term('bond@1', {
      issuerKind: fc.constantFrom('state', 'company'),
      issuedOn: date,
      issuePercent: optional(percent),
      form: fc.constantFrom('registered', 'bearer'),
    }),
    interest,
    others: fc.tuple(...others.map((each) => optional(each))),
  })
  .map(({ head: identified, money, denomination, instrument, interest: paid, others: said }) => {
    const terms = [...paid, ...said.filter((each) => each !== undefined)];
    const form = {
      ...{ kind: 'security', ...identified, currency: money.currency, instrument, terms },
      ...(denomination === undefined ? {} : { denomination: { amount: denomination, currency: money.other } }),
    };
    const of = definitions.definitionForm(form, '');
    if (of.kind !== 'security') throw new Error('a security');
    return of;
  });
