import { all, cited, isDefinedRule, within, withInner, type Expression } from '../compliance/expression.js';
import { COMPLIANCE_EVENTS, type ComplianceEvent } from '../compliance/facts.js';
import type { RuleSet } from '../compliance/rule-set.js';
import { DomainError } from '../errors/domain-error.js';
import type { MspId, Sha256 } from '../identifiers/names.js';
import type { PinnedName } from '../identifiers/pinned-name.js';
import { LIMITS } from '../limits.js';
import type { SecurityPlacement } from '../security/placement.js';
import type { Security } from '../security/security.js';
import type { SecurityTerms } from '../security/terms.js';
import {
  definitionHash,
  pinnedNameOf,
  type ComplianceDefinition,
  type Definition,
  type PrivacyDefinition,
  type SecurityDefinition,
} from './definition.js';
import { SaidTerms } from '../terms/checks/said.js';
import { conversionsSaid } from '../terms/conversions-said.js';
import { proofsOf } from './asset-proofs.js';
import { exchangesOf } from './exchanges.js';

/**
 * A definition as it runs: what it promises and what it asks, those that it uses included. It is the same whether it was
 * decoded from a canonical form or built by a program that calls the constructors.
 */
export interface DefinitionModule {
  readonly definition: Definition;
  readonly hash: Sha256;
  /** Hashes of all definitions that it uses, also by way of others, in the order of their names. */
  readonly uses: readonly { readonly name: PinnedName; readonly hash: Sha256 }[];
  /** What the security promises; absent for other kinds. */
  readonly terms?: SecurityTerms;
  /** What is asked for each event, by itself and by what it uses; absent: nothing. */
  readonly rules?: RuleSet;
  /** Who sees what of the units of the security; absent: the parties alone. */
  readonly privacy?: PrivacyDefinition;
}

/** Finds the definition of a pinned name; undefined: there is none. */
export type DefinitionLibrary = (name: PinnedName) => Definition | undefined;

/**
 * Puts a definition together with those that it uses. Their rules count beside its own, each under the name of the
 * definition that it comes from.
 *
 * @throws DomainError DEFINITION_UNKNOWN, DEFINITION_MISUSED where one that is used is of another kind or has no rules to
 *   give, LIMIT_EXCEEDED
 */
export function moduleOf(of: Definition, library: DefinitionLibrary = () => undefined): DefinitionModule {
  const privacy = privacyNamedBy(of).map((name) => requireKind('privacy', name, library));
  const used = [...reached(of, askedBy, library), ...privacy].sort((a, b) =>
    pinnedNameOf(a) < pinnedNameOf(b) ? -1 : 1,
  );
  const rules = together(of, library);
  const [agreement] = privacy;
  return {
    definition: of,
    hash: definitionHash(of),
    uses: used.map((each) => ({ name: pinnedNameOf(each), hash: definitionHash(each) })),
    ...(of.kind === 'security' ? { terms: of.instrument.terms } : {}),
    ...(rules === undefined ? {} : { rules }),
    ...(agreement === undefined ? {} : { privacy: agreement }),
  };
}

/** The definitions that one leads to, each once, in the order of their names. @param next - those that each leads to */
function reached(
  of: Definition,
  next: (each: Definition) => readonly PinnedName[],
  library: DefinitionLibrary,
): readonly ComplianceDefinition[] {
  const found = new Map<PinnedName, ComplianceDefinition>();
  const visit = (names: readonly PinnedName[]): void => {
    for (const name of names) {
      if (found.has(name)) continue;
      if (found.size === LIMITS.definitionUsesMax) {
        throw new DomainError('LIMIT_EXCEEDED', { usesMax: LIMITS.definitionUsesMax });
      }
      const used = requireKind('compliance', name, library);
      found.set(name, used);
      visit(next(used));
    }
  };
  visit(next(of));
  return [...found.values()].sort((a, b) => (pinnedNameOf(a) < pinnedNameOf(b) ? -1 : 1));
}

/** The definition of a name, of a kind. @throws DomainError DEFINITION_UNKNOWN, DEFINITION_MISUSED */
function requireKind<K extends Definition['kind']>(
  kind: K,
  name: PinnedName,
  library: DefinitionLibrary,
): Extract<Definition, { readonly kind: K }> {
  const used = library(name);
  if (used === undefined) throw new DomainError('DEFINITION_UNKNOWN', { definition: name });
  if (!isOfKind(used, kind)) throw new DomainError('DEFINITION_MISUSED', { definition: name });
  return used;
}

