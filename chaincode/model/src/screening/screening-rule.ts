import type { ErrorCode } from '../errors/catalogue.js';
import { judge, type RuleVerdict } from '../register/verdict.js';
import type { ScreeningState } from './screening-statement.js';

const REASONS: Readonly<Record<ScreeningState, ErrorCode | undefined>> = {
  clear: undefined,
  pending: 'SCREENING_PENDING',
  refused: 'SCREENING_REFUSED',
};

/** Judges what the screener of a security has said of a movement; no rule where nobody screens it. */
export const judgeScreening = (state: ScreeningState | undefined): readonly RuleVerdict[] =>
  state === undefined ? [] : [judge('screening', 'security', REASONS[state])];
