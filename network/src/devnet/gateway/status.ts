import * as grpc from '@grpc/grpc-js';
import { gateway, google } from '@hyperledger/fabric-protos';
import anyProto from 'google-protobuf/google/protobuf/any_pb.js';

/** gRPC status codes by name. */
export const Code = grpc.status;

/** A peer or orderer that took part in a failure, and what it said (`gateway.ErrorDetail`). */
export interface FailureDetail {
  readonly address: string;
  readonly mspId: string;
  readonly message: string;
}

/**
 * An error as a Fabric gateway returns it: `grpc-status-details-bin` carries a `google.rpc.Status` whose details are
 * all `gateway.ErrorDetail` (Fabric: internal/pkg/gateway/apiutils.go newRpcError).
 */
export class RpcError extends Error implements grpc.ServerErrorResponse {
  override readonly name = 'RpcError';
  readonly details: string;
  readonly metadata?: grpc.Metadata;

  constructor(
    readonly code: grpc.status,
    message: string,
    failures: readonly FailureDetail[] = [],
  ) {
    super(message);
    this.details = message;
    if (failures.length > 0) {
      this.metadata = new grpc.Metadata();
      this.metadata.set('grpc-status-details-bin', Buffer.from(statusBytes(code, message, failures)));
    }
  }
}

function statusBytes(code: grpc.status, message: string, failures: readonly FailureDetail[]): Uint8Array {
  const status = new google.rpc.Status();
  status.setCode(code);
  status.setMessage(message);
  status.setDetailsList(failures.map(packedDetail));
  return status.serializeBinary();
}

function packedDetail(failure: FailureDetail): InstanceType<typeof anyProto.Any> {
  const detail = new gateway.ErrorDetail();
  detail.setAddress(failure.address);
  detail.setMspId(failure.mspId);
  detail.setMessage(failure.message);
  const packed = new anyProto.Any();
  packed.setTypeUrl('type.googleapis.com/gateway.ErrorDetail');
  packed.setValue(detail.serializeBinary());
  return packed;
}
