import type { Currency } from '../identifiers/currency.js';
import type { Isin } from '../identifiers/isin.js';
import { parseDecimal, type Decimal } from '../numbers/decimal.js';
import type { Security } from '../security/security.js';

/**
 * The functions that others may call for a party by its mandate. Changing keys and giving mandates are not among them:
 * by these a party says who acts for it, and that it says itself.
 */
export const MANDATED_FUNCTIONS = ['settlement:instruct'] as const;

/** A function that a mandate may cover. */
export type MandatedFunction = (typeof MANDATED_FUNCTIONS)[number];

/** What is done for a party, in the facts that a mandate may be limited by. */
export interface Act {
  readonly function: MandatedFunction;
  readonly isin: Isin;
  readonly units: bigint;
  /** Nominal value; absent where the units stand for no amount of money, as those of shares. */
  readonly nominal?: { readonly amount: Decimal; readonly currency: Currency };
}

/** The act of instructing a transfer. The nominal value is units times denomination, exactly. */
export function transferAct(security: Security, units: bigint): Act {
  const { isin, denomination } = security;
  const act = { function: 'settlement:instruct', isin, units } as const;
  if (denomination === undefined) return act;
  const { coefficient, scale } = parseDecimal(denomination.amount);
  return { ...act, nominal: { amount: { coefficient: coefficient * units, scale }, currency: denomination.currency } };
}
