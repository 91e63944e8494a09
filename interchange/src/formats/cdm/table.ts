import { noCounterpart } from '../../document/interchange-error.js';
import type { Source } from '../../document/source.js';
import type { Codec } from '../../mapping/codec.js';
import {
  amountIn,
  asNumber,
  CFI_TEXT,
  checked,
  CURRENCY_TEXT,
  DATE_TEXT,
  frequencyRecord,
  ISIN_TEXT,
  MIC_TEXT,
  nameOfDefinition,
  same,
  single,
  TITLE_TEXT,
  wordsOf,
} from '../../mapping/codecs.js';
import { beside, constant, derived, field, type Each, type Entry } from '../../mapping/mapping.js';
import { DEFINITION_SCHEME } from '../definition-scheme.js';
import { lei, registerNumber } from '@scrip/model';
import { interestInOneWord, principalInOneWord, redemptionInOneWord, securedInOneWord } from './debt-economics.js';
import {
  boundOfRate,
  businessDaysAfter,
  businessDaysBefore,
  factorPrice,
  rateNumber,
  ratePrice,
  rollingFrequency,
  steppedPrice,
} from './prices.js';
import { CENTRES_OF_CALENDARS, CONVENTION, DAY_COUNT, METHOD, RATE, SENIORITY } from './words.js';

/** Sentences of which each is a payout. */
const FLOATING = ['paysFloating@1'] as const;
const INTEREST = ['paysFixed@1', 'paysStepped@1', 'paysFloating@1'] as const;
const PAYOUTS = [...INTEREST, 'paysNoInterest@1'] as const;

const ASSET = 'asset{@type=cdm.base.staticdata.asset.common.Security}';
const ECONOMICS = `${ASSET}/debtType/debtEconomics[]`;
const FIXED_RATE = 'rateSpecification{@type=cdm.product.asset.FixedRateSpecification}/rateSchedule/price';
const FLOATING_RATE = 'rateSpecification{@type=cdm.product.asset.FloatingRateSpecification}';
/** How the rate of a period is made of those of its days: section 7 of the ISDA 2021 definitions. */
const OF_DAYS = `${FLOATING_RATE}/calculationParameters`;
const RATE_OPTION = `${FLOATING_RATE}/rateOption{@type=cdm.observable.asset.FloatingRateIndex}`;

const REQUIRED = 'the model demands it';

const AUTHORITY_SCHEME = 'urn:gleif:registration-authority:';

/** Number of the issuer in a public register, under the scheme of that register. */
const registered = (slot: 'authority' | 'number'): Codec => ({
  write: (_, { own = {} }) => ({
    '@data': String(own['number']),
    '@scheme': `${AUTHORITY_SCHEME}${String(own['authority'])}`,
  }),
  read: (source) => {
    const [number, scheme] = [single(source, '@data'), source.take('@scheme') ?? ''];
    if (!scheme.startsWith(AUTHORITY_SCHEME)) return noCounterpart('it is neither an LEI nor a number in a register');
    const authority = scheme.slice(AUTHORITY_SCHEME.length);
    checked(registerNumber, { authority, number });
    return slot === 'authority' ? authority : number;
  },
});

/** That the principal is paid on the termination date, once and at its nominal. */
const finalPayment: Codec = {
  write: (value) =>
    value === '100'
      ? { initialPayment: false, finalPayment: true, intermediatePayment: false }
      : noCounterpart('the principal is paid at its nominal'),
  read: (source) => {
    const [initial, final, intermediate] = ['initialPayment', 'finalPayment', 'intermediatePayment'].map((at) =>
      source.take(at),
    );
    if (initial === 'false' && final === 'true' && intermediate === 'false') return '100';
    return noCounterpart('it is not one payment of the principal at the end');
  },
};

/** `[LongInitial]`: where the irregular period is, and how long. */
const stub = (slot: 'at' | 'length'): Codec => ({
  write: (_, { own = {} }) => [
    `${own['length'] === 'long' ? 'Long' : 'Short'}${own['at'] === 'first' ? 'Initial' : 'Final'}`,
  ],
  read: (source) => {
    const [, length, at] =
      /^(Long|Short)(Initial|Final)$/.exec(single(source)) ?? noCounterpart('it is no kind of stub');
    if (slot === 'length') return length === 'Long' ? 'long' : 'short';
    return at === 'Initial' ? 'first' : 'last';
  },
});

/** Whether periods move with their payments: by the convention of those, or not at all. */
const periodAdjustment: Codec = {
  write: (value, known) => {
    const convention = known.value('adjustsDays@1', 'convention');
    if (value === 'unadjusted') return 'NONE';
    if (convention === 'unchanged') return noCounterpart('no day is changed, so it says nothing of periods');
    return CONVENTION.write(convention, known);
  },
  read: (source, known) => {
    const written = CONVENTION.read(source, known);
    if (written === 'unchanged') return 'unadjusted';
    if (written === known.value('adjustsDays@1', 'convention')) return 'adjusted';
    return noCounterpart('periods move by another convention than payments');
  },
};

