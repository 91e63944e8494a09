import { unmeetableIn } from '../compliance/unmeetable.js';
import { DomainError } from '../errors/domain-error.js';
import { TERMS } from '../terms/catalogue.js';
import { problem, type TermProblem } from '../terms/checks/problem.js';
import { SaidTerms } from '../terms/checks/said.js';
import type { Definition, SecurityDefinition } from './definition.js';

/**
 * Refuses what nothing new may say: rules that nobody can meet or that never count, and a suspension of which the ledger
 * never hears. What says it and is adopted keeps its meaning, so that reading it is not refused.
 *
 * @throws DomainError RULES_CONTRADICT, RULE_UNREACHABLE, SUSPENSION_UNKNOWABLE, each with the JSON pointer (RFC 6901)
 */
export function requirePublishable(of: Definition): void {
  const [first] = [...deadRules(of), ...(of.kind === 'security' ? unknowableSuspensions(of) : [])];
  if (first !== undefined) throw new DomainError(first.code, { ...first.details, path: first.path });
}

function deadRules(of: Definition): readonly TermProblem[] {
  const rules = 'rules' in of ? (of.rules ?? {}) : {};
  return unmeetableIn(rules).map(({ is, path }) =>
    problem(is === 'unreachable' ? 'RULE_UNREACHABLE' : 'RULES_CONTRADICT', `/rules${path}`),
  );
}

/** Transfers that an event is to suspend: events are told to nobody but people, so that no transfer would ever wait. */
export const unknowableSuspensions = ({ terms = [] }: Pick<SecurityDefinition, 'terms'>): readonly TermProblem[] =>
  new SaidTerms(terms)
    .of(TERMS.suspendsOn)
    .filter(({ with: { what } }) => what === 'transfers')
    .map(({ path, with: { event } }) => problem('SUSPENSION_UNKNOWABLE', path, { event }));
