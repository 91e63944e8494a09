import type { MspId } from '../identifiers/names.js';

/** A set of organisations whose peers together suffice, sorted. */
export type Quorum = readonly MspId[];

/** Whose peers must endorse what happens to a key. */
export interface Attestation {
  /** All organisations that may be asked: together, where nothing is said of quorums. */
  readonly attestors: readonly MspId[];
  /** Of these, sets of which each suffices; absent: all of them are needed. */
  readonly quorums?: readonly Quorum[];
}

/** The attestation by any of some quorums. */
export function attestationBy(quorums: readonly Quorum[]): Attestation {
  const [first = [], ...others] = quorums;
  if (others.length === 0) return { attestors: first };
  return { attestors: [...new Set(quorums.flat())].sort(), quorums };
}

/** The sets of organisations of which each suffices. */
export const quorumsIn = ({ attestors, quorums }: Attestation): readonly Quorum[] => quorums ?? [attestors];
