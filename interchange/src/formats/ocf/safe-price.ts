import { canonicalJson, type definitions } from '@scrip/model';
import { noCounterpart } from '../../document/interchange-error.js';
import type { Source } from '../../document/source.js';
import type { Codec } from '../../mapping/codec.js';
import type { SaidSoFar } from '../../mapping/mapping.js';
import { single } from '../../mapping/codecs.js';
import { decimalOf } from '../../mapping/numbers.js';

type Formula = definitions.Formula;

const quantity = (name: string): Formula => ({ is: 'quantity', name });

/** What the price of conversion is called in texts that are made of documents. */
export const SAFE_PRICE = 'safe price';

/** What is invested over the price of conversion. */
const UNITS: Formula = { is: 'quotient', left: quantity('purchase'), right: quantity(SAFE_PRICE) };

interface Terms {
  readonly cap?: { readonly amount: string; readonly currency: string };
  /** The part of the price of the round that is paid, in per cent. */
  readonly share?: string;
}

const formulaOf = ({ cap, share }: Terms): Formula | undefined => {
  const prices: readonly Formula[] = [
    ...(cap === undefined
      ? []
      : [{ is: 'quotient', left: { is: 'money', ...cap }, right: quantity('capitalization') } as const]),
    ...(share === undefined
      ? []
      : [{ is: 'partOf', percent: { is: 'percent', value: share }, of: quantity('round price') } as const]),
  ];
  return prices.length > 1 ? { is: 'lowerOf', of: prices } : prices[0];
};

/** Cap and discount of a formula that is made of nothing else. */
function termsOf(formula: Formula): Terms {
  const prices = formula.is === 'lowerOf' ? formula.of : [formula];
  const terms = prices.reduce<Terms>((sum, each) => {
    if (each.is === 'quotient' && each.left.is === 'money') {
      return { ...sum, cap: { amount: each.left.amount, currency: each.left.currency } };
    }
    return each.is === 'partOf' && each.percent.is === 'percent' ? { ...sum, share: each.percent.value } : sum;
  }, {});
  const same = formulaOf(terms);
  if (same !== undefined && canonicalJson(same) === canonicalJson(formula)) return terms;
  return noCounterpart('it is not the lower of a cap over the capitalization and a discount on the price of the round');
}

const HUNDRED = 100n;
const SCALE = 8;

/** 80 per cent of a price are a discount of 0.2, and the other way round. */
function discountOf(share: string): string {
  const digits = BigInt(decimalOf(share, SCALE));
  return decimalOf(String(HUNDRED * 10n ** BigInt(SCALE) - digits), -SCALE - 2);
}

const hasPrice = (mechanism: Source): boolean =>
  mechanism.at('conversion_valuation_cap') !== undefined || mechanism.at('conversion_discount') !== undefined;

/** The formula of the price as cap and discount of a SAFE. */
export const priceFormula: Codec = {
  write: (value, { own }) => {
    if (own?.['name'] !== SAFE_PRICE) noCounterpart(`the price of conversion is called ${SAFE_PRICE} here`);
    const { cap, share } = termsOf(value as Formula);
    return {
      ...(cap === undefined ? {} : { conversion_valuation_cap: cap }),
      ...(share === undefined ? {} : { conversion_discount: discountOf(share) }),
    };
  },
  read: (mechanism) => {
    const cap = mechanism.at('conversion_valuation_cap');
    const discount = mechanism.take('conversion_discount');
    const formula = formulaOf({
      ...(cap === undefined
        ? {}
        : { cap: { amount: decimalOf(single(cap, 'amount')), currency: single(cap, 'currency') } }),
      ...(discount === undefined ? {} : { share: decimalOf(discountOf(decimalOf(discount, 2)), 2) }),
    });
    return formula ?? noCounterpart('it has neither a cap nor a discount');
  },
};

/** The name of the price, which Open Cap Format has no word for. */
export const priceName: Codec = {
  write: (value, { own }) => {
    if (value !== SAFE_PRICE) noCounterpart(`the price of conversion is called ${SAFE_PRICE} here`);
    termsOf(own?.['formula'] as Formula);
    return {};
  },
  read: (mechanism) => (hasPrice(mechanism) ? SAFE_PRICE : undefined),
};

/** Whether the first conversion is that of a SAFE: any other one is no mechanism of Open Cap Format. */
export const convertsAsSafe = (said: SaidSoFar): boolean =>
  canonicalJson(said.value('convertsOn@1', 'units') ?? null) === canonicalJson(UNITS);

/** How many shares there are, as the type of the mechanism. */
export const unitsFormula: Codec = {
  write: (value) =>
    canonicalJson(value) === canonicalJson(UNITS)
      ? 'SAFE_CONVERSION'
      : noCounterpart(`it is not the purchase over the ${SAFE_PRICE}`),
  read: (source) =>
    single(source) === 'SAFE_CONVERSION' ? UNITS : noCounterpart('the language has no formula for this mechanism'),
};
