import type * as grpc from '@grpc/grpc-js';
import { common } from '@hyperledger/fabric-protos';

import { asRpcError, type DefectLog, sendAll, signalOf } from '../gateway/rpc.js';
import type { DeliverStatus } from './block-delivery.js';

/** How one deliver call answers a seek request: the messages to send, then the status. */
export type SeekAnswer<T> = (
  envelope: common.Envelope,
  signal: AbortSignal,
) => AsyncGenerator<T, DeliverStatus, undefined>;

/** Answers the seek requests of one stream one after the other, until one ends other than well. */
export function serveDeliver<T>(
  stream: grpc.ServerDuplexStream<common.Envelope, T>,
  call: { readonly answer: SeekAnswer<T>; readonly status: (status: DeliverStatus) => T },
  log: DefectLog,
): void {
  const signal = signalOf(stream);
  let ended = false;
  const end = (): void => {
    if (!ended) stream.end();
    ended = true;
  };
  const answer = async (envelope: common.Envelope): Promise<void> => {
    if (ended || signal.aborted) return;
    const status = await sendAll(stream, call.answer(envelope, signal), signal);
    if (status === undefined) return;
    stream.write(call.status(status));
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
