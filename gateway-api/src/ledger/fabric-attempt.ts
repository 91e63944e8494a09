import { status as GrpcStatus } from '@grpc/grpc-js';
import {
  GatewayError,
  type Commit,
  type Contract,
  type ProposalOptions,
  type Status,
} from '@hyperledger/fabric-gateway';
import { isEndorsementMismatch, refusalIn } from './chaincode-error.js';
import type { Json } from './ledger.js';
import { LedgerFault } from './ledger-error.js';
import type { AttemptOutcome } from './submission.js';

/** Makes the commit status handle of a transaction whose submission failed on the way. */
export type CommitFinder = (transactionId: string) => Commit;

/** How an attempt goes about its work. */
export interface AttemptChoices {
  readonly findCommit: CommitFinder;
  /** Whether what was endorsed leaves the ledger as it is. */
  readonly changesNothing?: (result: Json) => boolean;
}

/** The library's errors of the phases Endorse, Submit and CommitStatus that may pass by themselves. */
const PASSING: ReadonlySet<number> = new Set([
  GrpcStatus.ABORTED,
  GrpcStatus.CANCELLED,
  GrpcStatus.DEADLINE_EXCEEDED,
  GrpcStatus.RESOURCE_EXHAUSTED,
  GrpcStatus.UNAVAILABLE,
]);

/** TxValidationCode: what a new proposal against newer state cures. 10 when a key's policy moved in between. */
const CURABLE: ReadonlySet<number> = new Set([10, 11, 12]);

/** How long to look for a transaction whose submission broke off before a new attempt is made. */
const LOST_SUBMISSION_MS = 3_000;

/** First words of the error when a peer other than the gateway's own failed (Fabric internal/pkg/gateway/endorse.go). */
const LATER_ENDORSERS = 'failed to collect enough';
/** First words when the peers that answer cannot satisfy a policy (Fabric discovery/endorsement). */
const NO_PLAN = 'no combination of peers can be derived';

/**
 * One attempt: endorse, submit, wait for the commit status. What changes nothing need not be put on the ledger.
 *
 * @throws {LedgerRefusal} when the organisation's own peer refused
 * @throws {LedgerFault} when the error is not one that passes
 */
export async function attemptSubmission(
  contract: Contract,
  name: string,
  options: ProposalOptions,
  { findCommit, changesNothing = () => false }: AttemptChoices,
): Promise<AttemptOutcome> {
  let transaction;
  try {
    transaction = await contract.newProposal(name, options).endorse();
  } catch (error) {
    return endorseFailure(error);
  }
  const result = parseResult(transaction.getResult());
  const transactionId = transaction.getTransactionId();
  if (changesNothing(result)) return { kind: 'unneeded', result };
  let commit: Commit;
  let deadlineMs: number | undefined;
  try {
    commit = await transaction.submit();
  } catch (error) {
    if (!passes(error)) throw new LedgerFault('the orderers did not accept a transaction', { cause: error });
    commit = findCommit(transactionId);
    deadlineMs = LOST_SUBMISSION_MS;
  }
  const status = await commitStatus(commit, deadlineMs);
  if (status === undefined) return { kind: 'again', reason: 'outcome-unknown' };
  return finalOutcome(status, result);
}

function endorseFailure(error: unknown): AttemptOutcome {
  const refusal = refusalIn(error);
  const later = error instanceof GatewayError && error.message.includes(LATER_ENDORSERS);
  if (refusal !== undefined) {
    if (later) return { kind: 'again', reason: 'conflict', cause: error, refusal };
    throw refusal;
  }
  if (isEndorsementMismatch(error)) return { kind: 'again', reason: 'conflict', cause: error };
  if (isWithoutPeers(error)) return { kind: 'again', reason: 'unreachable', cause: error };
  if (passes(error) && !isChaincodeFailure(error)) return { kind: 'again', reason: 'unreachable', cause: error };
  throw new LedgerFault('a proposal could not be endorsed', { cause: error });
}

/** Whether peers are not there whose endorsement a policy asks for, for instance those of an attestor. */
function isWithoutPeers(error: unknown): boolean {
  return error instanceof GatewayError && error.message.includes(NO_PLAN);
}

/** An answer of the chaincode that is not one of our refusals, for instance an unknown function. */
function isChaincodeFailure(error: unknown): boolean {
  return error instanceof GatewayError && error.details.some(({ message }) => message.includes('chaincode response'));
}

/**
 * The verdict on a transaction; undefined when it is not known in time.
 *
 * @throws {LedgerFault} when it cannot be read for another reason
 */
export async function commitStatus(commit: Commit, deadlineMs: number | undefined): Promise<Status | undefined> {
  try {
    return await commit.getStatus(deadlineMs === undefined ? undefined : { deadline: Date.now() + deadlineMs });
  } catch (error) {
    if (passes(error)) return undefined;
    throw new LedgerFault('the commit status could not be read', { cause: error });
  }
}

function finalOutcome(status: Status, result: Json): AttemptOutcome {
  if (status.successful) {
    const receipt = { result, transactionId: status.transactionId, block: Number(status.blockNumber) };
    return { kind: 'final', receipt };
  }
  if (CURABLE.has(status.code)) return { kind: 'again', reason: 'conflict', cause: new Error(`code ${status.code}`) };
  throw new LedgerFault(`transaction ${status.transactionId} was committed as invalid, code ${status.code}`);
}

/** Whether an error of the client library may pass by itself. */
export function passes(error: unknown): boolean {
  return error instanceof GatewayError && PASSING.has(error.code);
}

/**
 * Parses what a chaincode function returned.
 *
 * @throws {LedgerFault} when it is not JSON
 */
export function parseResult(bytes: Uint8Array): Json {
  const text = Buffer.from(bytes).toString('utf8');
  if (text === '') return null;
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new LedgerFault('the chaincode returned something that is not JSON', { cause });
  }
}
