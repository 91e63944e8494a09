import { judgeClaims, type ClaimFacts } from '../claim/claim-rule.js';
import type { PartyId } from '../identifiers/names.js';
import type { Security } from '../security/security.js';
import type { Lot } from './lot.js';
import { addsUnits, judgedPartiesOf, type Movement } from './movement.js';
import { effectOf, type EffectPlace, type MovementEffect } from './movement-effect.js';
import type { HoldingBurden } from './available.js';
import { isSameSubAccount } from './designation.js';
import { judgeNominees } from './designation-rule.js';
import type { Freeze } from './freeze.js';
import { exchangedLots } from './exchange.js';
import { judgeFreezes } from './freeze-rule.js';
import { lotsThatMove, type Selection } from './lots-that-move.js';
import { encumbranceEffect, passageOf, type EncumbranceEffect, type PassageObstacle } from './passage.js';
import type { Expression } from '../compliance/expression.js';
import type { Facts } from '../compliance/facts.js';
import type { HolderStanding } from '../compliance/holder-standing.js';
import { judgeStandings } from '../compliance/standing-rule.js';
import { judgeExpression } from '../compliance/judge.js';
import { judgeScreening } from '../screening/screening-rule.js';
import type { ScreeningState } from '../screening/screening-statement.js';
import type { DemandState } from '../evidence/evidence.js';
import { judgeEvidence } from '../evidence/evidence-rule.js';
import { judgeTitle, type TitleState } from '../title/title-rule.js';
import { judge, verdictOf, type EventVerdict, type RuleVerdict, type Verdict } from './verdict.js';

/** What the ledger says that the decision depends on. */
export interface MovementFacts extends EffectPlace, HoldingBurden {
  readonly security: Security;
  /** All lots of the sender in this security; empty for an issue. */
  readonly senderLots: readonly Lot[];
  /** Of the receiving holder and its intermediaries those who hold as nominees. */
  readonly nominees: readonly PartyId[];
  /** For settlements other than this movement; none for an issue. */
  readonly reservations: HoldingBurden['reservations'];
  /** What lies on the receiver's holding; absent where nothing comes along with the units. */
  readonly ofReceiver?: HoldingBurden['encumbrances'];
  /** Freezes of the security, of everybody whom either side concerns, and of units of the sender. */
  readonly freezes: readonly Freeze[];
  /** Claims that the rules of the security ask for, side by side; empty when it has none. */
  readonly claims: readonly ClaimFacts[];
  /** How those whose claims decide were found to stand as holders; empty while they stand well. */
  readonly standings: readonly HolderStanding[];
  /** What the screener of the security has said; absent where nobody screens the movement. */
  readonly screening?: ScreeningState;
  /** How it stands with the evidence that the protocol demands; absent where the movement does not wait for it. */
  readonly evidence?: readonly Pick<DemandState, 'kind' | 'isStale'>[];
  /** Units in certificates on paper that are out: issued, and not in the register. Only asked of what adds units. */
  readonly onPaper: bigint;
  /** How it stands with deed and votes; absent where title does not pass, or the security says nothing of it. */
  readonly title?: TitleState;
  /** What the adopted rules of the security ask, event by event; empty when it has none. */
  readonly compliance: readonly ComplianceQuestion[];
}

/** Rules for an event with the facts that they declare. */
export interface ComplianceQuestion {
  readonly version: number;
  readonly expression: Expression;
  readonly facts: Facts;
}

/** The decision on a movement; a refused one has no effect. */
export interface MovementDecision {
  readonly verdict: Verdict;
  readonly effect?: MovementEffect;
}

/**
 * Decides a movement of units: the one function for all of them. It judges every rule and, when all allow, says which
 * lots are consumed and created. It writes nothing: the caller writes the effect and only the effect.
 */
