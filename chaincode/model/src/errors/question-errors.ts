import { entry } from './catalogue-entry.js';

/** Refusals of questions about definitions. */
export const QUESTION_ERRORS = {
  FACT_NOT_GIVEN: entry(422, 'Nothing is said of a fact that a rule asks for.', true),
  QUERY_INVALID: entry(400, 'The question cannot be read.'),
  QUERY_NOT_SELECTIVE: entry(422, 'The question concerns more definitions than are looked at for one answer.'),
} as const;
