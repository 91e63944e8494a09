import type { EventEmitter } from 'node:events';

import type * as grpc from '@grpc/grpc-js';

import { messageOf } from '../../network-error.js';
import { Code, RpcError } from './status.js';

/** Tells the operator about a defect, in one line. */
export type DefectLog = (line: string) => void;

/** A call that a client may give up. */
interface Cancellable {
  on(event: 'cancelled', listener: () => void): unknown;
}

/** A stream of answers; `write` is false when the client is slow. */
interface AnswerStream<T> extends Pick<EventEmitter, 'once'> {
  write(answer: T): boolean;
}

/** A unary handler from a function that answers or throws; only those that wait ask for the call's signal. */
export function unary<Request, Response>(
  log: DefectLog,
  answer: (request: Request, signal: () => AbortSignal) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    const respond = async (): Promise<Response> => answer(call.request, () => signalOf(call));
    respond().then(
      (response) => callback(null, response),
      (error: unknown) => callback(asRpcError(error, log)),
    );
  };
}

/** Aborts when the client cancels, goes away or runs out of time. */
export function signalOf(call: Cancellable): AbortSignal {
  const controller = new AbortController();
  call.on('cancelled', () => controller.abort());
  return controller.signal;
}

/** Sends what a generator yields, at the client's pace, and returns what it returns; undefined when aborted. */
export async function sendAll<T, R>(
  stream: AnswerStream<T>,
  answers: AsyncGenerator<T, R, undefined>,
  signal: AbortSignal,
): Promise<R | undefined> {
  for (;;) {
    const next = await answers.next();
    if (signal.aborted) return undefined;
    if (next.done === true) return next.value;
    if (!stream.write(next.value)) await drained(stream, signal);
  }
}

/** What the client is told. Anything but a deliberate refusal is a defect of this network: logged, and INTERNAL. */
export function asRpcError(error: unknown, log: DefectLog): RpcError {
  if (error instanceof RpcError) return error;
  log(
    `unexpected error while serving a client: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  return new RpcError(Code.INTERNAL, `internal error of the development network: ${messageOf(error)}`);
}

function drained<T>(stream: AnswerStream<T>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    stream.once('drain', done);
    signal.addEventListener('abort', done);
  });
}
