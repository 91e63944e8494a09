import { definitions } from '@scrip/model';
import fc, { type Arbitrary } from 'fast-check';

const date = fc.constantFrom('2026-06-15', '2027-01-31', '2030-12-01');
const currency = fc.constantFrom('USD', 'EUR');
const amount = fc.constantFrom('2.5', '0.0001', '1', '10000000', '0.00000000001', '3');
const money = fc.record({ amount, currency });
/** An amount in whole coins. */
const coins = fc.record({ amount: fc.constantFrom('250000', '2.5', '8000000.25'), currency });
const form = fc.constantFrom('registered', 'bearer');
const multiple = fc.constantFrom('1', '1.5', '2', '3');
const into = fc.constantFrom<object>({ class: 'common' }, { isin: 'US0378331005' });
const units = fc.constantFrom('1', '3', '40');
const percent = fc.constantFrom('80', '85.5', '99.99', '100', '0');

type Given = Readonly<Record<string, Arbitrary<unknown>>>;
interface Constructed {
  readonly is: string;
  readonly with: Record<string, unknown>;
}

/** A constructor; what may be left out is undefined now and then. */
const made = (is: string, of: Given): Arbitrary<Constructed> =>
  fc.record(of).map((values) => ({
    is,
    with: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
  }));
const optional = <T>(of: Arbitrary<T>): Arbitrary<T | undefined> => fc.option(of, { nil: undefined });

const quantity = (name: string): object => ({ is: 'quantity', name });
const cap = coins.map((of) => ({ is: 'quotient', left: { is: 'money', ...of }, right: quantity('capitalization') }));
const share = percent.map((value) => ({
  is: 'partOf',
  percent: { is: 'percent', value },
  of: quantity('round price'),
}));
const price: Arbitrary<object> = fc.oneof(
  cap,
  share,
  fc.tuple(cap, share).map((of) => ({ is: 'lowerOf', of })),
  fc.tuple(share, cap).map((of) => ({ is: 'lowerOf', of })),
  fc.tuple(cap, share).map((of) => ({ is: 'greaterOf', of })),
);

const instrument: Arbitrary<Constructed> = fc.oneof(
  made('share@1', { form, class: optional(fc.constant('A')), parValue: optional(money) }),
  made('preferredShare@1', { form, class: fc.constant('series A'), issuePrice: money, parValue: optional(money) }),
  made('safe@1', { issuedOn: date, purchase: coins, measured: fc.constantFrom('post-money', 'pre-money') }),
  made('warrant@1', { issuedOn: date, form, writer: fc.constantFrom('company', 'third-party') }),
);

const votes = fc.oneof(made('votes@1', { perUnit: fc.constantFrom('1', '10', '0.5') }), made('hasNoVote@1', {}));

const terms: readonly Arbitrary<Constructed>[] = [
  made('liquidationPreference@1', {
    multiple,
    participates: fc.constantFrom('fully', 'capped', 'not'),
    capMultiple: optional(multiple),
  }),
  made('holderMayConvert@1', {
    into,
    ratio: optional(fc.record({ numerator: units, denominator: units })),
    price: optional(money),
    from: date,
    until: optional(date),
    fractions: fc.constantFrom('paid-in-cash', 'dropped'),
  }),
  made('convertsOn@1', {
    event: fc.constantFrom('EquityFinancing', 'PublicOffering'),
    units: fc.constantFrom(
      { is: 'quotient', left: quantity('purchase'), right: quantity('safe price') },
      { is: 'units', value: '1' },
    ),
    rounding: fc.constant('down'),
    into,
  }),
  made('meansFormula@1', { name: fc.constantFrom('safe price', 'note price'), formula: price }),
  made('mostFavoured@1', {}),
  made('holderMayExercise@1', {
    right: fc.constantFrom('call', 'put'),
    multiplier: fc.constantFrom('1', '0.1', '22'),
    underlying: into,
    strike: money,
    style: fc.constantFrom('american', 'european'),
    from: date,
    until: date,
    settlement: fc.constant('delivery'),
    automatic: fc.boolean(),
  }),
];

/** Shares, SAFEs and warrants by their form alone. */
export const arbitraryEquity: Arbitrary<definitions.SecurityDefinition> = fc
  .record({
    currency,
    instrument,
    votes,
    terms: fc.tuple(...terms.map(optional)),
    authorisedUnits: fc.constantFrom('1', '4000000'),
  })
  .map(({ terms: said, votes: voting, ...of }) => {
    // what a SAFE costs is money of the security
    const { purchase } = of.instrument.with as { readonly purchase?: object };
    if (purchase !== undefined) of.instrument.with['purchase'] = { ...purchase, currency: of.currency };
    const form = {
      ...{ kind: 'security', name: 'ORBIT', version: 3, title: 'Orbit "Labs"', isin: 'QS0SCRIP0026', cfi: 'EFVNNR' },
      ...{ issuer: { lei: '5493001KJTIIGC8Y1R12' }, ...of },
      terms: [voting, ...said.filter((each) => each !== undefined)],
    };
    const read = definitions.definitionForm(form, '');
    if (read.kind !== 'security') throw new Error('a security');
    return read;
  });
