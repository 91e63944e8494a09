import { judgeClaims, type ClaimFacts, type MovementParties } from '../claim/claim-rule.js';
import type { BusinessDate } from '../dates/business-date.js';
import type { LotId, PartyId, MspId } from '../identifiers/names.js';
import type { Security } from '../security/security.js';
import { selectAlike, type ConsolidationObstacle } from './consolidation.js';
import { lotIdOf, totalUnits, type Lot, type LotOrigin } from './lot.js';
import { unitsObstacle, type UnitsObstacle } from './available.js';
import type { Freeze } from './freeze.js';
import type { MovementOrder } from './movement-order.js';
import { LIMITS } from '../limits.js';
import { frozenUnits, judgeFreezes } from './freeze-rule.js';
import { selectLots, type LotSelection, type SelectionShortfall } from './lot-selection.js';
import type { Expression } from '../compliance/expression.js';
import type { Facts } from '../compliance/facts.js';
import { judgeExpression } from '../compliance/judge.js';
import { judge, verdictOf, type EventVerdict, type RuleVerdict, type Verdict } from './verdict.js';

/** A side of a movement: a holder with the organisations that attest lots of this security in that holder's hands. */
export interface Side {
  readonly holderId: PartyId;
  readonly attestors: readonly MspId[];
}

/**
 * A movement of units. Issue brings them from nothing, redemption and cancellation take them out, others keep their number.
 * `outstanding` are the units outstanding before: only those that change them know them, because a transfer that read
 * them would conflict with every issue.
 */
export type Movement =
  | {
      readonly kind: 'issue';
      readonly to: Side;
      readonly units: bigint;
      readonly outstanding: bigint;
      readonly price?: string;
    }
  | { readonly kind: 'transfer'; readonly from: Side; readonly to: Side; readonly units: bigint }
  | {
      /** Without the word of the sender. */
      readonly kind: 'forcedTransfer';
      readonly from: Side;
      readonly to: Side;
      readonly units: bigint;
      readonly order: MovementOrder;
    }
  | {
      /** All that a holder has, to the record that succeeds it: title does not change. */
      readonly kind: 'recovery';
      readonly from: Side;
      readonly to: Side;
      readonly units: bigint;
      readonly order: MovementOrder;
    }
  | {
      /** Several lots of a holder become one: nothing passes to anybody. */
      readonly kind: 'consolidation';
      readonly from: Side;
      readonly lotIds: readonly LotId[];
      /** Of these lots together. */
      readonly units: bigint;
    }
  | {
      /** Cancelled are units that the issuer itself holds. */
      readonly kind: 'redeem' | 'cancel';
      readonly from: Side;
      readonly units: bigint;
      readonly outstanding: bigint;
      readonly order: MovementOrder;
    };

/** What the ledger says that the decision depends on. */
export interface MovementFacts {
  readonly security: Security;
  readonly businessDate: BusinessDate;
  /** All lots of the sender in this security; empty for an issue. */
  readonly senderLots: readonly Lot[];
  /** Units of them that are reserved for settlements other than this movement; none for an issue. */
  readonly reserved: bigint;
  /** Units of them that are locked or pledged; none for an issue. */
  readonly encumbered: bigint;
  /** Freezes of the security, of either party, and of units of the sender: those whose time is over too. */
  readonly freezes: readonly Freeze[];
  /** Claims that the rules of the security ask for, side by side; empty when it has none. */
  readonly claims: readonly ClaimFacts[];
  /** What the adopted rules of the security ask, event by event; empty when it has none. */
  readonly compliance: readonly ComplianceQuestion[];
  readonly transactionId: string;
  /** Index of the next lot that this transaction creates. */
  readonly nextLotIndex: number;
}

/** Rules for an event with the facts that they declare. */
export interface ComplianceQuestion {
  readonly version: number;
  readonly expression: Expression;
  readonly facts: Facts;
}

/** What changes on the register. */
export interface MovementEffect {
  readonly consumed: readonly Lot[];
  readonly created: readonly Lot[];
  /** Units outstanding after an issue or a redemption. */
  readonly outstanding?: bigint;
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
  const selection = selectFor(movement, facts);
  const { security, businessDate: today } = facts;
  const claims = facts.claims.map((each) => judgeClaims(each, security.isin, today));
  const rules = [...judgeRules(movement, facts, selection), ...judgeFreezes(movement, facts.freezes, today)];
  const overridden = movement.kind === 'forcedTransfer' && movement.order.overrides === 'rules';
  const verdict = verdictOf(rules, claims, facts.compliance.map(judgeEvent), overridden);
  if (!verdict.allowed || typeof selection === 'string') return { verdict };
  return { verdict, effect: effectOf(movement, facts, selection) };
}

/** What {@link moveHolding} would say: the same function without its effect. */
export const dryRun = (movement: Movement, facts: MovementFacts): Verdict => moveHolding(movement, facts).verdict;

function selectFor(movement: Movement, facts: MovementFacts): Selection {
  switch (movement.kind) {
    case 'issue':
      return { consumed: [], remainder: 0n };
    case 'consolidation':
      return selectAlike(facts.senderLots, movement.lotIds);
    default:
      return selectAvailable(facts, movement);
  }
}

