import { keepsOwner, type Movement } from '../register/movement.js';
import { judge, type RuleVerdict } from '../register/verdict.js';
import type { DemandState } from './evidence.js';

/**
 * Whether a movement waits for evidence: where units pass to another owner by the will of their parties, or leave the
 * register to be passed on elsewhere. Whatever the issuer owes, an order, a recovery and a correction go on.
 */
export const asksForEvidence = (movement: Movement): boolean =>
  movement.kind === 'exchangeOut' ||
  movement.kind === 'rematerialisation' ||
  (movement.kind === 'transfer' && !keepsOwner(movement));

/** Judges what stands behind the security: each kind of evidence that its protocol demands. */
export const judgeEvidence = (states: readonly Pick<DemandState, 'kind' | 'isStale'>[]): readonly RuleVerdict[] =>
  states.map(({ kind, isStale }) => judge(`evidence-${kind}`, 'security', isStale ? 'EVIDENCE_STALE' : undefined));
