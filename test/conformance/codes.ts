import { StatusCode } from '@hyperledger/fabric-gateway';
import { status } from '@grpc/grpc-js';

/** Verdicts of the peers that the rows speak of (`peer.TxValidationCode`). */
export const { VALID, DUPLICATE_TXID, ENDORSEMENT_POLICY_FAILURE, MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT } =
  StatusCode;

/** Status codes of the gateway's calls. */
export const { ABORTED, FAILED_PRECONDITION, UNAVAILABLE, UNKNOWN } = status;
