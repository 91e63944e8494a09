import { common, orderer } from '@hyperledger/fabric-protos';

import type { SignedData } from '../../policy/policy.js';
import { blockNumber, committedTransactions } from '../../proto/block.js';
import { ProtoError } from '../../proto/decode.js';
import { type UnpackedEnvelope } from '../../proto/envelope.js';
import { seekInfo, unpackSeekEnvelope } from '../../proto/seek-envelope.js';
import { blocksFrom, type BlockSource } from './block-stream.js';
import { type SeekSpan, seekSpan } from './seek-span.js';

const { Status } = common;

/** How a deliver request ended. */
export type DeliverStatus = common.StatusMap[keyof common.StatusMap];

/** What a deliver service reads from, and who may. */
export interface DeliverSource extends BlockSource {
  /** Judged anew for every block: rights and certificates may end while a stream is open. */
  mayRead(client: SignedData): boolean;
}

/** Channels of a node by name. */
export type SourceOf<S extends DeliverSource> = (channelId: string) => S | undefined;

/** A block on its way to a client. */
export interface Delivered<S extends DeliverSource> {
  readonly block: common.Block;
  readonly source: S;
  readonly client: SignedData;
}

interface DeliverRequest<S> {
  readonly source: S;
  readonly seek: orderer.SeekInfo;
  readonly envelope: UnpackedEnvelope;
  readonly span: SeekSpan;
}

/**
 * Answers one seek request with its blocks and returns the closing status (Fabric: common/deliver/deliver.go
 * deliverBlocks).
 */
export async function* deliverBlocks<S extends DeliverSource>(
  sourceOf: SourceOf<S>,
  envelope: common.Envelope,
  { now, signal }: { readonly now: number; readonly signal: AbortSignal },
): AsyncGenerator<Delivered<S>, DeliverStatus, undefined> {
  const request = readRequest(sourceOf, envelope, now);
  return typeof request === 'number' ? request : yield* requestedBlocks(request, signal);
}

async function* requestedBlocks<S extends DeliverSource>(
  { source, seek, envelope, span }: DeliverRequest<S>,
  signal: AbortSignal,
): AsyncGenerator<Delivered<S>, DeliverStatus, undefined> {
  const immediate = seek.getBehavior() === orderer.SeekInfo.SeekBehavior.FAIL_IF_NOT_READY;
  const headersOnly = seek.getContentType() === orderer.SeekInfo.SeekContentType.HEADER_WITH_SIG;
  const client = envelope.signedData;
  if (immediate && span.first >= source.height) return Status.NOT_FOUND;
  for await (const block of blocksFrom(source, span.first, signal)) {
    if (!source.mayRead(client)) return Status.FORBIDDEN;
    yield { block: headersOnly ? withoutData(block) : block, source, client };
    const next = blockNumber(block) + 1;
    if (next > span.last) return Status.SUCCESS;
    if (immediate && next >= source.height) return Status.NOT_FOUND;
  }
  return Status.INTERNAL_SERVER_ERROR;
}

function readRequest<S extends DeliverSource>(
  sourceOf: SourceOf<S>,
  raw: common.Envelope,
  now: number,
): DeliverRequest<S> | DeliverStatus {
  try {
    const envelope = unpackSeekEnvelope(raw, now);
    const source = sourceOf(envelope.channelHeader.getChannelId());
    if (source === undefined) return Status.NOT_FOUND;
    const seek = seekInfo(envelope);
    if (!source.mayRead(envelope.signedData)) return Status.FORBIDDEN;
    const span = seekSpan(seek, source.height);
    return typeof span === 'string' ? Status[span] : { source, seek, envelope, span };
  } catch (error) {
    if (error instanceof ProtoError) return Status.BAD_REQUEST;
    throw error;
  }
}

/** Config blocks keep their data: who follows headers needs the configuration that they are judged by. */
function withoutData(block: common.Block): common.Block {
  const header = new common.Block();
  header.setHeader(block.getHeader());
  header.setMetadata(block.getMetadata());
  if (isConfigBlock(block)) header.setData(block.getData());
  return header;
}

function isConfigBlock(block: common.Block): boolean {
  return committedTransactions(block).some(({ type }) => type === common.HeaderType.CONFIG);
}
