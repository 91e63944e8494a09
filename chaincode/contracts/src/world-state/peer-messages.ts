import type { Context } from 'fabric-contract-api';

/** Asks the peer something within a transaction. @returns the bytes of its answer */
export type Asker = (type: number, payload: Uint8Array) => Promise<Uint8Array>;

/** A message of the shim: its own class, of which only this is used. */
interface ShimMessage {
  setType(type: number): void;
  setPayload(payload: Uint8Array): void;
}

/** What is used of the shim below its public interface; its version is pinned. */
interface ShimHandler {
  handleGetState(collection: string, key: string, channel: string, transaction: string): Promise<Uint8Array>;
  _askPeerAndListen(message: ShimMessage, method: string): Promise<Uint8Array>;
}

/**
 * Messages to the peer that the shim for Node does not offer, or whose answers it unpacks at a price. Its queue and its
 * own message class are used, so that these go the way of all others; only type and payload are set before one leaves.
 */
export function askerOf(stub: Context['stub']): Asker {
  const { handler } = stub as unknown as { readonly handler: ShimHandler };
  return (type, payload) => {
    const asking = Object.create(handler) as ShimHandler;
    asking._askPeerAndListen = (message, method) => {
      message.setType(type);
      message.setPayload(payload);
      return handler._askPeerAndListen(message, method);
    };
    return asking.handleGetState('', '', stub.getChannelID(), stub.getTxID());
  };
}
