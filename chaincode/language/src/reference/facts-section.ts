import { ERROR_CATALOGUE, type ErrorCode } from '@scrip/model';
import { inCode, table } from './markdown.js';
import type { ModelSource } from './model-source.js';
import { reasonsOfRules } from './rules-section.js';

/** What a movement is to rules. */
export const movementSection = (source: ModelSource): string => fieldsOf('JudgedMovement', source);

/** The facts that rules ask for, with what they are asked with and answered with. */
export function needsSection(source: ModelSource): string {
  const answers = new Map(source.membersOf('NeedValues').map(({ name, type }) => [name, type]));
  const rows = source
    .membersOf('NeedTerms')
    .map(({ name, type, doc }) => [inCode(name), inCode(type), inCode(answers.get(name) ?? ''), doc]);
  return table(['fact', 'asked with', 'answered with', ''], rows);
}

const fieldsOf = (name: string, source: ModelSource): string =>
  table(
    ['field', 'form', ''],
    source.membersOf(name).map((each) => [inCode(each.name), inCode(each.type), each.doc]),
  );

/** Why rules are not met, and whether that can change. */
export function reasonsSection(source: ModelSource): string {
  const codes: readonly ErrorCode[] = [...reasonsOfRules(source), 'RULE_EXCLUDES'];
  const rows = [...codes].sort().map((code) => {
    const { happened, retrySafe } = ERROR_CATALOGUE[code];
    return [inCode(code), happened, retrySafe ? 'waits' : 'is refused'];
  });
  return table(['reason', '', 'the movement'], rows);
}
