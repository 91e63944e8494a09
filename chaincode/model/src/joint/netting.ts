import type { Isin } from '../identifiers/isin.js';
import type { PartyId } from '../identifiers/names.js';
import { deliveriesOf, legSecurities, type Leg } from './leg.js';

/** Units that a party has less of, or more, when all legs are done. */
export interface NetPosition {
  readonly isin: Isin;
  readonly holderId: PartyId;
  /** Greater than zero. */
  readonly units: bigint;
}

/** Units that move between two parties when all legs are set off against each other. */
export interface NetMovement {
  readonly isin: Isin;
  readonly from: PartyId;
  readonly to: PartyId;
  readonly units: bigint;
}

/** What every party delivers on balance, by security and then by party. */
export const netDeliveries = (legs: readonly Leg[]): readonly NetPosition[] =>
  legSecurities(legs).flatMap((isin) => sideOf(isin, legs, -1n));

/**
 * The fewest kinds of movement that leave every party with what all legs together would: by security, net senders
 * deliver to net receivers in the order of their ids, so that every endorser finds the same. A party that both receives
 * and delivers moves only the difference; parties whose legs cancel out do not move anything.
 */
export const netMovements = (legs: readonly Leg[]): readonly NetMovement[] =>
  legSecurities(legs).flatMap((isin) => matched(isin, sideOf(isin, legs, -1n), sideOf(isin, legs, 1n)));

function sideOf(isin: Isin, legs: readonly Leg[], sign: bigint): readonly NetPosition[] {
  const positions = new Map<PartyId, bigint>();
  const add = (party: PartyId, units: bigint): unknown => positions.set(party, (positions.get(party) ?? 0n) + units);
  for (const each of deliveriesOf(legs).filter((one) => one.isin === isin)) {
    add(each.from, -each.units);
    add(each.to, each.units);
  }
  return Array.from(positions, ([holderId, position]) => ({ isin, holderId, units: position * sign }))
    .filter(({ units }) => units > 0n)
    .sort((left, right) => (left.holderId < right.holderId ? -1 : 1));
}

function matched(isin: Isin, senders: readonly NetPosition[], receivers: readonly NetPosition[]): NetMovement[] {
  const movements: NetMovement[] = [];
  const waiting = receivers.map(({ holderId, units }) => ({ holderId, open: units }));
  for (const { holderId: from, units } of senders) {
    let left = units;
    for (const receiver of waiting) {
      const moved = left < receiver.open ? left : receiver.open;
      if (moved === 0n) continue;
      movements.push({ isin, from, to: receiver.holderId, units: moved });
      left -= moved;
      receiver.open -= moved;
    }
  }
  return movements;
}
