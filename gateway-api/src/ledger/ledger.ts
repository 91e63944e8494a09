import type { PolicyChange, Write } from '@scrip/audit';
import type { StatedDate } from '@scrip/verify';
import type { LedgerRefusal } from './ledger-error.js';
import type { Overrides } from './overrides.js';

/** A JSON value as chaincode takes and returns it; amounts are decimal strings. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = Readonly<Record<string, Json>>;

/** A write function of the chaincode with its arguments, made idempotent by its id. */
export interface Command {
  /** `namespace:function`, for instance `register:issue`. */
  readonly name: string;
  /** Consumed on the ledger with the writes: a second submission of the same body returns the first result. */
  readonly commandId: string;
  /** The named operator of the organisation who asked for it. */
  readonly operator: string;
  readonly body: JsonObject;
  /** By the operator over the command, where it has a key on record. */
  readonly signature?: JsonObject;
  /** The dates on which it is carried out, where it is for lawful override. */
  readonly dated?: readonly StatedDate[];
}

/** A command that is final on the ledger. */
export interface Receipt {
  /** What the function returned. */
  readonly result: Json;
  readonly transactionId: string;
  readonly block: number;
}

/** What became of one command of a batch. */
export type CommandOutcome =
  | {
      readonly result: Json;
      /** It was carried out before, and did nothing now. */
      readonly replayed?: boolean;
    }
  | { readonly refusal: LedgerRefusal };

/** A batch that is final on the ledger; one that changed nothing was not put there. */
export interface BatchReceipt {
  /** In the order of the commands. */
  readonly outcomes: readonly CommandOutcome[];
  readonly written?: { readonly transactionId: string; readonly block: number };
}

/** A domain event of a valid transaction: a type in the past tense and its facts. */
export interface DomainEvent {
  readonly type: string;
  readonly facts: JsonObject;
}

/** A transaction of a block, valid or not. */
export interface LedgerTransaction {
  /** Position in the block, from 0. */
  readonly index: number;
  readonly transactionId: string;
  /** Fabric's TxValidationCode; 0 is VALID. */
  readonly code: number;
  /** Empty unless valid and sent by our chaincode. */
  readonly events: readonly DomainEvent[];
  /** Changes of the public state of our chaincode; empty unless valid. */
  readonly writes: readonly Write[];
  /** Changes of endorsement policies of public keys of our chaincode; none unless valid. */
  readonly policies: readonly PolicyChange[];
}

/** A committed block, reduced to what a projection and an audit need. */
export interface LedgerBlock {
  readonly number: number;
  readonly transactions: readonly LedgerTransaction[];
}

/** A certificate by what people compare. */
export interface CertificateSummary {
  /** SHA-256 over the DER form, lower-case hexadecimal. */
  readonly thumbprint: string;
  /** ISO 8601. */
  readonly notAfter: string;
}

/** A peer that takes part in a channel. */
export interface DiscoveredPeer {
  /** `host:port`. */
  readonly address: string;
  readonly certificate: CertificateSummary;
}

/** A member of a channel as the network shows it: by its configuration, and by the peers that answer. */
export interface NetworkMember {
  readonly mspId: string;
  readonly roots: readonly CertificateSummary[];
  readonly peers: readonly DiscoveredPeer[];
  /** `host:port`. */
  readonly orderers: readonly string[];
}

/** The answer to a query as peers sign it. */
export interface EndorsedAnswer {
  readonly answer: Json;
  /** `common.Envelope` of the call, the answer and the signatures; nobody has signed to submit it. */
  readonly envelope: Uint8Array;
}

/** A channel's configuration from its beginning, as its orderers signed it. */
export interface ConfigurationHistory {
  /** `common.Block` of every config block, block 0 first. */
  readonly blocks: readonly Uint8Array[];
  /** The newest block without what is in it: orderers sign with it which config block is the last. */
  readonly head: Uint8Array;
}

/** What convinces somebody who trusts neither this gateway nor its organisation. */
export interface Evidence {
  /**
   * Has as many peers answer a query and sign the answer as the chaincode's policy asks for. Nothing is ordered.
   *
   * @throws {LedgerRefusal | LedgerUnavailable}
   */
  endorsed(name: string, ...args: readonly string[]): Promise<EndorsedAnswer>;
  /** A committed transaction: `common.Envelope`. @throws {LedgerUnavailable} when it cannot be had */
  transaction(id: string): Promise<Uint8Array>;
  /** @throws {LedgerUnavailable} when it cannot be had */
  configuration(): Promise<ConfigurationHistory>;
}

/**
 * One channel as one organisation sees it. Everything above this port is free of Fabric.
 *
 * Refusals of the chaincode are thrown as `LedgerRefusal`; what could not be done or confirmed within the bounds of
 * retry as `LedgerUnavailable`, which is safe to repeat with the same command id.
 */
export interface Ledger {
  readonly channel: string;
  readonly mspId: string;
  readonly evidence: Evidence;
  readonly overrides: Overrides;
  /** Submits a command and waits until it is final. */
  submit(command: Command): Promise<Receipt>;
  /**
   * Submits commands of one function that takes batches in one transaction and waits until it is final. Each is carried
   * out or refused alone, and finds its first result when it is repeated, in whatever company.
   *
   * @param settling - whether what they enter is settled in the same transaction, as far as it can be; then whoever
   *   attests the lots endorses too
   */
  submitEach(commands: readonly Command[], settling?: boolean): Promise<BatchReceipt>;
  /**
   * Submits a command that writes this organisation's implicit collection and nothing else: transient data travel to
   * its own peer only, and nobody else endorses.
   */
  submitPrivately(command: Command, transient: Readonly<Record<string, string>>): Promise<Receipt>;
  /**
   * What a command would come to now, as this organisation's peer sees it: nothing is ordered, and its id is not consumed.
   */
  rehearse(command: Command): Promise<Json>;
  /** Asks a query function at this organisation's peer. */
  evaluate(name: string, ...args: readonly string[]): Promise<Json>;
  /** Blocks from a number on, then the live ones, until the signal aborts (ends quietly) or the stream breaks (throws). */
  blocks(from: number, signal: AbortSignal): AsyncIterable<LedgerBlock>;
  /** Number of blocks that this organisation's peer has. @throws {LedgerUnavailable} when it cannot be asked */
  height(): Promise<number>;
  /** The members as this organisation's peer sees them. @throws {LedgerUnavailable} when it cannot be asked */
  members(): Promise<readonly NetworkMember[]>;
}
