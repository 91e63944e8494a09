import { noCounterpart } from '../../document/interchange-error.js';
import type { Codec } from '../../mapping/codec.js';
import {
  amountIn,
  asText,
  CFI_TEXT,
  checked,
  CURRENCY_TEXT,
  DATE_TEXT,
  fractionOf,
  frequencyRecord,
  ISIN_TEXT,
  MIC_TEXT,
  nameOfDefinition,
  onlyAs,
  single,
  TITLE_TEXT,
  wordsOf,
} from '../../mapping/codecs.js';
import { derived, field, whole, type Entry, type SaidSoFar } from '../../mapping/mapping.js';
import { decimalOf } from '../../mapping/numbers.js';
import { isin, units } from '@scrip/model';
import { DAY_COUNTS } from '../day-counts.js';
import { DEFINITION_SCHEME } from '../definition-scheme.js';
import { couponTypeOf, INTEREST, interestOf } from './bond-terms.js';

/** Names that are in use for the scheme of ISINs; the first is that of the coding schemes of FpML 5. */
const ISIN_SCHEMES = [
  'http://www.fpml.org/coding-scheme/external/instrument-id-ISIN',
  'http://www.fpml.org/coding-scheme/external/instrument-id-ISIN-1-0',
  'http://www.fpml.org/spec/2002/instrument-id-ISIN',
  'http://www.fpml.org/spec/2002/instrument-id-ISIN-1-0',
  'ISIN',
].join('|');

const CFI_SCHEMES =
  'http://www.fpml.org/coding-scheme/external/iso10962|http://www.fpml.org/coding-scheme/external/cfi|';

/** FpML coding scheme credit-seniority; a word that covers several ranks of the language is not written. */
const SENIORITY = {
  senior: ['Senior', 'SeniorUnSec'],
  'senior-secured': ['SeniorSec'],
  'senior-non-preferred': ['SeniorLossAbsorbingCapacity'],
  'additional-tier-1': ['SubTier1'],
};

const NO_PAR = 'maturity says when the principal amount is due; that another amount is paid has no place';

/** The day on which all is repaid at its nominal. */
const maturity: Codec = {
  ...DATE_TEXT,
  write: (value, { own }) => (own?.['percent'] === '100' ? String(value) : noCounterpart(NO_PAR)),
};

/** All units together, in money: their number is found by dividing it through the nominal of one. */
const faceAmount: Codec = {
  write: (value, known) => {
    const { amount, currency } = (known.value('size', 'denomination') ??
      noCounterpart('the units have no nominal')) as {
      readonly amount: string;
      readonly currency: string;
    };
    if (currency !== known.value('currency', 'currency')) noCounterpart('the nominal is of another currency');
    const [whole = '', fraction = ''] = amount.split('.');
    return decimalOf(String(BigInt(String(value)) * BigInt(whole + fraction)), -fraction.length);
  },
  read: (source, known) => {
    const denomination = known.value('size', 'denomination') as { readonly amount: string } | undefined;
    if (denomination === undefined) return noCounterpart('parValue is needed to know how many units it makes');
    return checked(units, String(quotient(decimalOf(single(source)), denomination.amount)));
  },
};

/** How often one number goes into another. @throws NoCounterpart where that is no whole number */
function quotient(total: string, part: string): bigint {
  const scaleOf = (text: string): number => text.split('.')[1]?.length ?? 0;
  const scale = Math.max(scaleOf(total), scaleOf(part));
  const scaled = (text: string): bigint => BigInt(decimalOf(text, scale));
  const [all, one] = [scaled(total), scaled(part)];
  if (one <= 0n || all % one !== 0n) return noCounterpart('it is no whole number of units of parValue');
  return all / one;
}

const byIsin: Codec = {
  write: (value) => {
    const { isin: of } = value as { readonly isin?: string };
    return of ?? noCounterpart('what it converts into has no ISIN');
  },
  read: (source) => ({ isin: checked(isin, single(source)) }),
};

/** The rate of a fixed coupon; where the bond has no other one and it is 0, there is none. */
const isZero = (bond: { at(path: string): { readonly value?: string | undefined } | undefined }): boolean =>
  /^0(?:\.0*)?$/.test(bond.at('couponRate')?.value ?? '') && bond.at('paymentFrequency') === undefined;

