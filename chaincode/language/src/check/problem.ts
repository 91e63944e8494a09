import { DomainError, type ErrorCode } from '@scrip/model';
import type { Range } from '../syntax/range.js';
import { refusalInWords } from './refusal.js';

/** What is wrong with a text: what, where and what to do. */
export interface Problem {
  /** Stable: of the language (`SENTENCE_UNKNOWN`), or of the error catalogue. */
  readonly code: ProblemCode;
  /** What is wrong, and where it can be said what to do about it. */
  readonly message: string;
  readonly range: Range;
}

/** Codes of what can be wrong with a text itself. */
export type LanguageCode =
  | 'CHARACTER_UNKNOWN'
  | 'LAYOUT_INVALID'
  | 'SYNTAX_INVALID'
  | 'SENTENCE_UNKNOWN'
  | 'SENTENCE_INCOMPLETE'
  | 'WRITTEN_OTHERWISE'
  | 'SAID_TWICE'
  | 'NOT_SAID'
  | 'SUBJECT_UNKNOWN'
  | 'FEATURE_UNKNOWN'
  | 'COMPARISON_INVALID'
  | 'VALUE_INVALID'
  | 'VALUE_DOUBTFUL'
  | 'CLAIM_MISSPELT'
  | 'TERMS_CONTRADICT'
  | 'NAMES_CIRCULAR';

/** Codes of problems. */
export type ProblemCode = LanguageCode | ErrorCode;

/** Of what a template says it is told what that is: in the text there is but its name. */
const problemAt = (code: ProblemCode, message: string, { from, to, made }: Range): Problem => ({
  ...{ code, message: made === undefined ? message : `${message}; ${made}`, range: { from, to } },
});

/** Gathers problems: all of a text, not the first. */
export class Problems {
  readonly found: Problem[] = [];
  /** What is no mistake by itself and is worth a second look: it refuses nothing. */
  readonly notes: Problem[] = [];

  add(code: ProblemCode, message: string, range: Range): void {
    this.found.push(problemAt(code, message, range));
  }

  note(code: ProblemCode, message: string, range: Range): void {
    this.notes.push(problemAt(code, message, range));
  }

  /**
   * Does what may be refused by the model, and says where.
   *
   * @param rangeOf - where the field of a path stands
   */
  attempt<T>(act: () => T, rangeOf: (path: string) => Range): T | undefined {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { path } = error.details;
      this.add(error.code, refusalInWords(error), rangeOf(typeof path === 'string' ? path : ''));
      return undefined;
    }
  }
}
