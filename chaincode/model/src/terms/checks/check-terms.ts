import type { ReadTerm } from '../catalogue.js';
import { checkClassification } from '../classification.js';
import { checkAmounts } from './amounts.js';
import { checkAnswers } from './answers.js';
import { checkApplicability } from './applicability.js';
import { checkCombinations } from './combinations.js';
import type { CheckedInstrument, TermContext } from './context.js';
import { checkDates } from './dates.js';
import { checkInterest } from './interest.js';
import { checkNames } from './names.js';
import { checkOutcomes } from './outcomes.js';
import type { TermProblem } from './problem.js';
import { SaidTerms } from './said.js';

const CHECKS = [
  ...[checkApplicability, checkCombinations, checkAnswers, checkOutcomes],
  ...[checkDates, checkInterest, checkAmounts, checkNames, checkClassification],
] as const;

/**
 * All that is wrong with the terms of an instrument, at once: terms that do not go with it or with each other, dates, sums,
 * names, formulas, outcomes that are missing. Paths are within the definition.
 */
export function checkTerms(
  instrument: CheckedInstrument,
  terms: readonly ReadTerm[],
  context: TermContext,
): readonly TermProblem[] {
  const said = new SaidTerms(terms);
  return CHECKS.flatMap((check) => check({ ...context, instrument, said }));
}
