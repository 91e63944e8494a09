const NUMBER = String.raw`[\d,]+(?:\.\d+)?`;
const AMOUNT = `${NUMBER} [A-Z]{3}`;
const DATE = String.raw`\d{4}-\d\d-\d\d`;
const PERIOD = String.raw`[\d,]+ (?:day|month|year)s?`;
const TYPE = '[a-z][a-z0-9-]*';
const VALUE = String.raw`[^\s,]+`;
const ROLE = '(?:issuer|paying agent|registrar|custodian|broker|regulator|calendar authority)';

const list = (of: string, last: 'and' | 'or'): string => `${of}(?:(?:, ${of})* ${last} ${of})?`;

/** What can stand in each slot of a rule. */
export const SLOTS: Readonly<Record<string, string>> = {
  side: 'sender|receiver',
  type: TYPE,
  types: list(TYPE, 'or'),
  values: list(VALUE, 'or'),
  countries: list('[A-Z]{2}', 'or'),
  kinds: list('(?:person|entity|node operator)', 'or'),
  date: DATE,
  windows: list(`${DATE} to ${DATE}`, 'and'),
  period: PERIOD,
  from: DATE,
  lastDay: DATE,
  acquiredUpTo: DATE,
  until: DATE,
  steps: NUMBER,
  every: PERIOD,
  cliff: PERIOD,
  percent: `${NUMBER}%`,
  count: NUMBER,
  of: `holders(?: with claim ${TYPE}(?: of ${VALUE})?)?(?: without claim ${TYPE})?`,
  scope: 'this security|all securities of the issuer',
  by: 'of record|looking through nominees',
  within: PERIOD,
  without: TYPE,
  units: NUMBER,
  least: AMOUNT,
  most: AMOUNT,
  limit: AMOUNT,
  price: NUMBER,
  bands: list(`${AMOUNT} for ${VALUE}`, 'and'),
  group: 'sender and affiliates|sender',
  role: ROLE,
  venues: list('[A-Z0-9]{4}', 'or'),
};

const literally = (words: string): string => words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** What matches a sentence with slots, each slot by its name. */
export function patternOf(sentence: string): RegExp {
  const parts = sentence.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return literally(part);
    const slot = SLOTS[part];
    if (slot === undefined) throw new Error(`nothing is known of the slot ${part}`);
    return `(?<${part}>${slot})`;
  });
  return new RegExp(`^${parts.join('')}$`);
}
