import type { MovementParties } from '../claim/claim-rule.js';
import type { ErrorCode } from '../errors/catalogue.js';
import { judge, type RuleVerdict } from '../register/verdict.js';
import type { HolderStanding } from './holder-standing.js';

/** What a holder has too much or too little of: giving units away is how it comes right. */
const OF_AMOUNT: ReadonlySet<ErrorCode> = new Set([
  'HOLDING_ABOVE_MAXIMUM',
  'HOLDING_BELOW_MINIMUM',
  'SHARE_EXCEEDED',
  'HOLDERS_EXCEEDED',
]);

const REASONS = { good: undefined, suspended: 'HOLDER_SUSPENDED', blocked: 'HOLDER_BLOCKED' } as const;

/**
 * Judges how the parties of a movement stood when they were looked at last. A holder who is wrong only by the amount that
 * it holds may give units away: otherwise nothing could cure it.
 */
export function judgeStandings(
  { sender, receiver }: MovementParties,
  standings: readonly HolderStanding[],
): readonly RuleVerdict[] {
  return standings.flatMap(({ holderId, status, reasons }): readonly RuleVerdict[] => {
    const mayGive = reasons.every((reason) => OF_AMOUNT.has(reason));
    return [
      ...(holderId === sender ? [judge('holder-standing', 'sender', mayGive ? undefined : REASONS[status])] : []),
      ...(holderId === receiver ? [judge('holder-standing', 'receiver', REASONS[status])] : []),
    ];
  });
}
