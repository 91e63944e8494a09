import { status } from '@grpc/grpc-js';
import { common, gateway, peer } from '@hyperledger/fabric-protos';

/** A request that lacks something, with the exact refusal of a real peer. */
export interface IncompleteRequest {
  readonly method: string;
  readonly without: string;
  readonly message: Buffer;
  readonly code: number;
  readonly text: string;
}

const bytes = (message: { serializeBinary(): Uint8Array }): Buffer => Buffer.from(message.serializeBinary());
const EMPTY = Buffer.alloc(0);
const { INTERNAL, INVALID_ARGUMENT, PERMISSION_DENIED } = status;

/** Refusals of Fabric 3.1.5 (internal/pkg/gateway: evaluate.go, endorse.go, submit.go, commitstatus.go). */
export const incompleteRequests: readonly IncompleteRequest[] = [
  {
    method: '/gateway.Gateway/Evaluate',
    without: 'a proposed transaction',
    message: EMPTY,
    code: INVALID_ARGUMENT,
    text: 'failed to unpack transaction proposal: a signed proposal is required',
  },
  {
    method: '/gateway.Gateway/Endorse',
    without: 'a proposed transaction',
    message: EMPTY,
    code: INVALID_ARGUMENT,
    text: 'the proposed transaction must contain a signed proposal',
  },
  {
    method: '/gateway.Gateway/Submit',
    without: 'a prepared transaction',
    message: EMPTY,
    code: INVALID_ARGUMENT,
    text: 'a prepared transaction is required',
  },
  {
    method: '/gateway.Gateway/Submit',
    without: 'a signature',
    message: submitUnsigned(),
    code: INVALID_ARGUMENT,
    text: 'prepared transaction must be signed',
  },
  {
    method: '/gateway.Gateway/CommitStatus',
    without: 'a request',
    message: EMPTY,
    code: INVALID_ARGUMENT,
    text: 'a commit status request is required',
  },
  {
    method: '/gateway.Gateway/CommitStatus',
    without: 'an identity',
    message: statusRequest((request) => {
      request.setChannelId('securities');
      request.setTransactionId('00');
    }),
    code: INVALID_ARGUMENT,
    text: 'no identity provided',
  },
  {
    method: '/gateway.Gateway/CommitStatus',
    without: 'a channel',
    message: statusRequest((request) => {
      request.setIdentity(Buffer.from('somebody'));
      request.setTransactionId('00');
    }),
    code: INVALID_ARGUMENT,
    text: 'no channel ID provided',
  },
  {
    method: '/gateway.Gateway/CommitStatus',
    without: 'a transaction id',
    message: statusRequest((request) => {
      request.setIdentity(Buffer.from('somebody'));
      request.setChannelId('securities');
    }),
    code: INVALID_ARGUMENT,
    text: 'transaction ID should not be empty',
  },
  {
    method: '/gateway.Gateway/ChaincodeEvents',
    without: 'a request',
    message: EMPTY,
    code: INVALID_ARGUMENT,
    text: 'a chaincode events request is required',
  },
  {
    method: '/gateway.Gateway/ChaincodeEvents',
    without: 'a channel',
    message: eventsRequest(new gateway.ChaincodeEventsRequest()),
    code: PERMISSION_DENIED,
    text: 'Invalid channel ID name during check policy on signed data. Name must be different from nil.',
  },
  {
    method: '/gateway.Gateway/Evaluate',
    without: 'the end of a field',
    message: Buffer.from([0x0a, 9]),
    code: INTERNAL,
    text: 'grpc: error unmarshalling request: proto: cannot parse invalid wire-format data',
  },
  {
    method: '/gateway.Gateway/Evaluate',
    without: 'UTF-8 in a string',
    message: Buffer.from([0x0a, 1, 0xff]),
    code: INTERNAL,
    text: 'grpc: error unmarshalling request: string field contains invalid UTF-8',
  },
  {
    method: '/protos.Deliver/Deliver',
    without: 'the end of a field',
    message: Buffer.from([0x0a, 9]),
    code: INTERNAL,
    text: 'grpc: failed to unmarshal the received message: proto: cannot parse invalid wire-format data',
  },
  {
    method: '/gateway.Gateway/Evaluate',
    without: 'a header',
    message: evaluate(proposalWithoutHeader()),
    code: INVALID_ARGUMENT,
    text: 'failed to unpack transaction proposal: error unmarshalling ChaincodeProposalPayload: proto: cannot parse invalid wire-format data',
  },
  {
    method: '/gateway.Gateway/Evaluate',
    without: 'a channel',
    message: evaluate(proposalWithoutChannel()),
    code: INVALID_ARGUMENT,
    text: 'failed to unpack transaction proposal: no channel id provided',
  },
];

function submitUnsigned(): Buffer {
  const request = new gateway.SubmitRequest();
  request.setChannelId('securities');
  const envelope = new common.Envelope();
  envelope.setPayload(Buffer.from('payload'));
  request.setPreparedTransaction(envelope);
  return bytes(request);
}

function statusRequest(fill: (request: gateway.CommitStatusRequest) => void): Buffer {
  const request = new gateway.CommitStatusRequest();
  fill(request);
  const signed = new gateway.SignedCommitStatusRequest();
  signed.setRequest(request.serializeBinary());
  return bytes(signed);
}

function eventsRequest(request: gateway.ChaincodeEventsRequest): Buffer {
  const signed = new gateway.SignedChaincodeEventsRequest();
  request.setChaincodeId('probe');
  signed.setRequest(request.serializeBinary());
  return bytes(signed);
}

function evaluate(proposal: peer.Proposal): Buffer {
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(proposal.serializeBinary());
  const request = new gateway.EvaluateRequest();
  request.setProposedTransaction(signed);
  return bytes(request);
}

function proposalWithoutHeader(): peer.Proposal {
  const proposal = new peer.Proposal();
  proposal.setPayload(Buffer.from('payload'));
  return proposal;
}

function proposalWithoutChannel(): peer.Proposal {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(new common.SignatureHeader().serializeBinary());
  const proposal = new peer.Proposal();
  proposal.setHeader(header.serializeBinary());
  return proposal;
}
