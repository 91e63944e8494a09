import { common, orderer, type peer } from '@hyperledger/fabric-protos';

import { MspError } from '../msp/msp-error.js';
import { AccessDenied, checkAccessTo } from '../peer/access.js';
import type { ChannelPeer } from '../peer/channel-peer.js';
import { blockNumber } from '../proto/block.js';
import { ProtoError } from '../proto/decode.js';
import type { UnpackedEnvelope } from '../proto/envelope.js';
import { seekInfo, unpackSeekEnvelope } from '../proto/seek-envelope.js';
import { blocksFrom } from './block-stream.js';
import type { BlockAnswer } from './deliver-answers.js';
import type { Registry } from './registry.js';
import { type SeekSpan, seekSpan } from './seek-span.js';

const { Status } = common;

/** How a deliver request ended. */
export type DeliverStatus = common.StatusMap[keyof common.StatusMap];

/** One of the three calls of `protos.Deliver`. */
export interface DeliverCall {
  readonly resource: string;
  readonly answer: BlockAnswer;
}

interface DeliverRequest {
  readonly call: DeliverCall;
  readonly channel: ChannelPeer;
  readonly seek: orderer.SeekInfo;
  readonly envelope: UnpackedEnvelope;
  readonly span: SeekSpan;
}

/**
 * Answers one seek request with its blocks and returns the closing status (Fabric: common/deliver/deliver.go
 * deliverBlocks). The client's right to read is judged anew for every block.
 */
export async function* deliver(
  registry: Registry,
  call: DeliverCall,
  envelope: common.Envelope,
  signal: AbortSignal,
): AsyncGenerator<peer.DeliverResponse, DeliverStatus, undefined> {
  const request = readRequest(registry, call, envelope);
  return typeof request === 'number' ? request : yield* deliverBlocks(request, signal);
}

async function* deliverBlocks(
  { call, channel, seek, envelope, span }: DeliverRequest,
  signal: AbortSignal,
): AsyncGenerator<peer.DeliverResponse, DeliverStatus, undefined> {
  const immediate = seek.getBehavior() === orderer.SeekInfo.SeekBehavior.FAIL_IF_NOT_READY;
  const headersOnly = seek.getContentType() === orderer.SeekInfo.SeekContentType.HEADER_WITH_SIG;
  if (immediate && span.first >= channel.ledger.height) return Status.NOT_FOUND;
  for await (const block of blocksFrom(channel.ledger, span.first, signal)) {
    if (!mayRead(channel, call.resource, envelope)) return Status.FORBIDDEN;
    yield await call.answer(headersOnly ? withoutData(block) : block, channel, envelope.signedData);
    const next = blockNumber(block) + 1;
    if (next > span.last) return Status.SUCCESS;
    if (immediate && next >= channel.ledger.height) return Status.NOT_FOUND;
  }
  return Status.INTERNAL_SERVER_ERROR;
}

function readRequest(registry: Registry, call: DeliverCall, raw: common.Envelope): DeliverRequest | DeliverStatus {
  try {
    const envelope = unpackSeekEnvelope(raw, registry.local.faults.now(registry.local.mspId));
    const channel = registry.local.channels.get(envelope.channelHeader.getChannelId());
    if (channel === undefined) return Status.NOT_FOUND;
    const seek = seekInfo(envelope);
    if (!mayRead(channel, call.resource, envelope)) return Status.FORBIDDEN;
    const span = seekSpan(seek, channel.ledger.height);
    return typeof span === 'string' ? Status[span] : { call, channel, seek, envelope, span };
  } catch (error) {
    if (error instanceof ProtoError) return Status.BAD_REQUEST;
    throw error;
  }
}

/** Both the channel's policy and the certificate's expiry are looked at, as both may change while a stream is open. */
function mayRead(channel: ChannelPeer, resource: string, envelope: UnpackedEnvelope): boolean {
  try {
    checkAccessTo(channel.bundle, resource, envelope.signedData);
    const { notAfter } = channel.bundle.msp.deserialize(envelope.signedData.identity);
    return notAfter.getTime() >= channel.organization.faults.now(channel.organization.mspId);
  } catch (error) {
    if (error instanceof AccessDenied || error instanceof MspError) return false;
    throw error;
  }
}

/** Config blocks keep their data: who follows headers needs the configuration that they are judged by. */
function withoutData(block: common.Block): common.Block {
  const metadata = block.getMetadata();
  const header = new common.Block();
  header.setHeader(block.getHeader());
  header.setMetadata(metadata);
  if (blockNumber(block) === 0) header.setData(block.getData());
  return header;
}
