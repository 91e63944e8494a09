import { DomainError, type ErrorCode } from '@scrip/model';
import type { Range } from '../syntax/range.js';

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
  | 'SAID_TWICE'
  | 'NOT_SAID'
  | 'SUBJECT_UNKNOWN'
  | 'FEATURE_UNKNOWN'
  | 'COMPARISON_INVALID'
  | 'VALUE_INVALID';

/** Codes of problems. */
export type ProblemCode = LanguageCode | ErrorCode;

/** Gathers problems: all of a text, not the first. */
export class Problems {
  readonly found: Problem[] = [];

  add(code: ProblemCode, message: string, range: Range): void {
    this.found.push({ code, message, range });
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
      const { path, rule } = error.details;
      const at = typeof path === 'string' ? path : '';
      const expected = typeof rule === 'string' ? `: it must be ${rule}` : '';
      this.add(error.code, `${error.message.split('.')[0] ?? ''}${expected}`, rangeOf(at));
      return undefined;
    }
  }
}
