import { canonicalJson } from '../serialisation/canonical-json.js';
import { canonicalForm, type SecurityDefinition } from './definition.js';

/**
 * Whether a later version says nothing otherwise but its rules, by itself or by what it uses for them. One that says all as
 * before is such a version: its rules begin anew, for units too that the earlier ones left alone.
 */
export const changesRulesAlone = (before: SecurityDefinition, after: SecurityDefinition): boolean =>
  withoutRules(before) === withoutRules(after);

/** Of a security, `uses` names definitions of rules and nothing else. */
function withoutRules(of: SecurityDefinition): string {
  const said = Object.entries(JSON.parse(canonicalForm(of)) as object);
  return canonicalJson(Object.fromEntries(said.filter(([name]) => !OF_RULES.has(name))));
}

const OF_RULES = new Set(['rules', 'uses', 'version']);