/** A floating rate of the ISDA definitions, with what an index says of itself. */
const rateOption: Codec = {
  write: (value, known) => {
    const code = RATE.write(value, known) as string;
    return {
      floatingRateIndex: { '@data': code },
      identifier: [{ identifier: { '@data': code }, identifierType: 'Other' }],
      ...{ assetType: 'Other', assetClass: 'InterestRate' },
    };
  },
  read: (source, known) => {
    const code = source.at('floatingRateIndex/@data') ?? noCounterpart('it names no floating rate');
    const name = RATE.read(code, known);
    for (const [at, expected] of [
      ['identifier/identifier/@data', code.value],
      ['identifier/identifierType', 'Other'],
      ['assetType', 'Other'],
      ['assetClass', 'InterestRate'],
    ] as const) {
      if (source.at(at)?.value === expected) source.take(at);
    }
    return name;
  },
};

const isZero = (item: Source): boolean =>
  /^0(?:\.0*)?$/.test(item.at(`${FIXED_RATE}/value`)?.value ?? '') &&
  item.at('paymentDates/paymentFrequency') === undefined;

/** One payout for each sentence of interest; a bond without interest has one whose rate is nothing. */
const PAYOUT: Each = {
  kind: 'each',
  at: 'economicTerms/payout[@type=cdm.product.asset.InterestRatePayout]',
  is: PAYOUTS,
  choose: (item) => {
    if (isZero(item)) return 'paysNoInterest@1';
    if (item.at(FLOATING_RATE) !== undefined) return 'paysFloating@1';
    if (item.at(`${FIXED_RATE}/datedValue`) !== undefined) return 'paysStepped@1';
    return item.at(FIXED_RATE) === undefined ? undefined : 'paysFixed@1';
  },
  entries: [
    constant('payerReceiver', { payer: 'Party1', receiver: 'Party2' }, REQUIRED),
    field('currency', 'currency', 'priceQuantity/quantitySchedule/unit/currency/@data', CURRENCY_TEXT),
    field('size', 'denomination', 'priceQuantity/quantitySchedule/value', amountIn(asNumber)),
    field('repaysOn@1', 'percent', 'principalPayment', finalPayment),
    field('paysFixed@1', 'ratePercent', FIXED_RATE, ratePrice()),
    field('paysStepped@1', 'steps', FIXED_RATE, steppedPrice),
    field('paysFloating@1', 'index', RATE_OPTION, rateOption),
    field('paysFloating@1', 'tenor', `${RATE_OPTION}/indexTenor`, frequencyRecord(asNumber)),
    field('paysFloating@1', 'method', `${OF_DAYS}/calculationMethod`, {
      ...METHOD,
      write: (value, known) => (value === 'term' ? undefined : METHOD.write(value, known)),
      absent: 'term',
    }),
    beside(
      FLOATING,
      field('fixesRate@1', 'lookbackDays', `${OF_DAYS}/lookbackCalculation/offsetDays`, countAsNumber()),
    ),
    beside(
      FLOATING,
      field('shiftsObservations@1', 'days', `${OF_DAYS}/observationShiftCalculation/offsetDays`, countAsNumber()),
    ),
    beside(FLOATING, field('locksOutRate@1', 'days', `${OF_DAYS}/lockoutCalculation/offsetDays`, countAsNumber())),
    beside(
      FLOATING,
      field('floorsDailyRate@1', 'percent', `${OF_DAYS}/observationParameters/observationFloorRate`, rateNumber),
    ),
    field('paysFloating@1', 'multiplier', `${FLOATING_RATE}/floatingRateMultiplierSchedule/price`, factorPrice),
    field('paysFloating@1', 'spreadPercent', `${FLOATING_RATE}/spreadSchedule/price`, ratePrice('-100', '100')),
    field('paysFloating@1', 'capPercent', `${FLOATING_RATE}/capRateSchedule/price`, boundOfRate),
    field('paysFloating@1', 'floorPercent', `${FLOATING_RATE}/floorRateSchedule/price`, boundOfRate),
    field('paysFloating@1', 'resetsEvery', 'resetDates/resetFrequency', frequencyRecord(asNumber)),
    beside(
      FLOATING,
      field(
        'fixesRate@1',
        'of',
        'resetDates/resetRelativeTo',
        wordsOf(
          { beginning: ['CalculationPeriodStartDate'], end: ['CalculationPeriodEndDate'] },
          'ResetRelativeToEnum',
        ),
      ),
    ),
    beside(FLOATING, field('fixesRate@1', 'daysBefore', 'resetDates/fixingDates', businessDaysBefore)),
    field('countsDays@1', 'dayCount', 'dayCountFraction/@data', DAY_COUNT),
    field('accruesFrom@1', 'from', 'calculationPeriodDates/effectiveDate/adjustableDate/unadjustedDate', DATE_TEXT),
    field('hasStub@1', 'at', 'calculationPeriodDates/stubPeriodType', stub('at')),
    field('hasStub@1', 'length', 'calculationPeriodDates/stubPeriodType', stub('length')),
    field(INTEREST, 'from', 'paymentDates/firstPaymentDate', DATE_TEXT),
    field(INTEREST, 'until', 'paymentDates/lastRegularPaymentDate', DATE_TEXT),
    field(INTEREST, 'every', 'calculationPeriodDates/calculationPeriodFrequency', rollingFrequency),
    field(INTEREST, 'every', 'paymentDates/paymentFrequency', frequencyRecord(asNumber)),
    beside(INTEREST, field('paysAfterPeriod@1', 'days', 'paymentDates/paymentDaysOffset', businessDaysAfter)),
    field('adjustsDays@1', 'convention', 'paymentDates/paymentDatesAdjustments/businessDayConvention', CONVENTION),
    field('adjustsDays@1', 'calendars', 'paymentDates/paymentDatesAdjustments/businessCenters', CENTRES_OF_CALENDARS),
    field(
      'adjustsDays@1',
      'periods',
      'calculationPeriodDates/calculationPeriodDatesAdjustments/businessDayConvention',
      periodAdjustment,
    ),
    constant('paymentDates/payRelativeTo', 'CalculationPeriodEndDate', 'interest is paid at the end of its period'),
    constant(
      FIXED_RATE,
      { value: asNumber('0'), priceType: 'InterestRate' },
      'a bond without interest has a payout whose rate is nothing',
      { when: (said) => said.has('paysNoInterest@1') },
    ),
  ],
};

