import type { Security } from '../security/security.js';
import { DomainError } from '../errors/domain-error.js';
import { mspId, sha256Text, type MspId, type Sha256 } from '../identifiers/names.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { pinnedName, type PinnedName } from '../identifiers/pinned-name.js';
import { LIMITS } from '../limits.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { flag, list, optional, record, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { TERMS, type ReadTerm } from '../terms/catalogue.js';
import type { TermTopic } from '../terms/term-kind.js';
import { SaidTerms } from '../terms/checks/said.js';
import type { SecurityDefinition } from './definition.js';
import { askedAlso } from '../authority/asked-also.js';
import { solicitationDates, type SolicitationDates } from '../solicitation/request.js';
import { registrationOf } from './definition-module.js';

/** Body of `security:amend`: a later version of its definition takes the place of the one by which a security is. */
export interface AmendmentRequest {
  readonly isin: Isin;
  readonly definition: PinnedName;
  /** SHA-256 of what was read and is agreed to. */
  readonly hash: Sha256;
  /** Whether units acquired before stay under the rules for holders that held then. */
  readonly grandfathers: boolean;
  /** When holders are asked; absent where they need not be. */
  readonly solicitation?: SolicitationDates;
}

/** An amendment that lacks the agreement of the other organisation. */
export interface AskedAmendment extends AmendmentRequest {
  readonly by: readonly MspId[];
}

const fields = {
  ...{ isin, definition: pinnedName, hash: sha256Text, grandfathers: flag },
  solicitation: optional(solicitationDates),
} as const;

/** Reader of an amendment. */
export const amendmentRequest: Reader<AmendmentRequest> = record(fields);

/** How an amendment is stored while it waits. */
export const askedAmendmentRecord = storedRecord<AskedAmendment>(
  'amendment',
  record({ ...fields, by: list(mspId, { min: 1, max: LIMITS.participantsMax }) }),
);

/** An amendment after one more organisation has asked for it: only those who ask for the same are counted. */
export function askAmendment(asked: AskedAmendment | undefined, request: AmendmentRequest, by: MspId): AskedAmendment {
  const { by: earlier = [], ...before } = asked ?? {};
  return { ...request, by: askedAlso(same(before, request) ? earlier : [], by) };
}

/** What of a security its holders must agree to change. */
export const CONSENT_TOPICS = ['payments', 'maturity', 'ranking', 'rights', 'law', 'anything'] as const;
export type ConsentTopic = (typeof CONSENT_TOPICS)[number];

/** Of what a change of a term is one; absent: of the market alone, which holders are not asked about. */
const TOPIC_OF_TERM: { readonly [T in TermTopic]?: ConsentTopic } = {
  payment: 'payments',
  repayment: 'maturity',
  ranking: 'ranking',
  right: 'rights',
  event: 'rights',
  structure: 'rights',
  asset: 'rights',
  meaning: 'rights',
  changes: 'anything',
};

/**
 * What changes between two versions that holders must agree to. Names, documents, penalties and rules of movement are
 * administrative: issuer and registrar see to them, and rules leave alone what they grandfather. Who sees what of a holder is
 * the right of the holder.
 */
export function consentTopics(before: SecurityDefinition, after: SecurityDefinition): readonly ConsentTopic[] {
  const topics = new Set<ConsentTopic>();
  const differs = (of: (each: SecurityDefinition) => unknown): boolean => !same(of(before), of(after));
  if (differs((each) => each.instrument.written)) {
    for (const topic of before.instrument.terms.kind === 'defined' ? (['anything'] as const) : BY_INSTRUMENT) {
      topics.add(topic);
    }
  }
  if (differs(({ denomination }) => denomination)) topics.add('payments');
  if (differs(({ titleTo }) => titleTo)) topics.add('law');
  if (differs(({ privacy }) => privacy)) topics.add('rights');
  for (const term of changedTerms(before.terms ?? [], after.terms ?? [])) {
    const topic = TOPIC_OF_TERM[term.kind.topic];
    if (topic !== undefined) topics.add(topic);
  }
  return CONSENT_TOPICS.filter((topic) => topics.has(topic));
}

/** Kinds of instrument that say all themselves say what is paid and when it ends. */
const BY_INSTRUMENT = ['payments', 'maturity'] as const;

const changedTerms = (before: readonly ReadTerm[], after: readonly ReadTerm[]): readonly ReadTerm[] => {
  const isIn = (of: readonly ReadTerm[], term: ReadTerm): boolean =>
    of.some((each) => same(each.written, term.written));
  return [...before.filter((term) => !isIn(after, term)), ...after.filter((term) => !isIn(before, term))];
};

/** What holders must reach to agree to a change. */
export interface ConsentNeed {
  readonly topic: ConsentTopic;
  /** Part of the votes, in per cent, as decimal strings. */
  readonly percent: string;
  readonly of: 'votes-cast' | 'votes-outstanding';
  /** Part of all votes that takes part. */
  readonly quorumPercent: string;
}

/** By what a definition says that it is changed (`changingNeeds`); where it says nothing, all holders agree. */
export function consentNeeds(before: SecurityDefinition, topics: readonly ConsentTopic[]): readonly ConsentNeed[] {
  const said = new SaidTerms(before.terms ?? []).of(TERMS.changingNeeds).map((each) => each.with);
  return topics.map((topic) => {
    const need = said.find(({ what }) => what === topic) ?? said.find(({ what }) => what === 'anything');
    if (need === undefined) return { topic, percent: '100', of: 'votes-outstanding', quorumPercent: '100' };
    return { topic, percent: need.percent, of: need.of, quorumPercent: need.quorumPercent };
  });
}

/** How holders are asked, by what a definition says of it (`asksHolders`); where it says nothing, to the deadline. */
export function askingRules(before: SecurityDefinition): { readonly daysMin: number; readonly closesEarly: boolean } {
  const said = new SaidTerms(before.terms ?? []).one(TERMS.asksHolders)?.with;
  return { daysMin: said?.days ?? 0, closesEarly: said?.ends === 'when-enough-agree' };
}

/**
 * A security by a later version of its definition. What the two versions say alike stays as the network has changed it
 * since: attestors that were replaced, units that were authorised.
 *
 * @throws DomainError AMENDMENT_OF_ANOTHER where it would be another security or another number of authorised units
 */
export function amended(security: Security, before: SecurityDefinition, after: SecurityDefinition): Security {
  for (const name of IDENTITY) {
    if (!same(before[name], after[name])) throw new DomainError('AMENDMENT_OF_ANOTHER', { field: name });
  }
  const [was, is] = [before, after].map((each) => Object.entries(registrationOf(each, PLACE, security.issuer.mspId)));
  const earlier = new Map(was);
  const changed = (is ?? []).filter(([name, value]) => !PLACED.has(name) && !same(earlier.get(name), value));
  const gone = (was ?? []).filter(([name]) => !(is ?? []).some(([each]) => each === name)).map(([name]) => name);
  const kept = Object.entries(security).filter(([name]) => !gone.includes(name));
  return Object.fromEntries([...kept, ...changed]) as unknown as Security;
}

/** What makes a security the same one. */
const IDENTITY = ['name', 'isin', 'currency', 'issuer', 'authorisedUnits'] as const;
/** What is the network's to say, and not a definition's. */
const PLACED = new Set(['registrar', 'calendar', 'screener', 'issuer']);
const PLACE = { definition: 'Any@1', registrar: '' as MspId, calendar: '' as Security['calendar'] };

const same = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);
