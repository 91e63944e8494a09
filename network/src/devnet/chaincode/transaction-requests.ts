import { peer } from '@hyperledger/fabric-protos';

import { decode, ProtoError } from '../../proto/decode.js';
import type { RequestHandler } from './chaincode-stream.js';
import type { MessageKind } from './message-kinds.js';
import { TransactionQueries } from './query-requests.js';
import {
  deleteState,
  getPrivateDataHash,
  getState,
  getStateMetadata,
  getStateMultiple,
  purgePrivateData,
  putState,
  putStateMetadata,
  writeBatch,
} from './state-requests.js';
import type { TransactionWorld } from './transaction-world.js';

const Kind = peer.ChaincodeMessage.Type;

type StateRequest = (world: TransactionWorld, payload: Uint8Array) => Promise<Uint8Array | undefined>;

const STATE_REQUESTS: ReadonlyMap<MessageKind, StateRequest> = new Map<MessageKind, StateRequest>([
  [Kind.GET_STATE, getState],
  [Kind.GET_STATE_MULTIPLE, getStateMultiple],
  [Kind.GET_PRIVATE_DATA_HASH, getPrivateDataHash],
  [Kind.GET_STATE_METADATA, getStateMetadata],
  [Kind.PUT_STATE, putState],
  [Kind.DEL_STATE, deleteState],
  [Kind.PURGE_PRIVATE_DATA, purgePrivateData],
  [Kind.PUT_STATE_METADATA, putStateMetadata],
  [Kind.WRITE_BATCH_STATE, writeBatch],
]);

/** Answers every request that a chaincode may make in one transaction (Fabric: core/chaincode/handler.go). */
export class TransactionRequests {
  readonly #world: TransactionWorld;
  readonly #queries = new TransactionQueries();

  constructor(world: TransactionWorld) {
    this.#world = world;
  }

  readonly handle: RequestHandler = async (kind, payload) => {
    const stateRequest = STATE_REQUESTS.get(kind);
    if (stateRequest !== undefined) return stateRequest(this.#world, payload);
    switch (kind) {
      case Kind.GET_STATE_BY_RANGE:
        return this.#queries.range(this.#world, payload);
      case Kind.GET_HISTORY_FOR_KEY:
        return this.#queries.history(this.#world, payload);
      case Kind.GET_QUERY_RESULT:
        return this.#queries.rich(this.#world, payload);
      case Kind.QUERY_STATE_NEXT:
        return this.#queries.next(payload);
      case Kind.QUERY_STATE_CLOSE:
        return this.#queries.close(payload);
      case Kind.INVOKE_CHAINCODE:
        return this.#invoke(payload);
      default:
        throw new Error('the peer cannot handle this message');
    }
  };

  /** Closes the queries that the chaincode left open. */
  end(): Promise<void> {
    return this.#queries.closeAll();
  }

  async #invoke(payload: Uint8Array): Promise<Uint8Array> {
    const spec = decode(peer.ChaincodeSpec, payload, 'ChaincodeSpec');
    const target = spec.getChaincodeId();
    if (target === undefined) throw new ProtoError('chaincode spec names no chaincode');
    const { chaincode, channelId } = parseTarget(target.getName());
    const answer = await this.#world.invoke({
      chaincode,
      channelId: channelId === '' ? this.#world.channelId : channelId,
      input: spec.getInput() ?? new peer.ChaincodeInput(),
    });
    return answer.serializeBinary();
  }
}

/** `name:version/channel`, where version (ignored) and channel are optional (Fabric: chaincode.ParseName). */
function parseTarget(name: string): { readonly chaincode: string; readonly channelId: string } {
  const slash = name.indexOf('/');
  const instance = slash < 0 ? name : name.slice(0, slash);
  return {
    chaincode: instance.split(':', 1)[0] ?? '',
    channelId: slash < 0 ? '' : name.slice(slash + 1),
  };
}
