import { compile } from '../compile.js';
import { problemLine } from '../check/problem-line.js';

/** A mistake, the text in which it is made, and what is said of it. */
export type Mistake = readonly [mistake: string, text: string, told: readonly string[]];

/** The first line of a compliance definition. */
export const HEAD = 'compliance X@1 "x"\n';

/** A definition of one rule. */
export const rule = (words: string, event = 'hold'): string => `${HEAD}  to ${event} ${words}\n`;

/** A template of one sentence. */
export const template = (sentence: string): string => `instrument X@1 "x"\n  ${sentence}\n`;

/** A security without mistakes. */
export const NOTE = `security NOTE@1 "A note"
  isin XS0104440986
  cfi DBFUFR
  issuer lei 5493001KJTIIGC8Y1R12
  currency EUR
  size 1,000 units of 1,000 EUR
  bond of a company issued 2026-06-15 in registered form
  pays 4% per year, every 1 year from 2027-06-15
  days count 30E/360
  repays 100% on 2031-06-15
  ranks as senior
  if payment late 14 days, holders of 25% may declare all due
`;

/** The security with something written otherwise. */
export function note(from: string, to: string): string {
  if (!NOTE.includes(from)) throw new Error(`the note does not say ${from}`);
  return NOTE.replaceAll(from, to);
}

/** All that is said of a text, each with its line, column and code. */
export const toldOf = (text: string): readonly string[] =>
  compile(text).problems.map((each) => problemLine(text, each));