export function moveHolding(movement: Movement, facts: MovementFacts): MovementDecision {
  const { security, businessDate: today } = facts;
  const passage = passageOf(movement, facts.encumbrances, today);
  const selection = lotsThatMove(movement, facts, typeof passage === 'string' ? undefined : passage.left);
  const burdens =
    typeof passage === 'string' ? passage : encumbranceEffect(movement, passage, facts.ofReceiver ?? [], today);
  const claims = [
    ...facts.claims.map((each) => judgeClaims(each, security.isin, today)),
    ...judgeStandings(judgedPartiesOf(movement), facts.standings),
    ...judgeScreening(facts.screening),
  ];
  const rules = [
    ...judgeBurdens(movement, burdens),
    ...judgeRules(movement, facts, selection),
    ...judgeNominees(movement, facts.senderLots, facts.nominees),
    ...judgeFreezes(movement, facts.freezes, today),
    ...judgeTitle(facts.title),
    ...judgeEvidence(facts.evidence ?? []),
  ];
  const events = facts.compliance.map((each) => judgeEvent(each, selection));
  const overridden = movement.kind === 'forcedTransfer' && movement.order.overrides === 'rules';
  const verdict = verdictOf(rules, claims, events, overridden);
  if (!verdict.allowed || typeof selection === 'string' || typeof burdens === 'string') return { verdict };
  const effect = effectOf(movement, facts, selection);
  return { verdict, effect: burdens === undefined ? effect : { ...effect, encumbrances: burdens } };
}

/** Whether units go with what lies on them; nothing to judge where they go without. */
function judgeBurdens(
  movement: Movement,
  burdens: EncumbranceEffect | PassageObstacle | undefined,
): readonly RuleVerdict[] {
  const isAsked = movement.kind === 'enforcement' || 'subjectTo' in movement;
  const reason = typeof burdens === 'string' ? burdens : undefined;
  return isAsked || reason !== undefined ? [judge('encumbrances', 'sender', reason)] : [];
}

/** What {@link moveHolding} would say: the same function without its effect. */
export const dryRun = (movement: Movement, facts: MovementFacts): Verdict => moveHolding(movement, facts).verdict;

/** What the rules say of the lots that move; where none could be chosen, of everything else. */
function judgeEvent({ version, expression, facts }: ComplianceQuestion, selection: Selection): EventVerdict {
  const { consumed } = typeof selection === 'string' ? { consumed: [] } : selection;
  return { event: facts.movement.event, version, ...judgeExpression(expression, facts.consuming(consumed)) };
}

function judgeRules(movement: Movement, facts: MovementFacts, selection: Selection): readonly RuleVerdict[] {
  if (addsUnits(movement)) {
    const returned = movement.kind === 'dematerialisation' ? movement.returned : 0n;
    const issued = movement.outstanding + movement.units + facts.onPaper - returned;
    const exceeded = issued > facts.security.authorisedUnits;
    return [judge('authorised-units', 'security', exceeded ? 'AUTHORISED_UNITS_EXCEEDED' : undefined)];
  }
  const shortfall = typeof selection === 'string' ? selection : undefined;
  if (movement.kind === 'consolidation') return [judge('alike-lots', 'sender', shortfall)];
  if (movement.kind === 'rehoming') return [judge('sufficient-units', 'sender', shortfall)];
  const held = [
    judge('sufficient-units', 'sender', shortfall === 'LOTS_PER_MOVEMENT_EXCEEDED' ? undefined : shortfall),
    judge('lots-per-movement', 'sender', shortfall === 'LOTS_PER_MOVEMENT_EXCEEDED' ? shortfall : undefined),
  ];
  if (movement.kind === 'exchangeOut') return [...judgeExchange(movement, facts, selection), ...held];
  if (!('to' in movement)) return held;
  const same = isSameSubAccount(movement.from, movement.to);
  return [judge('distinct-holders', 'receiver', same ? 'SAME_HOLDER' : undefined), ...held];
}

/** The security gives the right, and no lot leaves a fraction: that can be told once lots are chosen. */
function judgeExchange(
  { terms }: Extract<Movement, { kind: 'exchangeOut' }>,
  { businessDate }: MovementFacts,
  selection: Selection,
): readonly RuleVerdict[] {
  const offered = judge('exchange-terms', 'security', terms === undefined ? 'EXCHANGE_NOT_OFFERED' : undefined);
  if (terms === undefined || typeof selection === 'string') return [offered];
  const isWhole = exchangedLots(selection, terms, businessDate) !== undefined;
  return [offered, judge('whole-units', 'security', isWhole ? undefined : 'EXCHANGE_LEAVES_FRACTION')];
}
