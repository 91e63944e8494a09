import { peer } from '@hyperledger/fabric-protos';

const Type = peer.ChaincodeMessage.Type;

/** The kinds of message of the chaincode protocol. */
export type MessageKind = peer.ChaincodeMessage.TypeMap[keyof peer.ChaincodeMessage.TypeMap];

/** What a chaincode may ask of its peer in a transaction (Fabric: handler.go, handleMessageReadyState). */
export const REQUEST_KINDS: ReadonlySet<MessageKind> = new Set([
  Type.PUT_STATE,
  Type.DEL_STATE,
  Type.INVOKE_CHAINCODE,
  Type.GET_STATE,
  Type.GET_STATE_BY_RANGE,
  Type.GET_QUERY_RESULT,
  Type.GET_HISTORY_FOR_KEY,
  Type.QUERY_STATE_NEXT,
  Type.QUERY_STATE_CLOSE,
  Type.GET_PRIVATE_DATA_HASH,
  Type.GET_STATE_METADATA,
  Type.PUT_STATE_METADATA,
  Type.PURGE_PRIVATE_DATA,
  Type.WRITE_BATCH_STATE,
  Type.GET_STATE_MULTIPLE,
]);

/** The name of a kind in the protocol, as error texts have it. */
export function kindName(kind: MessageKind): string {
  return Object.entries(Type).find(([, value]) => value === kind)?.[0] ?? String(kind);
}
