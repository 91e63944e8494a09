import type { IParserErrorMessageProvider, IToken, TokenType } from 'chevrotain';
import { QUESTION_WORDS } from './question.js';

/** What a kind of token is called. */
const NAMES: Readonly<Record<string, string>> = {
  PINNED: 'a name with its version such as ACME_2031@1',
  TEXT: 'a text in quotation marks',
  INDENT: 'indented lines below, one sentence each',
  DEDENT: 'a sentence of its own',
  END: 'the end of the line',
  ID: 'a word',
  NUMBER: 'a number',
  PERCENT: 'a percentage such as 4.25%',
  DATE: 'a date such as 2026-06-15',
  ...Object.fromEntries(Object.entries(QUESTION_WORDS).map(([name, word]) => [name, `"${word}"`])),
};

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
  Sentence: 'a sentence',
  Rule: 'a rule',
  Query: 'what is looked for, such as "bonds"',
  Negatable: 'a test such as currency is EUR',
  TestItem: 'a test such as currency is EUR',
  Test: 'a test such as currency is EUR',
  Combination: 'rules in parentheses, or ":" and one rule on each line',
};

/** Messages for texts whose structure is wrong, in the words of the language. */
export const SYNTAX_MESSAGES: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, actual }) => `${nameOf(expected)} is expected, not ${found(actual)}`,
  buildNotAllInputParsedMessage: ({ firstRedundant }) =>
    `${RULES['Document'] ?? ''} is expected, not ${found(firstRedundant)}`,
  buildNoViableAltMessage: ({ actual, ruleName }) =>
    `${RULES[ruleName] ?? 'something else'} is expected, not ${found(actual[0])}`,
  buildEarlyExitMessage: ({ actual, ruleName }) => `${RULES[ruleName] ?? 'more'} is expected, not ${found(actual[0])}`,
};
