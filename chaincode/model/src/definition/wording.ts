/** What stands in a canonical form. */
export type Node = string | number | boolean | null | readonly Node[] | Parameters;

/** An object of a canonical form: parameters, or a constructor that says by `is` which it is. */
export interface Parameters {
  readonly [name: string]: Node;
}

export const isParameters = (node: Node): node is Parameters =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

/** A constructor: by `is`, with its parameters under `with` or beside it. */
export const isConstructed = (node: Node): node is Parameters & { readonly is: string } =>
  isParameters(node) && typeof node['is'] === 'string';

/** An amount of money: `EUR 1000`; undefined: it is none. */
function moneyInWords({ amount, currency, ...others }: Parameters): string | undefined {
  const isMoney = typeof amount === 'string' && typeof currency === 'string' && Object.keys(others).length === 0;
  return isMoney ? `${currency} ${amount}` : undefined;
}

/** `holdersAtMost@1` and `redemptionPercent` as words: holders at most, redemption. */
export const words = (name: string): string =>
  name
    .replace(/@\d+$/, '')
    .replace(/(?<=.)Percent$/, '')
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .toLowerCase();

/** A value as a person reads it; of constructors, what they are with all that they say. */
export function inWords(node: Node, name = ''): string {
  if (node === null) return 'nothing';
  if (typeof node === 'string') return name.endsWith('Percent') || name === 'percent' ? `${node} %` : node;
  if (typeof node !== 'object') return String(node);
  if (isList(node)) return node.map((each) => inWords(each, name)).join(', ');
  if (isConstructed(node)) return constructedInWords(node);
  const fields = Object.entries(node).map(([each, value]) => fieldInWords(each, value));
  return moneyInWords(node) ?? fields.join(', ');
}

/** `Array.isArray` does not tell readonly arrays from the rest. */
export const isList = (node: Node): node is readonly Node[] => Array.isArray(node);

/** What a constructor says beside what it is. */
export function parametersOf(node: Parameters): Parameters {
  const given = node['with'];
  if (given !== undefined && isParameters(given)) return given;
  return Object.fromEntries(Object.entries(node).filter(([name]) => name !== 'is'));
}

function constructedInWords(node: Parameters & { readonly is: string }): string {
  const said = Object.entries(parametersOf(node)).filter(([, value]) => !isEmpty(value));
  const [only] = said;
  if (only === undefined) return words(node.is);
  if (said.length === 1) return `${words(node.is)} ${inWords(only[1], only[0])}`;
  return `${words(node.is)} (${said.map(([name, value]) => fieldInWords(name, value)).join(', ')})`;
}

const isEmpty = (node: Node): boolean => isParameters(node) && Object.keys(node).length === 0;

const fieldInWords = (name: string, value: Node): string => `${words(name)} ${inWords(value, name)}`;
