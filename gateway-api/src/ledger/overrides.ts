import type { StatedDate } from '@scrip/verify';
import type { Command } from './ledger.js';

/** A command that peers have endorsed and that nobody has submitted. */
export interface PreparedCommand {
  readonly transactionId: string;
  /** `common.Envelope`, unsigned. */
  readonly envelope: Uint8Array;
  /** `ProposalResponsePayload`: what endorsers sign, followed by their own identities. */
  readonly payload: Uint8Array;
  /** Organisations whose peers have endorsed. */
  readonly endorsers: readonly string[];
  /** The dates that it states and depends on. */
  readonly dated: readonly StatedDate[];
}

/** An endorsement that no peer gave. */
export interface OfflineEndorsement {
  readonly mspId: string;
  /** PEM. */
  readonly certificate: string;
  /** ECDSA in DER. */
  readonly signature: Uint8Array;
}

/** What became of a prepared command that was submitted. */
export type Verdict =
  | { readonly kind: 'valid'; readonly block: number }
  /** Committed as invalid: a policy is not satisfied (Fabric code 10). */
  | { readonly kind: 'insufficient'; readonly block: number }
  /** What it had read has changed (codes 11, 12), or this gateway signs with another identity by now. */
  | { readonly kind: 'stale'; readonly block?: number };

/** Commands that peers of a majority endorse and administrators off-line (ADR 3, lawful override). */
export interface Overrides {
  /**
   * Has the peers that answer endorse a command; nothing is submitted.
   *
   * @param endorsers - organisations that must endorse; absent: all whose peers answer
   * @throws {EndorsersMissing} when these are no majority, or one of those named does not answer
   * @throws {LedgerRefusal | LedgerUnavailable}
   */
  prepare(command: Command, endorsers?: readonly string[]): Promise<PreparedCommand>;
  /**
   * Checks that an administrator of a member has signed.
   *
   * @returns the name in the certificate
   * @throws {EndorsementRefused | LedgerUnavailable}
   */
  check(payload: Uint8Array, endorsement: OfflineEndorsement): Promise<string>;
  /**
   * The keys whose own policies the endorsements so far do not satisfy, as far as it can be told.
   *
   * @throws {LedgerUnavailable}
   */
  unmet(envelope: Uint8Array, endorsements: readonly OfflineEndorsement[]): Promise<readonly string[]>;
  /**
   * Submits a prepared command with further endorsements and waits for the verdict. Safe to repeat.
   *
   * @throws {LedgerUnavailable}
   */
  submit(
    prepared: Pick<PreparedCommand, 'transactionId' | 'envelope'>,
    endorsements: readonly OfflineEndorsement[],
  ): Promise<Verdict>;
}
