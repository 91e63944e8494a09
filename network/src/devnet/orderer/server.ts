import type * as grpc from '@grpc/grpc-js';
import { common, orderer } from '@hyperledger/fabric-protos';

import type { Clock } from '../clock.js';
import { deliverBlocks, type DeliverSource, type DeliverStatus } from '../deliver/block-delivery.js';
import { serveDeliver } from '../deliver/deliver-stream.js';
import { asRpcError, type DefectLog } from '../gateway/rpc.js';
import { expiresAt } from '../../msp/expiry.js';
import type { Service } from '../node-server.js';
import type { ChannelOrderer } from './channel-orderer.js';
import { BroadcastRefused } from './filters.js';
import type { OrderingNode } from './ordering-node.js';

const { Status } = common;

type BroadcastStream = grpc.ServerDuplexStream<common.Envelope, orderer.BroadcastResponse>;
type DeliverStream = grpc.ServerDuplexStream<common.Envelope, orderer.DeliverResponse>;

/** `orderer.AtomicBroadcast` of one organisation's orderer (Fabric: orderer/common/server/server.go). */
export function atomicBroadcast(node: OrderingNode, clock: Clock, log: DefectLog): Service {
  return [
    orderer.AtomicBroadcastService,
    {
      broadcast: (stream: BroadcastStream) => serveBroadcast(node, stream, log),
      deliver: (stream: DeliverStream) =>
        serveDeliver(
          stream,
          { answer: (envelope, signal) => orderedBlocks(node, clock, envelope, signal), status: statusAnswer },
          log,
        ),
    },
  ];
}

/** Answers every message; the first refusal ends the stream (Fabric: orderer/common/broadcast/broadcast.go). */
function serveBroadcast(node: OrderingNode, stream: BroadcastStream, log: DefectLog): void {
  let ended = false;
  stream.on('data', (envelope: common.Envelope) => {
    if (ended) return;
    try {
      const response = broadcastResponse(node, envelope);
      stream.write(response);
      ended = response.getStatus() !== Status.SUCCESS;
      if (ended) stream.end();
    } catch (error) {
      ended = true;
      stream.emit('error', asRpcError(error, log));
    }
  });
  stream.on('end', () => {
    if (!ended) stream.end();
  });
}

function broadcastResponse(node: OrderingNode, envelope: common.Envelope): orderer.BroadcastResponse {
  const response = new orderer.BroadcastResponse();
  try {
    node.broadcast(envelope);
    response.setStatus(Status.SUCCESS);
  } catch (error) {
    if (!(error instanceof BroadcastRefused)) throw error;
    response.setStatus(Status[error.status]);
    response.setInfo(error.message);
  }
  return response;
}

async function* orderedBlocks(
  node: OrderingNode,
  clock: Clock,
  envelope: common.Envelope,
  signal: AbortSignal,
): AsyncGenerator<orderer.DeliverResponse, DeliverStatus, undefined> {
  const sourceOf = (channelId: string): DeliverSource | undefined => {
    const channel = node.channel(channelId);
    return channel && sourceAt(channel, clock);
  };
  const blocks = deliverBlocks(sourceOf, envelope, { now: clock.now(), signal });
  for (;;) {
    const next = await blocks.next();
    if (next.done === true) return next.value;
    const response = new orderer.DeliverResponse();
    response.setBlock(next.value.block);
    yield response;
  }
}

function sourceAt(channel: ChannelOrderer, clock: Clock): DeliverSource {
  return {
    get height() {
      return channel.height;
    },
    waitForHeight: (height, signal) => channel.waitForHeight(height, signal),
    block: (number) => channel.block(number),
    mayRead: (client) => clock.now() <= expiresAt(client.identity) && channel.readers.evaluate([client]),
  };
}

function statusAnswer(status: DeliverStatus): orderer.DeliverResponse {
  const response = new orderer.DeliverResponse();
  response.setStatus(status);
  return response;
}
