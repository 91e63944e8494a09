import { claims } from './claims.js';
import type { Defined } from './defined.js';
import { deadRules } from './dead-rules.js';
import { eventsTogether } from './events-together.js';
import type { Problems } from './problem.js';
import { rulesOfSecurity } from './rules-of-security.js';
import { rulesTogether } from './rules-together.js';

/** Tells of rules that let nobody through, or that never count. */
export function rulesThatFail({ definition: of, draft, security }: Defined, problems: Problems): void {
  const before = problems.found.length;
  deadRules(of, draft, problems);
  if (!('rules' in of)) return;
  claims(of.rules, draft, problems);
  // what the worlds of the model have told is not told again
  if (problems.found.length > before) return;
  rulesTogether(of.rules, draft, problems);
  eventsTogether(of.rules, draft, problems);
  if (security !== undefined) rulesOfSecurity(security, problems);
}