/** A whole number without a unit. */
function countAsNumber(): Codec {
  return {
    write: (value) => asNumber(String(value)),
    read: (source) => {
      const written = single(source);
      return /^[0-9]{1,3}$/.test(written) ? Number(written) : noCounterpart('it is no number of days');
    },
  };
}

/** A bond as a transferable product of the Common Domain Model (version 7 and later). */
export const BOND_ENTRIES: readonly Entry[] = [
  constant('@model', 'cdm', 'which model it is of'),
  constant('@type', 'cdm.product.template.TransferableProduct', 'which type of the model it is'),
  field('isin', 'isin', `${ASSET}/identifier[identifierType=ISIN]/identifier/@data`, ISIN_TEXT),
  field('head', 'title', `${ASSET}/identifier[identifierType=Name]/identifier/@data`, TITLE_TEXT),
  ...(['name', 'version'] as const).map((slot) =>
    field(
      'head',
      slot,
      `${ASSET}/identifier[identifierType=Other]/identifier{@scheme=${DEFINITION_SCHEME}}/@data`,
      nameOfDefinition(slot),
    ),
  ),
  field('cfi', 'cfi', `${ASSET}/taxonomy[source=CFI]/value/name/@data`, CFI_TEXT),
  constant(`${ASSET}/party[]/@key:external`, 'issuer', 'the role refers to it'),
  field('issuer by lei', 'lei', `${ASSET}/party[]/partyId[identifierType=LEI]/identifier/@data`, same(lei)),
  ...(['number', 'authority'] as const).map((slot) =>
    field('issuer by register', slot, `${ASSET}/party[]/partyId[]/identifier`, registered(slot)),
  ),
  field(
    'listedOn@1',
    'venue',
    `${ASSET}/party[@key:external=venue]/partyId[identifierType=MIC]/identifier/@data`,
    MIC_TEXT,
  ),
  constant(`${ASSET}/partyRole`, { partyReference: { '@ref:external': 'issuer' }, role: 'Issuer' }, REQUIRED),
  constant(
    `${ASSET}/ancillaryPartyRole[role=Exchange]/partyReference/@ref:external`,
    'venue',
    'it says what the party is',
    { when: (said) => said.has('listedOn@1') },
  ),
  constant(`${ASSET}/assetType`, 'Security', REQUIRED),
  constant(`${ASSET}/securityType`, 'Debt', REQUIRED),
  field('ranks@1', 'as', `${ECONOMICS}/seniority`, SENIORITY),
  field('bond@1', 'issuedOn', 'economicTerms/effectiveDate/adjustableDate/unadjustedDate', DATE_TEXT),
  field('repaysOn@1', 'on', 'economicTerms/terminationDate/adjustableDate/unadjustedDate', DATE_TEXT),
  PAYOUT,
  constant('economicTerms/nonStandardisedTerms', true, 'the definition says more than the product does', {
    tells: 'the document says that the product has more terms than it states: they are to be added',
  }),
  constant('productPartyRole', 'Party1', REQUIRED),
  derived(
    `${ECONOMICS}/interest`,
    'it says in one word what payouts say',
    'it says how interest is found in one word alone',
    interestInOneWord,
  ),
  derived(
    `${ECONOMICS}/principal`,
    'it says in one word how the principal is repaid',
    'it says in one word that the principal is not repaid at once, and not when and at which price',
    principalInOneWord,
  ),
  derived(
    `${ECONOMICS}/redemption`,
    'it says in one word which right there is',
    'it names a right without its terms',
    redemptionInOneWord,
  ),
  derived(
    `${ECONOMICS}/secured`,
    'it says in one word what stands behind the bond',
    'it says in one word what stands behind the bond',
    securedInOneWord,
  ),
];
