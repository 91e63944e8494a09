import type { definitions } from '@scrip/model';
import type { Formula as Node } from '../generated/ast.js';
import type { Item } from '../syntax/items.js';
import { grouped, plain } from './quantities.js';
import { single, type Slot } from './slot.js';

type Formula = definitions.Formula;

const OPERATIONS = { '+': 'sum', '-': 'difference', '*': 'product', '/': 'quotient' } as const;
const SIGNS = { sum: '+', difference: '-', product: '*', quotient: '/' } as const;
/** How closely a sign binds what stands beside it. */
const BINDING = { sum: 1, difference: 1, product: 2, quotient: 2 } as const;

/** Finds what stands for a name, where something does. */
export type NameLookup = (name: string) => readonly Item[] | undefined;

/** What a formula says in its canonical form. @param valueOf - what stands for names of parameters */
export function formulaOf(node: Node, valueOf: NameLookup = () => undefined): Formula {
  const inner = (of: Node): Formula => formulaOf(of, valueOf);
  switch (node.$type) {
    case 'Binary':
      return { is: OPERATIONS[node.operator], left: inner(node.left), right: inner(node.right) };
    case 'Extreme':
      return { is: node.which === 'lower' ? 'lowerOf' : 'greaterOf', of: node.of.map(inner) };
    case 'Part':
      return partOf({ is: 'percent', value: plain(node.percent.slice(0, -1)) }, node.base && inner(node.base));
    case 'Share':
      return partOf(inner(node.share), inner(node.base));
    case 'Rounded':
      return { is: 'rounded', mode: node.mode as 'down', digits: Number(plain(node.digits)), of: inner(node.of) };
    case 'Amount':
      return amountOf(plain(node.number), node.unit);
    case 'Reference':
      return quantityOf(node.words.join(' '), valueOf);
  }
}

const partOf = (percent: Formula, of: Formula | undefined): Formula =>
  of === undefined ? percent : { is: 'partOf', percent, of };

function quantityOf(name: string, valueOf: NameLookup): Formula {
  const [value, unit] = valueOf(name) ?? [];
  if (value?.kind === 'Percent') return { is: 'percent', value: plain(value.text.slice(0, -1)) };
  if (value?.kind === 'Numeral') return amountOf(plain(value.text), unit?.text);
  return { is: 'quantity', name };
}

function amountOf(value: string, unit: string | undefined): Formula {
  if (unit === undefined) return { is: 'number', value };
  return /^(?:unit|share)s?$/.test(unit) ? { is: 'units', value } : { is: 'money', amount: value, currency: unit };
}

/** A formula in words. @param binding - of the sign beside it: what binds less stands in parentheses */
export function formulaInWords(formula: Formula, binding = 0): string {
  switch (formula.is) {
    case 'money':
      return `${grouped(formula.amount)} ${formula.currency}`;
    case 'percent':
      return `${grouped(formula.value)}%`;
    case 'number':
      return grouped(formula.value);
    case 'units':
      return `${grouped(formula.value)} ${formula.value === '1' ? 'unit' : 'units'}`;
    case 'quantity':
      return formula.name;
    case 'lowerOf':
    case 'greaterOf':
      return `${formula.is === 'lowerOf' ? 'lower' : 'greater'} of (${formula.of.map((each) => formulaInWords(each)).join(', ')})`;
    case 'partOf':
      return partInWords(formula);
    case 'rounded':
      return `rounded ${formula.mode} to ${formula.digits} digits (${formulaInWords(formula.of)})`;
    default:
      return operationInWords(formula, binding);
  }
}

function partInWords({ percent, of }: Extract<Formula, { is: 'partOf' }>): string {
  const share = formulaInWords(percent);
  return `${percent.is === 'percent' ? share : `part (${share})`} of ${formulaInWords(of, TIGHTEST)}`;
}

/** Binds more than any sign. */
const TIGHTEST = 3;

function operationInWords(formula: Extract<Formula, { left: Formula }>, binding: number): string {
  const own = BINDING[formula.is];
  const words = `${formulaInWords(formula.left, own)} ${SIGNS[formula.is]} ${formulaInWords(formula.right, own + 1)}`;
  return own < binding ? `(${words})` : words;
}

/** A formula in parentheses within a sentence. */
export const formula: Slot<Formula> = single<Formula>(
  'a formula in parentheses such as (purchase / safe price)',
  '(purchase / safe price)',
  (item) => (item.formula === undefined ? undefined : formulaOf(item.formula, item.lookUp)),
  (value) => `(${formulaInWords(value)})`,
);
