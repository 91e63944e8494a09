import { claims } from './claims.js';
import type { Defined } from './defined.js';
import { deadRules } from './dead-rules.js';
import { eventsTogether } from './events-together.js';
import { idleAlternatives } from './idle-alternatives.js';
import { packsNamed } from './packs-named.js';
import type { Problems } from './problem.js';
import { rulesOfSecurity } from './rules-of-security.js';
import { rulesTogether } from './rules-together.js';
import { withoutInstruction } from './without-instruction.js';

/** Tells of rules that let nobody through, or that never count. */
export function rulesThatFail(defined: Defined, problems: Problems): void {
  const { definition: of, draft, security } = defined;
  const before = problems.found.length;
  deadRules(of, draft, problems);
  if (!('rules' in of)) return;
  claims(of.rules, draft, problems);
  packsNamed(defined, problems);
  // what the worlds of the model have told is not told again
  if (problems.found.length > before) return;
  idleAlternatives(of.rules, draft, problems);
  rulesTogether(of.rules, draft, problems);
  withoutInstruction(of.rules, draft, problems);
  eventsTogether(of.rules, draft, problems);
  if (security !== undefined) rulesOfSecurity(security, problems);
}
