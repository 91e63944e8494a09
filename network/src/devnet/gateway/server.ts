import type * as grpc from '@grpc/grpc-js';
import type { common } from '@hyperledger/fabric-protos';
import { discovery, gateway, peer } from '@hyperledger/fabric-protos';

import { discover } from '../discovery/discover.js';
import { type SeekAnswer, serveDeliver } from '../deliver/deliver-stream.js';
import type { Service } from '../node-server.js';
import { processProposal } from '../peer/endorser.js';
import { checkEntrance, ProposalRefused } from '../peer/proposal-checks.js';
import { ProtoError } from '../../proto/decode.js';
import { requireEndorsableHeaders, unpackProposal } from '../../proto/proposal.js';
import { chaincodeEvents } from './chaincode-events.js';
import { commitStatus } from './commit-status.js';
import { deliver, type DeliverCall, statusAnswer } from './deliver.js';
import { blockWithPrivateData, filteredBlock, fullBlock } from './deliver-answers.js';
import { endorse } from './endorse.js';
import { evaluate } from './evaluate.js';
import type { Registry } from './registry.js';
import { asRpcError, type DefectLog, sendAll, signalOf, unary } from './rpc.js';
import { Code, RpcError } from './status.js';
import { submit } from './submit.js';

/** The services of one organisation's peer: gateway, deliver, endorser and discovery. */
export function peerServices(registry: Registry, log: DefectLog): readonly Service[] {
  return [
    [gateway.GatewayService, gatewayService(registry, log)],
    [peer.DeliverService, deliverService(registry, log)],
    [
      peer.EndorserService,
      { processProposal: unary(log, (request: peer.SignedProposal) => processDirectly(registry, request)) },
    ],
    [
      discovery.DiscoveryService,
      { discover: unary(log, (request: discovery.SignedRequest) => discover(registry, request)) },
    ],
  ];
}

/** `protos.Endorser/ProcessProposal`; a refused proposal loses its response on the way, as from a Go server. */
async function processDirectly(registry: Registry, request: peer.SignedProposal): Promise<peer.ProposalResponse> {
  try {
    checkEntrance(request, registry.local.faults.now(registry.local.mspId));
    requireEndorsableHeaders(request);
    return await processProposal(registry.local, unpackProposal(request));
  } catch (error) {
    const refused = error instanceof ProposalRefused || error instanceof ProtoError;
    throw refused ? new RpcError(Code.UNKNOWN, error.message) : error;
  }
}

function gatewayService(registry: Registry, log: DefectLog): grpc.UntypedServiceImplementation {
  return {
    evaluate: unary(log, (request: gateway.EvaluateRequest) => evaluate(registry, request)),
    endorse: unary(log, (request: gateway.EndorseRequest) => endorse(registry, request)),
    submit: unary(log, (request: gateway.SubmitRequest) => submit(registry, request)),
    commitStatus: unary(log, (request: gateway.SignedCommitStatusRequest, signal) =>
      commitStatus(registry, request, signal()),
    ),
    chaincodeEvents: (
      call: grpc.ServerWritableStream<gateway.SignedChaincodeEventsRequest, gateway.ChaincodeEventsResponse>,
    ) => {
      const signal = signalOf(call);
      sendAll(call, chaincodeEvents(registry, call.request, signal), signal).then(
        () => call.end(),
        (error: unknown) => call.emit('error', asRpcError(error, log)),
      );
    },
  };
}

type DeliverStream = grpc.ServerDuplexStream<common.Envelope, peer.DeliverResponse>;

function deliverService(registry: Registry, log: DefectLog): grpc.UntypedServiceImplementation {
  const serve = (call: DeliverCall) => (stream: DeliverStream) => {
    const answer: SeekAnswer<peer.DeliverResponse> = (envelope, signal) => deliver(registry, call, envelope, signal);
    serveDeliver(stream, { answer, status: statusAnswer }, log);
  };
  return {
    deliver: serve({ resource: 'event/Block', answer: fullBlock }),
    deliverFiltered: serve({ resource: 'event/FilteredBlock', answer: filteredBlock }),
    deliverWithPrivateData: serve({ resource: 'event/Block', answer: blockWithPrivateData }),
  };
}
