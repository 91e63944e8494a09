import type { ErrorCode } from '../errors/catalogue.js';
import { judge, type RuleVerdict } from '../register/verdict.js';
import type { PassedTitle } from './passed-title.js';

/**
 * How it stands with title to what moves: its deed and the votes on it. Absent where the security has no title, or where
 * nothing passes from one party to another.
 */
export interface TitleState {
  /** Present where it passes without the word of its holder: there is no deed. */
  readonly isOrdered?: true;
  /** Why the deed does not bind both parties yet, if so. */
  readonly deed?: ErrorCode;
  /** Why the votes do not let title pass, if so. */
  readonly votes?: ErrorCode;
  /** By what it passes, if it does: for the entry. Absent where an order stands above the votes. */
  readonly passed?: PassedTitle;
}

/** Judges deed and votes. */
export const judgeTitle = (state: TitleState | undefined): readonly RuleVerdict[] =>
  state === undefined
    ? []
    : [
        ...(state.isOrdered === true ? [] : [judge('deed', 'security', state.deed)]),
        judge('title', 'security', state.votes),
      ];
