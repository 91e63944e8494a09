import { compliance, definitions, definitionsIn, type BusinessDate } from '@scrip/model';
import { readRuleVersions, writeRules } from '../records/compliance-records.js';
import { readUsed } from '../records/definition-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** What a definition asks by itself and by all that it uses; undefined: nothing. */
export async function rulesOf(
  { state }: UnitOfWork,
  definition: definitions.SecurityDefinition,
): Promise<compliance.RuleSet | undefined> {
  return definitions.moduleOf(definition, definitionsIn(await readUsed(state, definition))).rules;
}

/** Rules hold for a security from a day on, today at the earliest. @throws DomainError RULES_BACKDATED, LIMIT_EXCEEDED */
export async function beginRules(
  work: UnitOfWork,
  adoption: compliance.RulesAdoption,
  today: BusinessDate,
): Promise<void> {
  const before = await readRuleVersions(work.state, adoption.isin);
  const rules = compliance.adoptRules(before, adoption, today);
  writeRules(work.state, before, rules);
  work.events.push({ type: 'RulesAdopted', rules });
}
