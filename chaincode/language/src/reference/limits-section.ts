import { LIMITS } from '@scrip/model';
import { grouped } from '../phrases/quantities.js';
import { table } from './markdown.js';

const ROWS: readonly (readonly [what: string, most: number])[] = [
  ['characters of a text', LIMITS.definitionTextCharactersMax],
  ['characters of a definition in its canonical form', LIMITS.definitionCharactersMax],
  ['characters of a title, a law or the name of a document', LIMITS.nameCharactersMax],
  ['definitions that one uses', LIMITS.definitionUsesMax],
  ['rules within each other', LIMITS.expressionDepthMax],
  ['rules of one sentence, combinations included', LIMITS.expressionSizeMax],
  ['characters of a paragraph that is cited', LIMITS.sourceCharactersMax],
  ['types of claims in one rule', LIMITS.claimTypesPerRuleMax],
  ['closed periods in one rule', LIMITS.windowsPerRuleMax],
  ['values or venues in one rule', LIMITS.valuesPerRuleMax],
  ['combinations of votes within each other', LIMITS.voteTreeDepthMax],
  ['votes and combinations of one protocol', LIMITS.voteTreeSizeMax],
  ['terms of a security', LIMITS.termsPerSecurityMax],
  ['entries of a schedule', LIMITS.scheduleEntriesMax],
  ['characters of what a term says in words', LIMITS.termTextCharactersMax],
  ['levels of a formula', LIMITS.formulaDepthMax],
  ['parts of a formula', LIMITS.formulaSizeMax],
  ['formulas of which the lower or the greater is taken', LIMITS.formulaChoicesMax],
  ['values that a template takes', LIMITS.templateParametersMax],
  ['sentences of a template', LIMITS.templateSentencesMax],
  ['digits of a number before the point', LIMITS.decimalIntegerDigitsMax],
  ['digits of a number behind the point', LIMITS.decimalScaleMax],
];

/** The most that there can be of something. */
export const limitsSection = (): string =>
  table(
    ['', 'at most'],
    ROWS.map(([what, most]) => [what, grouped(String(most))]),
  );
