import { approvalOf, partNames, type Approval, type PolicyStanding } from '../../membership/approval.js';
import { rootOf } from '../../membership/compute-update.js';
import type { ChannelState } from '../../membership/config-block.js';
import { describeChanges } from '../../membership/describe-changes.js';
import { lockouts, type KnownAdmin } from '../../membership/lockout.js';
import { updateOf, type Proposal } from '../../membership/proposal-file.js';
import { applyUpdate } from '../../membership/update-effect.js';
import { NetworkError } from '../../network-error.js';

/** A proposal held against its channel. */
export interface Review {
  readonly changes: readonly string[];
  readonly approval: Approval;
  /** Why the change would lock members out; empty when it would not. */
  readonly dangers: readonly string[];
}

/** Judges a proposal. @throws {NetworkError} when the channel was changed since it was made */
export function reviewOf(proposal: Proposal, state: ChannelState, knownAdmins: readonly KnownAdmin[]): Review {
  const after = applyUpdate(state.config, updateOf(proposal));
  return {
    changes: describeChanges(rootOf(state.config), rootOf(after)),
    approval: approvalOf(state.channel, state.config, proposal),
    dangers: lockouts(state.config, after, { channel: state.channel, now: new Date(), knownAdmins }),
  };
}

/** Throws unless the change is harmless or forced. @param what was not done */
export function requireHarmless({ dangers }: Pick<Review, 'dangers'>, force: boolean, what: string): void {
  if (force || dangers.length === 0) return;
  throw new NetworkError(
    [`this change would lock members out; ${what}`, ...dangers.map((danger) => `  - ${danger}`)].join('\n'),
    'change the proposal; --force does it in spite of this',
  );
}

/** A review as lines for people. */
export function reviewLines(review: Review): readonly string[] {
  const { changes, approval, dangers } = review;
  return [
    'what changes',
    ...changes.map((line) => `  ${line}`),
    '',
    'who must agree',
    ...approval.requirements.flatMap(({ policy }) => standingLines(policy, 1)),
    '',
    approval.signatures.length === 0 ? 'nobody has signed' : 'signed by',
    ...approval.signatures.map(
      ({ mspId, name, problem }) =>
        `  ${name} of ${mspId}${problem === undefined ? '' : `, which does not count: ${problem}`}`,
    ),
    ...(dangers.length === 0 ? [] : ['', 'danger: members would be locked out']),
    ...dangers.map((danger) => `  - ${danger}`),
  ];
}

/** What is still missing, in one line for each policy. */
export function missingLines({ requirements }: Approval): readonly string[] {
  return requirements.filter(({ policy }) => !policy.isMet).flatMap(({ policy }) => standingLines(policy, 1));
}

function standingLines(standing: PolicyStanding, depth: number): readonly string[] {
  const indent = '  '.repeat(depth);
  const { path, rule, isMet, threshold, parts } = standing;
  if (parts.length === 0) return [`${indent}${path} (${rule}): ${isMet ? 'signed' : 'not signed'}`];
  const met = partNames(standing, true);
  const missing = threshold - met.length;
  const signed = met.length === 0 ? '' : ` (${met.join(', ')})`;
  const rest = missing > 0 ? `, ${missing} more of ${partNames(standing, false).join(', ')}` : '';
  const nested = parts.filter((part) => part.parts.length > 0);
  return [
    `${indent}${path} (${rule}): ${met.length} of ${threshold} needed${signed}${rest}`,
    ...nested.flatMap((part) => standingLines(part, depth + 1)),
  ];
}