/** Which lots move does not matter to those who wait for reserved units, as long as as many are left. */
function selectAvailable(
  facts: MovementFacts,
  movement: Exclude<Movement, { kind: 'issue' | 'consolidation' }>,
): Selection {
  const { kind, units, from } = movement;
  const lotsMax = kind === 'recovery' ? LIMITS.lotsPerRecoveryMax : LIMITS.lotsPerMovementMax;
  const selection = selectLots(facts.senderLots, units, lotsMax);
  if (selection === 'UNITS_INSUFFICIENT') return selection;
  const { senderLots, freezes, reserved, encumbered: held, businessDate } = facts;
  // what passes to the successor as a whole stays frozen, locked and pledged there
  const encumbered = kind === 'recovery' ? 0n : held;
  const frozen = kind === 'recovery' ? 0n : frozenUnits(freezes, from.holderId, businessDate);
  return unitsObstacle(senderLots, { reserved, encumbered, frozen }, units) ?? selection;
}

/** The lots that move, or why none do. */
type Selection = LotSelection | SelectionShortfall | UnitsObstacle | ConsolidationObstacle;

function judgeEvent({ version, expression, facts }: ComplianceQuestion): EventVerdict {
  return { event: facts.movement.event, version, ...judgeExpression(expression, facts) };
}

function judgeRules(movement: Movement, facts: MovementFacts, selection: Selection): readonly RuleVerdict[] {
  if (movement.kind === 'issue') {
    const exceeded = movement.outstanding + movement.units > facts.security.authorisedUnits;
    return [judge('authorised-units', 'security', exceeded ? 'AUTHORISED_UNITS_EXCEEDED' : undefined)];
  }
  const shortfall = typeof selection === 'string' ? selection : undefined;
  if (movement.kind === 'consolidation') return [judge('alike-lots', 'sender', shortfall)];
  const held = [
    judge('sufficient-units', 'sender', shortfall === 'LOTS_PER_MOVEMENT_EXCEEDED' ? undefined : shortfall),
    judge('lots-per-movement', 'sender', shortfall === 'LOTS_PER_MOVEMENT_EXCEEDED' ? shortfall : undefined),
  ];
  if (!('to' in movement)) return held;
  const same = movement.from.holderId === movement.to.holderId;
  return [judge('distinct-holders', 'receiver', same ? 'SAME_HOLDER' : undefined), ...held];
}

/** The holders that a movement concerns, by their sides. */
export const partiesOf = (movement: Movement): MovementParties => ({
  ...('from' in movement ? { sender: movement.from.holderId } : {}),
  ...('to' in movement ? { receiver: movement.to.holderId } : {}),
});

/** Those whose claims decide: who loses units without its word, or only changes its record, is not asked for any. */
export function judgedPartiesOf(movement: Movement): MovementParties {
  if (movement.kind === 'consolidation') return {};
  const parties = partiesOf(movement);
  const isAsked = movement.kind !== 'forcedTransfer' && movement.kind !== 'recovery';
  return isAsked || parties.receiver === undefined ? parties : { receiver: parties.receiver };
}

function effectOf(movement: Movement, facts: MovementFacts, selection: LotSelection): MovementEffect {
  const { consumed, remainder } = selection;
  const created: Lot[] = [];
  const add = (side: Side, lot: NewLot): void => {
    created.push({
      lotId: lotIdOf(facts.transactionId, facts.nextLotIndex + created.length),
      isin: facts.security.isin,
      holderId: side.holderId,
      attestors: side.attestors,
      ...lot,
    });
  };
  const acquiredOn = facts.businessDate;
  if (movement.kind === 'issue') {
    const { to, units, price } = movement;
    add(to, { units, acquiredOn, origin: 'issue', sources: [], ...(price === undefined ? {} : { price }) });
  } else if (movement.kind === 'recovery') {
    for (const lot of consumed) {
      const kept = lot === consumed.at(-1) ? remainder : 0n;
      add(movement.to, { ...remainderOf(lot, lot.units - kept), origin: 'recovery' });
    }
  } else if (movement.kind === 'consolidation') {
    const [first] = consumed;
    const sources = consumed.map((lot) => lot.lotId);
    const one = first === undefined ? undefined : remainderOf(first, totalUnits(consumed));
    if (one !== undefined) add(movement.from, { ...one, origin: 'consolidation', sources });
  } else if ('to' in movement) {
    const sources = consumed.map((lot) => lot.lotId);
    add(movement.to, { units: movement.units, acquiredOn, origin: 'transfer', sources });
  }
  const last = consumed.at(-1);
  if (movement.kind !== 'issue' && last !== undefined && remainder > 0n)
    add(movement.from, remainderOf(last, remainder));
  return { consumed, created, ...outstandingAfter(movement) };
}

interface NewLot {
  readonly units: bigint;
  readonly acquiredOn: BusinessDate;
  readonly price?: string;
  readonly origin: LotOrigin;
  readonly sources: readonly Lot['lotId'][];
}

/** What is left of a lot keeps the date and the price at which it was acquired. */
const remainderOf = (lot: Lot, units: bigint): NewLot => ({
  units,
  acquiredOn: lot.acquiredOn,
  ...(lot.price === undefined ? {} : { price: lot.price }),
  origin: 'remainder',
  sources: [lot.lotId],
});

function outstandingAfter(movement: Movement): Pick<MovementEffect, 'outstanding'> {
  switch (movement.kind) {
    case 'issue':
      return { outstanding: movement.outstanding + movement.units };
    case 'redeem':
    case 'cancel':
      return { outstanding: movement.outstanding - movement.units };
    default:
      return {};
  }
}
