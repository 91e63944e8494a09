import { part, type Values } from './phrase.js';
import { listOf, type Slot } from './slot.js';
import { claimValue } from './values.js';

/** An amount for each value of a claim. @param most - the kind of amount */
export const bandsOf = (most: Slot): Slot<readonly Values[]> =>
  listOf(part('an amount for a value of the claim', '{most} for {value}', { most, value: claimValue }), 'and');