const isOfKind = <K extends Definition['kind']>(
  of: Definition,
  kind: K,
): of is Extract<Definition, { readonly kind: K }> => of.kind === kind;

/** The definitions that one names, each of which must be in force: what it asks by them, and who sees what by them. */
export const namedBy = (of: Definition): readonly PinnedName[] => [...askedBy(of), ...privacyNamedBy(of)];

/** The definitions by which one asks something: those whose rules all count, and those that stand for a rule. */
function askedBy(of: Definition): readonly PinnedName[] {
  const rules = COMPLIANCE_EVENTS.flatMap((event) => ownRule(of, event).flatMap(standingFor));
  return [...countedBy(of), ...rules];
}

/** The definition by which a security says who sees what. */
const privacyNamedBy = (of: Definition): readonly PinnedName[] =>
  of.kind === 'security' && of.privacy !== undefined ? [of.privacy] : [];

const standingFor = (rule: Expression): readonly PinnedName[] =>
  isDefinedRule(rule) ? [rule.with.definition] : within(rule).flatMap(([, each]) => standingFor(each));

/** The definitions all of whose rules count. */
const countedBy = (of: Definition): readonly PinnedName[] => of.uses ?? [];

function together(of: Definition, library: DefinitionLibrary): RuleSet | undefined {
  const sets = COMPLIANCE_EVENTS.flatMap((event) => {
    const rule = askedFor(event, of, library);
    return rule === undefined ? [] : [[event, rule] as const];
  });
  return sets.length === 0 ? undefined : Object.fromEntries(sets);
}

/** What a definition asks for an event, by itself and by all that it uses. @param around - names that it stands within */
function askedFor(
  event: ComplianceEvent,
  of: Definition,
  library: DefinitionLibrary,
  around: readonly PinnedName[] = [],
): Expression | undefined {
  const own = ownRule(of, event).map((rule) => putTogether(rule, event, library, around));
  const used = reached(of, countedBy, library).flatMap((each) => {
    const name = pinnedNameOf(each);
    return ownRule(each, event).map((rule) => cited(name, putTogether(rule, event, library, [...around, name])));
  });
  const [first, ...others] = [...own, ...used];
  return first === undefined || others.length === 0 ? first : all(first, ...others);
}

/** A rule with what other definitions ask in the place of their names. @param around - names that it stands within */
function putTogether(
  rule: Expression,
  event: ComplianceEvent,
  library: DefinitionLibrary,
  around: readonly PinnedName[],
): Expression {
  if (!isDefinedRule(rule)) return withInner(rule, (inner) => putTogether(inner, event, library, around));
  const name = rule.with.definition;
  const misused = new DomainError('DEFINITION_MISUSED', { definition: name });
  if (around.includes(name)) throw misused;
  const asked = askedFor(event, requireKind('compliance', name, library), library, [...around, name]);
  if (asked === undefined) throw misused;
  return cited(name, asked);
}

function ownRule(of: Definition, event: ComplianceEvent): readonly Expression[] {
  const rule = 'rules' in of ? of.rules[event] : undefined;
  return rule === undefined ? [] : [rule];
}

/** A defined security in the place that the network gives it, as it is registered. @param issuer - who acts for the issuer */
export function registrationOf(
  of: SecurityDefinition,
  { registrar, screener, calendar }: SecurityPlacement,
  issuer: MspId,
): Security {
  const { isin, cfi, currency, authorisedUnits, title, titleTo, instrument } = of;
  const { dti, fisn, denomination, failPenalties, documents } = of;
  const exchangeableInto = exchangesOf(of);
  const convertibleInto = conversionsSaid(new SaidTerms(of.terms ?? []));
  const proofs = proofsOf(of);
  return {
    ...{ isin, definition: { name: pinnedNameOf(of), hash: definitionHash(of) } },
    ...{ name: title, cfi, currency, authorisedUnits, registrar, calendar, terms: instrument.terms },
    issuer: { mspId: issuer, ...of.issuer },
    ...(screener === undefined ? {} : { screener }),
    ...(fisn === undefined ? {} : { fisn }),
    ...(dti === undefined ? {} : { dti }),
    ...(denomination === undefined ? {} : { denomination }),
    ...(failPenalties === undefined ? {} : { failPenalties }),
    ...(documents === undefined ? {} : { documents }),
    ...(exchangeableInto.length === 0 ? {} : { exchangeableInto }),
    ...(convertibleInto.length === 0 ? {} : { convertibleInto }),
    ...(proofs.length === 0 ? {} : { proofs }),
    ...(titleTo === undefined ? {} : { title: titleTo }),
  };
}
