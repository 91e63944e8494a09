import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../dates/business-date.js';
import type { PartyId } from '../identifiers/names.js';
import { factsOf, ORDER, side, TODAY, transactionId } from '../test-support/register.js';
import { inSubAccount, isSameSubAccount, ownerOf, type Designation } from './designation.js';
import { totalUnits, type Lot } from './lot.js';
import { moveHolding, type MovementFacts } from './move-holding.js';
import type { Movement, Side } from './movement.js';

const NOMINEES = ['n', 'm'] as readonly string[] as readonly PartyId[];
/** Owners and nominees with every chain that leads from them; `x` does not hold as a nominee and holds for somebody. */
const ACCOUNTS: readonly (readonly [string, ...string[]])[] = [
  ['a'],
  ['b'],
  ['n'],
  ['n', 'a'],
  ['n', 'b'],
  ['n', 'm', 'a'],
  ['m'],
  ['m', 'a'],
  ['x'],
  ['x', 'a'],
];
type Account = (typeof ACCOUNTS)[number];

const nameOf = (account: Account): string => account.join('>');

function sideOf([holder, ...chain]: Account): Side {
  return chain.length === 0 ? side(holder) : { ...side(holder), designation: chain as PartyId[] };
}

interface Intention {
  readonly kind: 'issue' | 'transfer' | 'forcedTransfer' | 'redeem';
  readonly from: Account;
  readonly to: Account;
  readonly units: bigint;
}

function movementOf({ kind, from, to, units }: Intention, outstanding: bigint): Movement {
  if (kind === 'issue') return { kind, to: sideOf(to), units, outstanding };
  if (kind === 'redeem') return { kind, from: sideOf(from), units, outstanding, order: ORDER };
  const sides = { from: sideOf(from), to: sideOf(to), units };
  return kind === 'transfer' ? { kind, ...sides } : { kind, ...sides, order: ORDER };
}

/** Balances of sub-accounts by plain arithmetic, written without the code under test. */
class ReferenceAccounts {
  readonly units = new Map<string, bigint>(ACCOUNTS.map((each) => [nameOf(each), 0n]));

  of(account: Account): bigint {
    return this.units.get(nameOf(account)) ?? 0n;
  }

  apply({ kind, from, to, units }: Intention, isWithinSupply: boolean): boolean {
    const isIn = kind !== 'redeem';
    if (isIn && nameOf(to) === 'x>a') return false;
    if (kind === 'issue' ? !isWithinSupply : this.of(from) < units) return false;
    if (kind !== 'issue' && isIn && nameOf(from) === nameOf(to)) return false;
    if (kind !== 'issue') this.units.set(nameOf(from), this.of(from) - units);
    if (isIn) this.units.set(nameOf(to), this.of(to) + units);
    return true;
  }
}

/** Every movement is on a day of its own. */
const at = (index: number): Pick<MovementFacts, 'transactionId' | 'businessDate'> => ({
  transactionId: transactionId(index),
  businessDate: addDays(TODAY, index),
});

const accounts = fc.constantFrom(...ACCOUNTS);
const intentions = fc.array(
  fc.record({
    kind: fc.constantFrom<Intention['kind']>('issue', 'transfer', 'transfer', 'transfer', 'forcedTransfer', 'redeem'),
    from: accounts,
    to: accounts,
    units: fc.bigInt(1n, 300n),
  }),
  { minLength: 1, maxLength: 40 },
);

const ofHolder = (lots: readonly Lot[], holder: string): readonly Lot[] =>
  lots.filter(({ holderId }) => holderId === side(holder).holderId);

function requireSums(lots: readonly Lot[], reference: ReferenceAccounts): void {
  for (const account of ACCOUNTS) {
    const { designation } = sideOf(account);
    expect(totalUnits(inSubAccount(ofHolder(lots, account[0]), designation))).toBe(reference.of(account));
  }
  for (const holder of new Set(ACCOUNTS.map(([name]) => name))) {
    const own = ACCOUNTS.filter(([name]) => name === holder);
    const sum = own.reduce((total, each) => total + reference.of(each), 0n);
    expect(totalUnits(ofHolder(lots, holder))).toBe(sum);
  }
}

describe('property: sub-accounts', () => {
  test('what a holder has is its sub-accounts and what is unallocated; others stay as they are; dates follow the owner', () => {
    fc.assert(
      fc.property(intentions, (commands) => {
        const reference = new ReferenceAccounts();
        let [lots, issued]: [readonly Lot[], bigint] = [[], 0n];
        commands.forEach((intention, index) => {
          const senderLots = intention.kind === 'issue' ? [] : ofHolder(lots, intention.from[0]);
          const facts = { ...factsOf(senderLots), nominees: NOMINEES, ...at(index) };
          const movement = movementOf(intention, issued);
          const { verdict, effect } = moveHolding(movement, facts);
          const isWithinSupply = issued + intention.units <= facts.security.authorisedUnits;
          expect(verdict.allowed).toBe(reference.apply(intention, isWithinSupply));
          if (effect !== undefined) {
            const consumed = new Set(effect.consumed.map(({ lotId }) => lotId));
            lots = [...lots.filter(({ lotId }) => !consumed.has(lotId)), ...effect.created];
            issued = effect.outstanding ?? issued;
            requireOwnersKept(movement, effect.consumed, effect.created);
          }
          expect(totalUnits(lots)).toBe(issued);
          requireSums(lots, reference);
        });
      }),
      { numRuns: 300 },
    );
  });
});

/** A movement that keeps the owner keeps every date and price with as many units; any other begins anew. */
function requireOwnersKept(movement: Movement, consumed: readonly Lot[], created: readonly Lot[]): void {
  if (!('from' in movement) || !('to' in movement)) return;
  const { from, to } = movement;
  const arrived = created.filter((lot) => isSameSubAccount(lot, to));
  const unitsBy = (all: readonly Lot[]): ReadonlyMap<string, bigint> => {
    const sums = new Map<string, bigint>();
    for (const { acquiredOn, price = '', units } of all) {
      sums.set(`${acquiredOn} ${price}`, (sums.get(`${acquiredOn} ${price}`) ?? 0n) + units);
    }
    return sums;
  };
  expect(totalUnits(arrived)).toBe(movement.units);
  if (ownerOf(from) === ownerOf(to)) expect(unitsBy(created)).toEqual(unitsBy(consumed));
  else expect(arrived).toHaveLength(1);
}

describe('a chain', () => {
  test('names its owner last, and whoever holds for it before', () => {
    const designation: Designation = sideOf(['n', 'm', 'a']).designation ?? [];
    expect(ownerOf({ holderId: side('n').holderId, designation })).toBe('a');
  });
});
