import type { IParserErrorMessageProvider, IToken, TokenType } from 'chevrotain';
import { closestWord } from '../phrases/closest.js';
import { QUESTION_WORDS } from './question.js';

/** What a kind of token is called. */
const NAMES: Readonly<Record<string, string>> = {
  PINNED: 'a name with its version such as ACME_2031@1',
  TEXT: 'a text in quotation marks',
  DEDENT: 'a sentence of its own',
  END: 'the end of the line',
  ID: 'a word',
  NUMBER: 'a number',
  PERCENT: 'a percentage such as 4.25%',
  DATE: 'a date such as 2026-06-15',
  ...Object.fromEntries(Object.entries(QUESTION_WORDS).map(([name, word]) => [name, `"${word}"`])),
};

const KINDS: readonly string[] = [
  'security',
  'instrument',
  'compliance',
  'ownership',
  'privacy',
  'identity',
  'governance',
];

const nameOf = ({ name }: TokenType): string => NAMES[name] ?? `"${name}"`;

const found = (token: IToken | undefined): string => {
  if (token === undefined || token.tokenType.name === 'EOF') return 'the end of the text';
  return token.image === '' ? 'the end of the line' : `"${token.image}"`;
};

/** What stands where something else is expected. */
const RULES: Readonly<Record<string, string>> = {
  Document: 'a definition, which begins with its kind: security, compliance, ownership, …',
  Formula: 'a value, a name or a formula in parentheses',
  Factor: 'a value, a name or a formula in parentheses',
  Rule: 'a rule',
  Query: 'what is looked for, such as "bonds"',
  Negatable: 'a test such as currency is EUR',
  TestItem: 'a test such as currency is EUR',
  Test: 'a test such as currency is EUR',
  Combination: 'rules in parentheses, or ":" and one rule on each line',
};

const INDENTED = 'what a definition says stands on lines below it: indent this by two spaces';
const BELOW_COLON = 'below ":" stand rules, one to a line, each indented by two spaces more than the sentence';

/** The kind of definition that a misspelt word stands for. */
function kindMeant(ruleName: string, token: IToken | undefined): string | undefined {
  if (ruleName !== 'Kind') return undefined;
  const near = closestWord(token?.image.toLowerCase() ?? '', KINDS);
  const instead =
    near === undefined ? `a kind of definition is expected: ${KINDS.join(', ')}` : `did you mean "${near}"?`;
  return `${instead}${near === undefined ? `, not ${found(token)}` : ''}`;
}

/** Messages for texts whose structure is wrong, in the words of the language. */
export const SYNTAX_MESSAGES: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, actual }) =>
    actual.image === ':'
      ? BELOW_COLON
      : expected.name === 'INDENT'
        ? INDENTED
        : `${nameOf(expected)} is expected, not ${found(actual)}`,
  buildNotAllInputParsedMessage: ({ firstRedundant }) =>
    `${RULES['Document'] ?? ''} is expected, not ${found(firstRedundant)}`,
  buildNoViableAltMessage: ({ actual, ruleName }) => {
    const rule = plainName(ruleName);
    if (rule === 'Sentence') return UNREADABLE;
    return kindMeant(rule, actual[0]) ?? `${RULES[rule] ?? 'something else'} is expected, not ${found(actual[0])}`;
  },
  buildEarlyExitMessage: ({ actual, ruleName }) =>
    `${RULES[plainName(ruleName)] ?? 'more'} is expected, not ${found(actual[0])}`,
};

const UNREADABLE = 'this cannot be read as a sentence: something in it is missing, too much, or in the wrong place';

/** Rules of a grammar have marks in their names that nobody sees. */
const plainName = (ruleName: string): string => ruleName.replace(/[^A-Za-z]/g, '');
