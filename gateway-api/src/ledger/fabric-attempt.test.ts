import { describe, expect, test } from '@jest/globals';
import { Metadata, status as GrpcStatus, type ServiceError } from '@grpc/grpc-js';
import {
  EndorseError,
  GatewayError,
  type Commit,
  type Contract,
  type Proposal,
  type Status,
  type Transaction,
} from '@hyperledger/fabric-gateway';
import { attemptSubmission, parseResult } from './fabric-attempt.js';

const TX = 'f'.repeat(64);
const REFUSAL = '{"code":"SECURITY_UNKNOWN","details":{},"message":"There is no such security."}';

function grpcError(code: GrpcStatus, message: string): ServiceError {
  return Object.assign(new Error(message), { code, details: message, metadata: new Metadata() });
}

function endorseError(code: GrpcStatus, message: string, detail?: string): EndorseError {
  const details = detail === undefined ? [] : [{ address: 'localhost:1', mspId: 'OneMSP', message: detail }];
  return new EndorseError({ code, details, cause: grpcError(code, message), transactionId: TX, message });
}

const submitError = (code: GrpcStatus): GatewayError =>
  new GatewayError({ code, details: [], cause: grpcError(code, 'lost') });

function commitWith(outcome: number | Error): Commit {
  const status: object = { blockNumber: 7n, code: outcome, successful: outcome === 0, transactionId: TX };
  const getStatus = (): Promise<Status> =>
    outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(status as Status);
  return { getStatus, getTransactionId: () => TX } as Partial<Commit> as Commit;
}

/** A contract of the client library whose phases come out as told. */
function contractWith(outcomes: {
  readonly endorse?: Error;
  readonly submit?: Error;
  readonly commit?: number | Error;
}): Contract {
  const submit = (): Promise<Commit> =>
    outcomes.submit === undefined ? Promise.resolve(commitWith(outcomes.commit ?? 0)) : Promise.reject(outcomes.submit);
  const transaction = { getResult: () => Buffer.from('{"ok":"1"}'), getTransactionId: () => TX, submit };
  const endorse = (): Promise<object> =>
    outcomes.endorse === undefined ? Promise.resolve(transaction) : Promise.reject(outcomes.endorse);
  const newProposal = (): Partial<Proposal> => ({ endorse: () => endorse() as Promise<Transaction> });
  return { newProposal } as object as Contract;
}

const attempt = (contract: Contract, found: number | Error = 0): ReturnType<typeof attemptSubmission> =>
  attemptSubmission(contract, 'register:issue', {}, { findCommit: () => commitWith(found) });

describe('one attempt to submit', () => {
  test('is final with the result, the transaction and its block', async () => {
    const outcome = await attempt(contractWith({}));
    expect(outcome).toEqual({ kind: 'final', receipt: { result: { ok: '1' }, transactionId: TX, block: 7 } });
  });

  test.each([10, 11, 12])('validation code %d is worth another proposal', async (commit) => {
    expect(await attempt(contractWith({ commit }))).toMatchObject({ kind: 'again', reason: 'conflict' });
  });

  test('another validation code is a fault', async () => {
    await expect(attempt(contractWith({ commit: 4 }))).rejects.toMatchObject({ name: 'LedgerFault' });
  });

  test('a refusal of the own peer is the refusal of the chaincode', async () => {
    const endorse = endorseError(
      GrpcStatus.ABORTED,
      'failed to endorse transaction',
      `chaincode response 500, ${REFUSAL}`,
    );
    await expect(attempt(contractWith({ endorse }))).rejects.toMatchObject({
      name: 'LedgerRefusal',
      code: 'SECURITY_UNKNOWN',
    });
  });

  test('a refusal of a later endorser may be a lagging peer', async () => {
    const message = 'failed to collect enough transaction endorsements, see attached details for more info';
    const endorse = endorseError(GrpcStatus.ABORTED, message, `chaincode response 500, ${REFUSAL}`);
    const outcome = await attempt(contractWith({ endorse }));
    expect(outcome).toMatchObject({ kind: 'again', reason: 'conflict', refusal: { code: 'SECURITY_UNKNOWN' } });
  });

  test('differing endorsements are a conflict', async () => {
    const endorse = endorseError(
      GrpcStatus.ABORTED,
      'failed to collect enough',
      'ProposalResponsePayloads do not match',
    );
    expect(await attempt(contractWith({ endorse }))).toMatchObject({ kind: 'again', reason: 'conflict' });
  });

  test('peers that cannot be reached are asked again', async () => {
    const endorse = endorseError(GrpcStatus.UNAVAILABLE, 'no peers');
    expect(await attempt(contractWith({ endorse }))).toMatchObject({ kind: 'again', reason: 'unreachable' });
  });

  test('peers of an attestor that is off-line are asked for again', async () => {
    const message = 'no combination of peers can be derived which satisfy the endorsement policy: state based policy';
    const endorse = endorseError(GrpcStatus.FAILED_PRECONDITION, message);
    expect(await attempt(contractWith({ endorse }))).toMatchObject({ kind: 'again', reason: 'unreachable' });
  });

  test('an answer of the chaincode that is no refusal of ours is a fault', async () => {
    const endorse = endorseError(
      GrpcStatus.ABORTED,
      'failed to endorse',
      'chaincode response 500, You have asked for nothing',
    );
    await expect(attempt(contractWith({ endorse }))).rejects.toMatchObject({ name: 'LedgerFault' });
  });

  test('a broken submission is looked up by its commit status', async () => {
    const submit = submitError(GrpcStatus.UNAVAILABLE);
    expect(await attempt(contractWith({ submit }), 0)).toMatchObject({ kind: 'final' });
    const unknown = submitError(GrpcStatus.DEADLINE_EXCEEDED);
    expect(await attempt(contractWith({ submit }), unknown)).toMatchObject({
      kind: 'again',
      reason: 'outcome-unknown',
    });
  });

  test('a result that is not JSON is a fault, an empty one is null', () => {
    expect(() => parseResult(Buffer.from('<'))).toThrow('not JSON');
    expect(parseResult(new Uint8Array())).toBeNull();
  });
});