const TOO_HIGH = 'as a fraction it would be 100 % or more, and who reads it would take it for per cent';

/** A rate as a fraction: one that could be meant in per cent is neither written nor guessed at. */
const fixedRate: Codec = {
  write: (value) => {
    const written = decimalOf(String(value), -2);
    return /^[1-9]/.test(written) ? noCounterpart(TOO_HIGH) : written;
  },
  read: (source, known) =>
    /^[1-9]/.test(source.value ?? '') ? noCounterpart(TOO_HIGH) : fractionOf(asText).read(source, known),
};

/** How often a rate is paid for which a bond has place. */
const frequencyOfOneRate: Codec = {
  ...frequencyRecord(asText),
  write: (value, known) => {
    const { ratePercent } = known.own ?? {};
    if (known.value('paysStepped@1', 'every') !== undefined) {
      noCounterpart('a bond of FpML has one rate, which stands for its whole life');
    }
    if (ratePercent !== undefined) fixedRate.write(ratePercent, known);
    return frequencyRecord(asText).write(value);
  },
};

/** Bonds and convertible bonds: elements of type `Bond` (FpML 5.13, fpml-asset), in the order of its schema. */
export const BOND_ENTRIES: readonly Entry[] = [
  field('isin', 'isin', `instrumentId[@instrumentIdScheme=${ISIN_SCHEMES}]/#text`, ISIN_TEXT),
  field('head', 'name', `instrumentId[@instrumentIdScheme=${DEFINITION_SCHEME}]/#text`, nameOfDefinition('name')),
  field('head', 'version', `instrumentId[@instrumentIdScheme=${DEFINITION_SCHEME}]/#text`, nameOfDefinition('version')),
  field('cfi', 'cfi', `instrumentType[@instrumentTypeScheme=${CFI_SCHEMES}]/#text`, CFI_TEXT),
  field('head', 'title', 'description', TITLE_TEXT),
  field('currency', 'currency', 'currency/#text', CURRENCY_TEXT),
  field('listedOn@1', 'venue', 'exchangeId/#text', MIC_TEXT),
  field('ranks@1', 'as', 'seniority/#text', wordsOf(SENIORITY, 'the coding scheme credit-seniority')),
  derived(
    'couponType',
    'it says in one word what the sentences on interest say',
    'it says that the coupon is not fixed, and not how it is found',
    couponTypeOf,
  ),
  field(INTEREST, 'ratePercent', 'couponRate', fixedRate, (bond, known) =>
    isZero(bond) ? undefined : interestOf(bond, known) === 'paysFixed@1' ? 'paysFixed@1' : undefined,
  ),
  whole('paysNoInterest@1', 'couponRate', '0', isZero),
  field('repaysOn@1', 'on', 'maturity', maturity),
  field(
    'repaysOn@1',
    'percent',
    'maturity',
    onlyAs('100', (known) => known.value('repaysOn@1', 'on'), NO_PAR),
  ),
  field('size', 'denomination', 'parValue', amountIn(asText)),
  field('size', 'authorisedUnits', 'faceAmount', faceAmount),
  field(INTEREST, 'every', 'paymentFrequency', frequencyOfOneRate, interestOf),
  field(
    'countsDays@1',
    'dayCount',
    'dayCountFraction/#text',
    wordsOf(DAY_COUNTS, 'the coding scheme day-count-fraction'),
  ),
];

/** What a convertible bond says beyond. */
export const CONVERTIBLE_ENTRIES: readonly Entry[] = [
  field(
    'holderMayConvert@1',
    'into',
    `underlyingEquity/instrumentId[@instrumentIdScheme=${ISIN_SCHEMES}]/#text`,
    byIsin,
  ),
  derived(
    'redemptionDate',
    'it is the earlier of maturity and the first day on which holders may require repayment',
    'it is the first day on which holders may require repayment, at a price that is not said',
    redemptionDateOf,
  ),
];

/** "Earlier date between the convertible bond put dates and its maturity date." */
function redemptionDateOf(said: SaidSoFar): string | undefined {
  const prices = (said.value('holderMayRequire@1', 'prices') ?? []) as readonly { readonly on: string }[];
  const maturity = said.value('repaysOn@1', 'on');
  const dates = [...prices.map(({ on }) => on), ...(typeof maturity === 'string' ? [maturity] : [])];
  return dates.sort()[0];
}
