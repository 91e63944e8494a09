import type { CallOptions, ClientUnaryCall, requestCallback, ServiceError } from '@grpc/grpc-js';
import { gateway, google } from '@hyperledger/fabric-protos';
import { NetworkError } from '../../network-error.js';

const CALL_TIMEOUT_MS = 60_000;
/** Trailer in which Fabric's gateway sends `google.rpc.Status` with one `ErrorDetail` for each peer. */
const DETAILS = 'grpc-status-details-bin';

/** Options of one call: it fails rather than waits for ever. */
export function deadline(): CallOptions {
  return { deadline: Date.now() + CALL_TIMEOUT_MS };
}

/** The Promise of a unary call; what single peers said is added to the message of its error. */
export function unary<T>(call: (callback: requestCallback<T>) => ClientUnaryCall): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error !== null) reject(new NetworkError(describe(error), undefined, { cause: error }));
      else if (response === undefined) reject(new NetworkError('the peer sent an empty answer'));
      else resolve(response);
    });
  });
}

function describe(error: ServiceError): string {
  const details = error.metadata.get(DETAILS).flatMap((bytes) => {
    const list = google.rpc.Status.deserializeBinary(Buffer.from(bytes)).getDetailsList();
    return list.map((any) => gateway.ErrorDetail.deserializeBinary(any.getValue_asU8()));
  });
  return [error.details, ...details.map((detail) => `${detail.getMspId()}: ${detail.getMessage()}`)].join('; ');
}
