import * as grpc from '@grpc/grpc-js';
import { common, discovery, gateway, peer } from '@hyperledger/fabric-protos';

import { discover } from '../discovery/discover.js';
import { processProposal } from '../peer/endorser.js';
import { checkEntrance, ProposalRefused } from '../peer/proposal-checks.js';
import { ProtoError } from '../proto/decode.js';
import { unpackProposal } from '../proto/proposal.js';
import { chaincodeEvents } from './chaincode-events.js';
import { concurrencyLimit, PEER_LIMITS } from './concurrency-limit.js';
import { commitStatus } from './commit-status.js';
import { deliver, type DeliverCall, type DeliverStatus } from './deliver.js';
import { blockWithPrivateData, filteredBlock, fullBlock } from './deliver-answers.js';
import { endorse } from './endorse.js';
import { evaluate } from './evaluate.js';
import type { Registry } from './registry.js';
import { asRpcError, type DefectLog, sendAll, signalOf, unary } from './rpc.js';
import { Code, RpcError } from './status.js';
import { submit } from './submit.js';

/** Fabric's gRPC limit. */
const MAXIMUM_MESSAGE_BYTES = 100 * 1024 * 1024;

/** Where and with which TLS certificate to serve. */
export interface ServerOptions {
  /** On the loopback interface; 0 takes any free one. */
  readonly port: number;
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly privateKey: string;
  /** One line for the operator about a defect: a client gets INTERNAL. */
  readonly log: DefectLog;
}

/** The services of one organisation's peer: gateway, deliver, endorser and discovery, over TLS on one port. */
export class PeerServer {
  readonly #server: grpc.Server;
  readonly port: number;

  private constructor(server: grpc.Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async listen(registry: Registry, options: ServerOptions): Promise<PeerServer> {
    const server = new grpc.Server({
      'grpc.max_receive_message_length': MAXIMUM_MESSAGE_BYTES,
      'grpc.max_send_message_length': MAXIMUM_MESSAGE_BYTES,
      interceptors: [concurrencyLimit(PEER_LIMITS)],
    });
    server.addService(gateway.GatewayService, gatewayService(registry, options.log));
    server.addService(peer.DeliverService, deliverService(registry, options.log));
    server.addService(peer.EndorserService, {
      processProposal: unary(options.log, (request: peer.SignedProposal) => processDirectly(registry, request)),
    });
    server.addService(discovery.DiscoveryService, {
      discover: unary(options.log, (request: discovery.SignedRequest) => discover(registry, request)),
    });
    const credentials = grpc.ServerCredentials.createSsl(null, [
      { cert_chain: Buffer.from(options.certificate), private_key: Buffer.from(options.privateKey) },
    ]);
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`127.0.0.1:${options.port}`, credentials, (error, bound) => {
        if (error) reject(error);
        else resolve(bound);
      });
    });
    return new PeerServer(server, port);
  }

  /** Ends all streams and stops listening. */
  close(): void {
    this.#server.forceShutdown();
  }
}

/** `protos.Endorser/ProcessProposal`; a refused proposal loses its response on the way, as from a Go server. */
async function processDirectly(registry: Registry, request: peer.SignedProposal): Promise<peer.ProposalResponse> {
  try {
    checkEntrance(request, registry.local.faults.now(registry.local.mspId));
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
  const serve = (call: DeliverCall) => (stream: DeliverStream) => serveDeliver(registry, call, stream, log);
  return {
    deliver: serve({ resource: 'event/Block', answer: fullBlock }),
    deliverFiltered: serve({ resource: 'event/FilteredBlock', answer: filteredBlock }),
    deliverWithPrivateData: serve({ resource: 'event/Block', answer: blockWithPrivateData }),
  };
}

/** Seek requests of one stream are answered one after the other, until one ends other than well. */
function serveDeliver(registry: Registry, call: DeliverCall, stream: DeliverStream, log: DefectLog): void {
  const signal = signalOf(stream);
  let ended = false;
  const end = (): void => {
    if (!ended) stream.end();
    ended = true;
  };
  const answer = async (envelope: common.Envelope): Promise<void> => {
    if (ended || signal.aborted) return;
    const status = await sendAll(stream, deliver(registry, call, envelope, signal), signal);
    if (status === undefined) return;
    stream.write(statusAnswer(status));
    if (status !== common.Status.SUCCESS) end();
  };
  let previous: Promise<unknown> = Promise.resolve();
  stream.on('data', (envelope: common.Envelope) => {
    previous = previous
      .then(() => answer(envelope))
      .catch((error: unknown) => {
        ended = true;
        stream.emit('error', asRpcError(error, log));
      });
  });
  stream.on('end', () => void previous.then(end));
}

function statusAnswer(status: DeliverStatus): peer.DeliverResponse {
  const response = new peer.DeliverResponse();
  response.setStatus(status);
  return response;
}
