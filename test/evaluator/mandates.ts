import type { ActingTree, Bound, ForActs, Signatory } from './text/mandates-of-text.js';
import { dayOf } from './values/days.js';
import { scaledOf } from './values/numbers.js';

/** An act for a party, and who has signed it; plain JSON. */
export interface SignedAct {
  readonly today: string;
  readonly function: string;
  readonly isin: string;
  readonly units: string;
  /** Nominal value; absent where units have none. */
  readonly nominal?: { readonly amount: string; readonly currency: string };
  /** Parties that have signed, each with the offices that it holds. */
  readonly signers: readonly { readonly party: string; readonly offices: readonly string[] }[];
}

/** How an act compares with a bound: below zero where it is less; undefined where there is nothing to compare. */
function compared(bound: Bound, { units, nominal }: SignedAct): number | undefined {
  if ('units' in bound) return Number(BigInt(units) - bound.units);
  if (nominal?.currency !== bound.currency) return undefined;
  const difference = scaledOf(nominal.amount) - bound.amount;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

function holdsFor(acts: ForActs, act: SignedAct): boolean {
  if ('upTo' in acts) return (compared(acts.upTo, act) ?? 1) <= 0;
  if ('above' in acts) return (compared(acts.above, act) ?? -1) > 0;
  if ('functions' in acts) return acts.functions.includes(act.function);
  if ('securities' in acts) return acts.securities.includes(act.isin);
  return dayOf(act.today) <= acts.until;
}

const isOne = (signatory: Signatory, { party, offices }: SignedAct['signers'][number]): boolean =>
  'party' in signatory ? party === signatory.party : offices.includes(signatory.office);

/** Whether those who have signed may do the act. */
export function mayAct(tree: ActingTree, act: SignedAct): boolean {
  if ('count' in tree) {
    return act.signers.filter((signer) => tree.of.some((signatory) => isOne(signatory, signer))).length >= tree.count;
  }
  if ('is' in tree) {
    const allowed = (one: ActingTree): boolean => mayAct(one, act);
    return tree.is === 'all' ? tree.trees.every(allowed) : tree.trees.some(allowed);
  }
  if ('when' in tree) return holdsFor(tree.when, act) && mayAct(tree.then, act);
  return act.signers.some((signer) => isOne(tree, signer));
}
