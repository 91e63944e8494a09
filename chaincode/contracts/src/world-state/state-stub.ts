import type { Context } from 'fabric-contract-api';
import { bytesField, numberField, repeatedBytes } from '../protobuf/fields.js';
import type { StagedEntry } from './overlay.js';
import { askerOf } from './peer-messages.js';
import { readRange, type CommittedRange } from './state-range.js';

type FabricStub = Context['stub'];

/** How public state is reached: many keys in one message to the peer. */
export interface StateStub extends Pick<FabricStub, 'getState' | 'getHistoryForKey'> {
  /** The values of keys in their order; an empty one where there is none. */
  getStates(keys: readonly string[]): Promise<readonly Uint8Array[]>;
  /** The first of the committed entries from a key on and before another one, so many at most. */
  range(start: string, end: string, entriesMax: number): Promise<CommittedRange>;
  /** Sends changes in their order, the policy of a key beside its value. */
  send(changes: readonly StagedEntry[]): Promise<void>;
}

/** Keys or records in a message at most: what a peer takes by default (`chaincode.runtimeParams` of core.yaml). */
const RECORDS_MAX = 1_000;

/** ChaincodeMessage.Type of peer/chaincode_shim.proto, since Fabric 3.1. */
const WRITE_BATCH_STATE = 24;
const GET_STATE_MULTIPLE = 25;

/** WriteRecord.Type of peer/chaincode_shim.proto. */
const [PUT_STATE, DEL_STATE, PUT_STATE_METADATA] = [9, 10, 21];
/** MetaDataKeys.VALIDATION_PARAMETER of peer/policy.proto. */
const VALIDATION_PARAMETER = 'VALIDATION_PARAMETER';

/**
 * The state of a transaction by the peer's messages for many keys, which Fabric 3.1 has and the shim for Node does not
 * offer: a message costs more than what is in it.
 */
export function stateStub(stub: FabricStub): StateStub {
  const ask = askerOf(stub);
  return {
    getState: (key) => stub.getState(key),
    getHistoryForKey: (key) => stub.getHistoryForKey(key),
    getStates: async (keys) => {
      const values: Uint8Array[] = [];
      for (const part of inParts(keys)) {
        const answer = await ask(GET_STATE_MULTIPLE, Buffer.concat(part.map((key) => bytesField(1, key))));
        values.push(...repeatedBytes(answer, 1));
      }
      if (values.length !== keys.length) throw new Error('the peer answered for another number of keys');
      return values;
    },
    range: (start, end, entriesMax) => readRange(ask, start, end, entriesMax),
    send: async (changes) => {
      const records = changes.flatMap(recordsOf);
      for (const part of inParts(records)) {
        await ask(WRITE_BATCH_STATE, Buffer.concat(part.map((record) => bytesField(1, record))));
      }
    },
  };
}

function inParts<T>(items: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / RECORDS_MAX);
  return Array.from({ length: count }, (_, part) => items.slice(part * RECORDS_MAX, (part + 1) * RECORDS_MAX));
}

/** WriteRecords of a change: key = 1, value = 2, metadata = 4 (metakey = 1, value = 2), type = 5. */
function recordsOf({ key, change }: StagedEntry): readonly Uint8Array[] {
  if (change.kind !== 'put') return [Buffer.concat([bytesField(1, key), numberField(5, DEL_STATE)])];
  const put = Buffer.concat([bytesField(1, key), bytesField(2, change.value), numberField(5, PUT_STATE)]);
  if (change.policy === undefined) return [put];
  const metadata = Buffer.concat([bytesField(1, VALIDATION_PARAMETER), bytesField(2, change.policy)]);
  return [put, Buffer.concat([bytesField(1, key), bytesField(4, metadata), numberField(5, PUT_STATE_METADATA)])];
}
