import { noCounterpart } from '../../document/interchange-error.js';
import type { TreeRecord } from '../../document/tree.js';
import type { Codec } from '../../mapping/codec.js';
import { checked, nameOfDefinition, same, TITLE_TEXT } from '../../mapping/codecs.js';
import { constant, derived, field, whole, type Entry, type SaidSoFar } from '../../mapping/mapping.js';
import { decimalOf } from '../../mapping/numbers.js';
import { decimalText, LIMITS, text } from '@scrip/model';
import { CLASS, currencyOf, NUMERIC, numeric, ownMoney, RATIO, SHARES } from './values.js';

const REQUIRED = 'the schema demands it';
const RIGHT = 'conversion_rights[]';
const RATIO_CONVERSION = `${RIGHT}/conversion_mechanism{type=RATIO_CONVERSION}`;

const PARTICIPATION = 'participation_cap_multiple';

/** The multiple up to which a class takes part beyond its preference; the preference itself: not at all. */
const participates: Codec = {
  write: (value, { own = {} }) => {
    const [multiple, cap] = [String(own['multiple']), own['capMultiple']];
    if (value === 'not') return numeric(multiple);
    if (value === 'fully') return noCounterpart('that there is no cap cannot be told from that nothing is said of it');
    return typeof cap === 'string' && cap !== multiple
      ? numeric(cap)
      : noCounterpart('the cap is the preference itself');
  },
  read: (source, known) => {
    const cap = NUMERIC.read(source, known);
    const multiple =
      known.value('liquidationPreference@1', 'multiple') ?? noCounterpart('the preference itself is not said');
    return cap === multiple ? 'not' : 'capped';
  },
};

const capMultiple: Codec = {
  write: (value, { own = {} }) =>
    own['participates'] === 'capped' && value !== own['multiple']
      ? numeric(value)
      : noCounterpart('it is no cap of its own'),
  read: (source, known) => {
    const cap = checked(decimalText('0'), decimalOf(source.value ?? ''));
    return cap === known.value('liquidationPreference@1', 'multiple') ? undefined : cap;
  },
};

/** Into which class: where the ratio is said, without which there is no conversion right. */
const into: Codec = {
  ...CLASS,
  write: (value, known) =>
    known.own?.['ratio'] === undefined ? noCounterpart('a conversion right has a ratio') : CLASS.write(value, known),
};

const converts = (said: SaidSoFar): boolean => {
  const to = said.value('holderMayConvert@1', 'into') as { readonly class?: string } | undefined;
  return said.value('holderMayConvert@1', 'ratio') !== undefined && to?.class !== undefined;
};

/** The ratio, where what it converts into has a place. */
const ratio: Codec = {
  ...RATIO,
  write: (value, known) => {
    CLASS.write(known.own?.['into'], known);
    return RATIO.write(value, known);
  },
};

interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** Price of the issue over the ratio, where that has an end. */
function conversionPrice(said: SaidSoFar): TreeRecord | undefined {
  const price = said.value('preferredShare@1', 'issuePrice') as Money | undefined;
  const of = said.value('holderMayConvert@1', 'ratio') as
    Readonly<Record<'numerator' | 'denominator', string>> | undefined;
  if (price === undefined || of === undefined || !converts(said)) return undefined;
  const SCALE = 10;
  const cost = BigInt(decimalOf(price.amount, SCALE).split('.')[0] ?? '0') * BigInt(of.denominator);
  const isExact = !decimalOf(price.amount, SCALE).includes('.') && cost % BigInt(of.numerator) === 0n;
  return isExact ? { ...price, amount: decimalOf(String(cost / BigInt(of.numerator)), -SCALE) } : undefined;
}

const shared = (instrument: string): readonly Entry[] => [
  constant('object_type', 'STOCK_CLASS', 'which type of object it is'),
  field('head', 'name', 'id', nameOfDefinition('name')),
  field('head', 'version', 'id', nameOfDefinition('version')),
  constant('default_id_prefix', '', 'units have no certificates with numbers'),
  field('size', 'authorisedUnits', 'initial_shares_authorized', SHARES),
  field('votes@1', 'perUnit', 'votes_per_share', {
    ...NUMERIC,
    read: (source, known) => (isNothing(source.value) ? noCounterpart('it is no vote') : NUMERIC.read(source, known)),
  }),
  whole('hasNoVote@1', 'votes_per_share', '0'),
  field(instrument, 'parValue', 'par_value', ownMoney(true)),
  field('currency', 'currency', 'par_value/currency', currencyOf(instrument, 'parValue')),
];

const isNothing = (written: string | undefined): boolean => /^[+-]?0+(?:\.0+)?$/.test(written ?? '');

/** Common stock. */
export const COMMON_ENTRIES: readonly Entry[] = [
  ...shared('share@1'),
  constant('class_type', 'COMMON', 'that is what a share is'),
  field('head', 'title', 'name', TITLE_TEXT),
  constant('seniority', '1', 'common stock comes last'),
];

/** Preferred stock. */
export const PREFERRED_ENTRIES: readonly Entry[] = [
  ...shared('preferredShare@1'),
  constant('class_type', 'PREFERRED', 'that is what a preferred share is'),
  field('preferredShare@1', 'class', 'name', same(text(LIMITS.nameCharactersMax))),
  constant(
    'seniority',
    '2',
    'preferred stock comes before common stock; its place among others is for whoever has them all',
  ),
  field('preferredShare@1', 'issuePrice', 'price_per_share', ownMoney(true)),
  field('currency', 'currency', 'price_per_share/currency', currencyOf('preferredShare@1', 'issuePrice')),
  field('liquidationPreference@1', 'multiple', 'liquidation_preference_multiple', NUMERIC),
  field('liquidationPreference@1', 'participates', PARTICIPATION, participates),
  field('liquidationPreference@1', 'capMultiple', PARTICIPATION, capMultiple),
  constant(`${RIGHT}/type`, 'STOCK_CLASS_CONVERSION_RIGHT', REQUIRED, { when: converts }),
  field('holderMayConvert@1', 'into', `${RIGHT}/converts_to_stock_class_id`, into),
  field('holderMayConvert@1', 'ratio', `${RATIO_CONVERSION}/ratio`, ratio),
  derived(
    `${RATIO_CONVERSION}/conversion_price`,
    'it is the price of the issue over the ratio',
    'it is not the price of the issue over the ratio, and the language says a ratio or a price',
    conversionPrice,
  ),
  constant(`${RATIO_CONVERSION}/rounding_type`, 'FLOOR', 'parts of a share are not delivered', { when: converts }),
];
