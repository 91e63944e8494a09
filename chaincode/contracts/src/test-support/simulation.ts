import type { peer } from '@hyperledger/fabric-protos';
import type { FakeLedger, Write } from './ledger.js';
import { bytesField, repeatedBytes } from '../protobuf/fields.js';
import { shimProtos } from './shim.js';

const { ledger: ledgerProtos, peer: peerProtos } = shimProtos;
const MessageType = peerProtos.ChaincodeMessage.Type;
/** Messages of Fabric 3.1 that the protobuf classes of the shim do not know yet (peer/chaincode_shim.proto). */
const [WRITE_BATCH_STATE, GET_STATE_MULTIPLE]: readonly number[] = [24, 25];
const PAGE = 100;
/** Field 3 of KeyModification with an empty google.protobuf.Timestamp: the shim reads it without asking whether it is there. */
const EMPTY_TIMESTAMP = Uint8Array.of(0x1a, 0);

/** Bytes of one result of a range or history query. */
type Row = Uint8Array;

/** One transaction at the fake peer: answers the requests of the chaincode and gathers its writes. */
export class Simulation {
  readonly writes: Write[] = [];
  /** Keys of public state that were read one by one, and ranges as `start..end`. */
  readonly reads: string[] = [];
  private readonly iterators = new Map<string, Row[]>();

  constructor(private readonly ledger: FakeLedger) {}

  /** Answers one request, as core/chaincode/handler.go does. @throws Error for a request that it does not know */
  answer(message: peer.ChaincodeMessage): Uint8Array {
    const payload = message.getPayload_asU8();
    const type: number = message.getType();
    switch (type) {
      case MessageType.GET_STATE:
        return this.getState(payload);
      case MessageType.GET_PRIVATE_DATA_HASH:
        return this.getHash(payload);
      case MessageType.PUT_STATE:
        return this.putState(payload);
      case MessageType.DEL_STATE:
        return this.deleteState(payload);
      case MessageType.PURGE_PRIVATE_DATA:
        return this.purge(payload);
      case MessageType.PUT_STATE_METADATA:
        return this.putMetadata(payload);
      case MessageType.GET_STATE_BY_RANGE:
        return this.openRange(payload);
      case MessageType.GET_HISTORY_FOR_KEY:
        return this.openHistory(payload);
      case MessageType.QUERY_STATE_NEXT:
        return this.page(peerProtos.QueryStateNext.deserializeBinary(payload).getId());
      case MessageType.QUERY_STATE_CLOSE:
        return this.close(peerProtos.QueryStateClose.deserializeBinary(payload).getId());
      case GET_STATE_MULTIPLE:
        return this.getStates(payload);
      case WRITE_BATCH_STATE:
        return this.writeBatch(payload);
      default:
        throw new Error(`request ${String(message.getType())} is not known here`);
    }
  }

  private getState(payload: Uint8Array): Uint8Array {
    const request = peerProtos.GetState.deserializeBinary(payload);
    if (request.getCollection() === '') this.reads.push(request.getKey());
    return Buffer.from(this.ledger.get(request.getCollection(), request.getKey()) ?? '', 'utf8');
  }

  /** GetStateMultiple and its result: the repeated field 1 of both. */
  private getStates(payload: Uint8Array): Uint8Array {
    const keys = repeatedBytes(payload, 1).map((key) => Buffer.from(key).toString('utf8'));
    this.reads.push(...keys);
    return Buffer.concat(keys.map((key) => bytesField(1, this.ledger.get('', key) ?? '')));
  }

  /** WriteBatchState: records have the fields of the messages for one write, and end with the type of that. */
  private writeBatch(payload: Uint8Array): Uint8Array {
    for (const record of repeatedBytes(payload, 1)) {
      switch (record.at(-1)) {
        case MessageType.PUT_STATE:
          this.putState(record);
          break;
        case MessageType.DEL_STATE:
          this.deleteState(record);
          break;
        case MessageType.PUT_STATE_METADATA:
          this.putMetadata(record);
          break;
        default:
          throw new Error('a batch has an unknown record');
      }
    }
    return new Uint8Array();
  }

  private getHash(payload: Uint8Array): Uint8Array {
    const request = peerProtos.GetState.deserializeBinary(payload);
    return this.ledger.hash(request.getCollection(), request.getKey()) ?? new Uint8Array();
  }

  private putState(payload: Uint8Array): Uint8Array {
    const request = peerProtos.PutState.deserializeBinary(payload);
    const value = Buffer.from(request.getValue_asU8()).toString('utf8');
    this.writes.push({ collection: request.getCollection(), key: request.getKey(), value });
    return new Uint8Array();
  }

  private deleteState(payload: Uint8Array): Uint8Array {
    const request = peerProtos.DelState.deserializeBinary(payload);
    this.writes.push({ collection: request.getCollection(), key: request.getKey() });
    return new Uint8Array();
  }

  private purge(payload: Uint8Array): Uint8Array {
    const request = peerProtos.PurgePrivateState.deserializeBinary(payload);
    this.writes.push({ collection: request.getCollection(), key: request.getKey() });
    return new Uint8Array();
  }

  private putMetadata(payload: Uint8Array): Uint8Array {
    const request = peerProtos.PutStateMetadata.deserializeBinary(payload);
    const policy = Buffer.from(request.getMetadata()?.getValue_asU8() ?? []).toString('hex');
    const index = this.writes.findIndex((write) => write.key === request.getKey());
    const write = this.writes[index];
    if (write === undefined) throw new Error('a policy without a value in the same transaction');
    this.writes[index] = { ...write, policy };
    return new Uint8Array();
  }

  private openRange(payload: Uint8Array): Uint8Array {
    const request = peerProtos.GetStateByRange.deserializeBinary(payload);
    this.reads.push(`${request.getStartkey()}..${request.getEndkey()}`);
    const rows = this.ledger.range(request.getStartkey(), request.getEndkey()).map(([key, value]) => {
      const row = new ledgerProtos.queryresult.KV();
      row.setKey(key);
      row.setValue(Buffer.from(value, 'utf8'));
      return row.serializeBinary();
    });
    return this.open(rows);
  }

  private openHistory(payload: Uint8Array): Uint8Array {
    const request = peerProtos.GetHistoryForKey.deserializeBinary(payload);
    const rows = this.ledger.history(request.getKey()).map(({ transactionId, value }) => {
      const row = new ledgerProtos.queryresult.KeyModification();
      row.setTxId(transactionId);
      row.setIsDelete(value === undefined);
      row.setValue(Buffer.from(value ?? '', 'utf8'));
      return Buffer.concat([row.serializeBinary(), EMPTY_TIMESTAMP]);
    });
    return this.open(rows);
  }

  private open(rows: Row[]): Uint8Array {
    const id = String(this.iterators.size);
    this.iterators.set(id, rows);
    return this.page(id);
  }

  private page(id: string): Uint8Array {
    const rows = this.iterators.get(id) ?? [];
    const response = new peerProtos.QueryResponse();
    response.setId(id);
    response.setHasMore(rows.length > PAGE);
    const results = rows.splice(0, PAGE).map((bytes) => {
      const result = new peerProtos.QueryResultBytes();
      result.setResultbytes(bytes);
      return result;
    });
    response.setResultsList(results);
    return response.serializeBinary();
  }

  private close(id: string): Uint8Array {
    this.iterators.delete(id);
    const response = new peerProtos.QueryResponse();
    response.setId(id);
    return response.serializeBinary();
  }
}
