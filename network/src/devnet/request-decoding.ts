import * as grpc from '@grpc/grpc-js';

import { type MessageType, read } from '../proto/decode.js';

/** A request that could not be read; the text is that of Go's gRPC library. */
class Undecodable {
  constructor(readonly text: string) {}
}

type Method = grpc.MethodDefinition<unknown, unknown>;

/** What generated services say besides what gRPC's types ask for. */
interface GeneratedMethod {
  readonly requestType: MessageType<unknown>;
}

/**
 * The service with requests that are read as Go reads them. One that cannot be read goes on to
 * {@link refuseUndecodable}: an error here would end the call with a status of the library's choice.
 */
export function readingRequests(definition: grpc.ServiceDefinition): grpc.ServiceDefinition {
  const methods = Object.entries(definition).map(([name, method]) => [name, readingRequest(method)] as const);
  return Object.fromEntries(methods);
}

function readingRequest(method: Method): Method {
  const { requestType } = method as Method & GeneratedMethod;
  const unary = !method.requestStream && !method.responseStream;
  const failed = unary ? 'grpc: error unmarshalling request' : 'grpc: failed to unmarshal the received message';
  return {
    ...method,
    requestDeserialize: (bytes) => {
      try {
        return read(requestType, bytes);
      } catch (error) {
        return new Undecodable(`${failed}: ${(error as Error).message}`);
      }
    },
  };
}

/** Ends a call whose request could not be read, before its handler hears of it. */
export const refuseUndecodable: grpc.ServerInterceptor = (_method, call) =>
  new grpc.ServerInterceptingCall(call, {
    start: (next) =>
      next({
        onReceiveMessage: (message: unknown, receive) => {
          if (message instanceof Undecodable) call.sendStatus({ code: grpc.status.INTERNAL, details: message.text });
          else receive(message);
        },
      }),
  });
