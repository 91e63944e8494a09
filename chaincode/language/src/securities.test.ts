import { definitions } from '@scrip/model';
import { describe, expect, test } from '@jest/globals';
import { compile } from './compile.js';
import { emit } from './emit/emit.js';
import { format } from './format/format.js';
import { printDefinition } from './format/print-definition.js';
import { positionAt } from './syntax/range.js';
import { SECURITY_TEXTS } from './test-support/security-texts.js';

function only(text: string): definitions.SecurityDefinition {
  const { definitions: found, problems } = compile(text);
  expect(problems).toEqual([]);
  const [first] = found;
  if (first?.kind !== 'security') throw new Error('a security');
  return first;
}

describe.each(Object.entries(SECURITY_TEXTS))('%s', (product, text) => {
  test('compiles to what it is', () => {
    expect(definitions.qualify(only(text)).product).toBe(product);
  });

  test('is formatted as it is, and printed from its definition it is the same', () => {
    expect(format(text)).toEqual({ text });
    const security = only(text);
    expect(printDefinition(security)).toBe(text);
    expect(definitions.definitionHash(only(printDefinition(security)))).toBe(definitions.definitionHash(security));
  });

  test('is emitted with a call for each of its sentences', () => {
    const security = only(text);
    const program = emit(security);
    for (const { written } of [security.instrument, ...(security.terms ?? [])]) {
      expect(program).toContain(`${definitions.CONSTRUCTORS.get(written.is)?.name ?? 'nothing'}(`);
    }
  });
});

const BOND = SECURITY_TEXTS['callable fixed-rate bond'] ?? '';
const SAFE = SECURITY_TEXTS['post-money SAFE'] ?? '';

test('a definition of who sees what is named, printed and looked up', () => {
  const shown = 'privacy Shown@1 "What is shown"\n  regulator sees parties for "supervision"\n';
  const named = BOND.replace(/(?=^ {2}bond )/m, '  privacy Shown@1\n');
  const [of] = compile(named, (name) => (name === 'Shown@1' ? shown : undefined)).definitions;
  expect(of).toMatchObject({ privacy: 'Shown@1' });
  expect(of && printDefinition(of)).toBe(named);
  const told = (library: Readonly<Record<string, string>>): readonly string[] =>
    compile(named, (name) => library[name]).problems.map(({ code, message }) => `${code} ${message}`);
  expect(told({})).toEqual(['DEFINITION_UNKNOWN there is no definition Shown@1: name one that is published']);
  expect(told({ 'Shown@1': 'compliance Shown@1 "Rules"\n  to hold receiver resides in DE\n' })).toEqual([
    'DEFINITION_MISUSED Shown@1 is a definition of kind compliance, and one of kind privacy is needed here',
  ]);
});

const found = (text: string): readonly string[] =>
  compile(text).problems.map(({ code, message, range }) => {
    const line = text.split('\n')[positionAt(text, range.from).line - 1]?.trim() ?? '';
    return `${code} at "${line.split(' ').slice(0, 3).join(' ')}": ${message}`;
  });

describe('what does not fit together', () => {
  test('is told all at once, each at its sentence', () => {
    const text = BOND.replace('  days count 30E/360\n', '')
      .replace('2029-06-15', '2031-06-16')
      .replace('after ChangeOfControl', 'after FullMoon')
      .replace('cfi DBFUGR', 'cfi DBZUGR');
    expect(found(text)).toEqual([
      'CFI_CONTRADICTED at "cfi DBZUGR": The CFI code says something else than the terms: letter number 3, letter Z (no interest), expected F (one rate that is known to the end)',
      'TERM_MISSING at "pays 4.25% per": nothing says how days are counted: add a sentence such as "days count 30E/360"',
      'DATES_OUT_OF_ORDER at "issuer may redeem": Dates of the terms are not in the order in which they must come: 2031-06-16 must come before 2030-06-15: correct one of the two',
      'EVENT_UNDEFINED at "holder may require": An event is named, and nothing says what it is: event FullMoon',
    ]);
  });

  test.each([
    [
      'no default',
      BOND.replace(/ {2}if payment.*\n/, ''),
      'TERM_MISSING at "security EXAMPLE@1 "callable": nothing says what follows when payment is late',
    ],
    [
      'a maturity, and none',
      BOND.replace('  repays', '  no maturity\n  repays'),
      'TERMS_EXCLUDE_EACH_OTHER at "repays 100% on"',
    ],
    [
      'a term of another instrument',
      BOND.replace('  repays', '  accumulates income\n  repays'),
      'TERM_NOT_APPLICABLE at "accumulates income"',
    ],
    [
      'euros in a formula of dollars',
      SAFE.replace('80% of round price', '10 EUR / 1 unit'),
      'FORMULA_UNITS_DIFFER at "safe price means": A formula combines what does not go together: one is price (USD), the other is price (EUR)',
    ],
    [
      'a price that nobody gives',
      SAFE.replace('round price', 'lunar price'),
      'QUANTITY_UNDEFINED at "safe price means"',
    ],
    [
      'two values that the model refuses',
      BOND.replace('repays 100%', 'repays 1,001%').replace('pays 4.25%', 'pays 1,002%'),
      'AMOUNT_INVALID at "pays 1,002% per"',
    ],
  ])('%s', (_, text, expected) => {
    expect(found(text).join('\n')).toContain(expected);
    expect(compile(text).definitions).toEqual([]);
  });

  test('two sentences that the model refuses are both told', () => {
    const text = BOND.replace('repays 100%', 'repays 1,001%').replace('pays 4.25%', 'pays 1,002%');
    expect(found(text).map((each) => each.slice(0, 30))).toEqual([
      'AMOUNT_INVALID at "pays 1,002%',
      'AMOUNT_INVALID at "repays 1,00',
    ]);
  });
});
