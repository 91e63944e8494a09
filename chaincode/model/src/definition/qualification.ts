import type { BusinessDate } from '../dates/business-date.js';
import { APPLICABILITY } from '../terms/applicability.js';
import { checkTerms } from '../terms/checks/check-terms.js';
import { formOf, type Checked } from '../terms/checks/context.js';
import { problem, type TermProblem } from '../terms/checks/problem.js';
import { SaidTerms } from '../terms/checks/said.js';
import { cfiLetters, type CfiLetters } from '../terms/classification.js';
import { termFeatures, type TermFeatures } from '../terms/features.js';
import { productOf } from '../terms/product.js';
import type { SecurityDefinition } from './definition.js';

type Qualified = Pick<SecurityDefinition, 'instrument' | 'terms' | 'currency' | 'denomination' | 'cfi' | 'titleTo'>;

/**
 * All that is wrong with the terms of a security, at once. An instrument of an earlier kind without terms says all itself,
 * and its own reader has checked it.
 */
export function problemsOf(of: Qualified): readonly TermProblem[] {
  const { instrument, terms, currency, denomination, cfi } = of;
  if (terms === undefined && instrument.terms.kind !== 'defined') return [];
  const checked = { is: instrument.written.is, values: instrument.values };
  return [...checkTerms(checked, terms ?? [], { currency, denomination, cfi }), ...checkForm(of), ...checkPurchase(of)];
}

/** Registered units are not deposited as bearer paper, and the other way round; book entries are of either form. */
function checkForm({ instrument: { written, values }, titleTo }: Qualified): readonly TermProblem[] {
  const form = formOf({ is: written.is, values });
  const opposite = form === 'registered' ? 'bearerDeposited' : 'registered';
  if (form === undefined || titleTo?.form !== opposite) return [];
  return [problem('FORM_CONTRADICTED', '/titleTo/form', { form, title: titleTo.form })];
}

/** What is paid for one unit is money of the security. */
function checkPurchase({ instrument: { values }, currency }: Qualified): readonly TermProblem[] {
  const purchase = 'purchase' in values ? (values.purchase as { readonly currency: string }) : undefined;
  if (purchase === undefined || purchase.currency === currency) return [];
  return [problem('CURRENCY_DIFFERS', '/instrument/with/purchase/currency', { expected: currency })];
}

const checkedOf = ({ instrument, terms = [], currency, denomination, cfi }: Qualified): Checked => ({
  instrument: { is: instrument.written.is, values: instrument.values },
  said: new SaidTerms(terms),
  ...{ currency, denomination, cfi },
});

/** What a security is by its terms. */
export interface Qualification {
  /** Product type in the words of the market: `callable fixed-rate bond`. */
  readonly product: string;
  /** Letters that its CFI code may have at each place, as far as the terms say; absent: an earlier kind of instrument. */
  readonly cfi?: CfiLetters;
}

/** Says what a security is by its terms: product type and classification. */
export function qualify(of: Qualified): Qualification {
  const checked = checkedOf(of);
  const cfi = APPLICABILITY[checked.instrument.is] === undefined ? undefined : cfiLetters(checked);
  return { product: productOf(checked), ...(cfi === undefined ? {} : { cfi }) };
}

/** What can be asked of a security on a business date. */
export interface SecurityFeatures extends TermFeatures {
  readonly isin: string;
  readonly cfi: string;
  readonly name: string;
  /** Law that governs title; absent: the definition does not say. */
  readonly law?: string;
}

/** Features of a security for search: its terms and what identifies it. */
export function featuresOf(
  of: Qualified & Pick<SecurityDefinition, 'isin' | 'title'>,
  asOf: BusinessDate,
): SecurityFeatures {
  const law = of.titleTo === undefined ? {} : { law: of.titleTo.law };
  return { ...termFeatures(checkedOf(of), asOf), isin: of.isin, cfi: of.cfi, name: of.title, ...law };
}
