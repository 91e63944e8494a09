import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { peer } from '@hyperledger/fabric-protos';

import type { Simulator } from '../ledger/types.js';
import { type ChaincodeCall, ChaincodeStream, type RequestHandler } from './chaincode-stream.js';
import { type MessageKind, REQUEST_KINDS } from './message-kinds.js';
import type { MessageStream } from './message-stream.js';
import { TransactionRequests } from './transaction-requests.js';
import type { TransactionWorld } from './transaction-world.js';

const Kind = peer.ChaincodeMessage.Type;

/** The chaincode's end of a stream, driven by the test. */
class FakeChaincode implements MessageStream {
  readonly received: peer.ChaincodeMessage[] = [];
  #deliver: (message: peer.ChaincodeMessage) => void = () => undefined;
  #close: (reason: string) => void = () => undefined;
  ended = false;

  write(message: peer.ChaincodeMessage): void {
    this.received.push(message);
  }

  onMessage(listener: (message: peer.ChaincodeMessage) => void): void {
    this.#deliver = listener;
  }

  onClose(listener: (reason: string) => void): void {
    this.#close = listener;
  }

  end(): void {
    this.ended = true;
  }

  send(kind: MessageKind, payload: Uint8Array = new Uint8Array(), txId = 'tx'): void {
    const message = new peer.ChaincodeMessage();
    message.setType(kind);
    message.setPayload(payload);
    message.setTxid(txId);
    message.setChannelId('channel');
    this.#deliver(message);
  }

  register(name = 'trial:1'): void {
    const id = new peer.ChaincodeID();
    id.setName(name);
    this.send(Kind.REGISTER, id.serializeBinary(), '');
  }

  goAway(): void {
    this.#close('gone');
  }

  kinds(): MessageKind[] {
    return this.received.map((message) => message.getType());
  }
}

function call(handle: RequestHandler = () => Promise.resolve(undefined)): ChaincodeCall {
  return {
    kind: 'TRANSACTION',
    channelId: 'channel',
    txId: 'tx',
    input: new peer.ChaincodeInput(),
    proposal: new peer.SignedProposal(),
    handle,
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let chaincode: FakeChaincode;
let stream: ChaincodeStream;

beforeEach(() => {
  chaincode = new FakeChaincode();
  stream = new ChaincodeStream(chaincode);
});

describe('registration', () => {
  test('answers REGISTERED and READY, and gives the id', async () => {
    chaincode.register('trial:1');
    await expect(stream.registered).resolves.toBe('trial:1');
    expect(chaincode.kinds()).toEqual([Kind.REGISTERED, Kind.READY]);
  });

  test('offers batches as a peer with the sample configuration does', () => {
    chaincode.register();
    const params = peer.ChaincodeAdditionalParams.deserializeBinary(
      chaincode.received[1]?.getPayload_asU8() ?? new Uint8Array(),
    );
    expect(params.toObject()).toEqual({
      useWriteBatch: true,
      maxSizeWriteBatch: 1000,
      useGetMultipleKeys: true,
      maxSizeGetMultipleKeys: 1000,
    });
  });

  test('an empty name, broken bytes and another first message end the stream', async () => {
    chaincode.register('');
    await expect(stream.registered).rejects.toThrow('chaincodeID name is empty');
    expect(chaincode.ended).toBe(true);
    const second = new FakeChaincode();
    const broken = new ChaincodeStream(second);
    second.send(Kind.REGISTER, Buffer.of(255));
    await expect(broken.registered).rejects.toThrow('error unmarshalling ChaincodeID');
    const third = new FakeChaincode();
    const wrong = new ChaincodeStream(third);
    third.send(Kind.COMPLETED);
    await expect(wrong.registered).rejects.toThrow();
  });
});

describe('a transaction', () => {
  beforeEach(() => chaincode.register());

  test('ends with COMPLETED, and its requests are answered on the way', async () => {
    const running = stream.execute(call((kind) => Promise.resolve(Buffer.from(`answer to ${kind}`))));
    chaincode.send(Kind.GET_STATE);
    await settled();
    const answer = chaincode.received.at(-1);
    expect(answer?.getType()).toBe(Kind.RESPONSE);
    expect(Buffer.from(answer?.getPayload_asU8() ?? []).toString()).toBe(`answer to ${Kind.GET_STATE}`);
    chaincode.send(Kind.COMPLETED);
    await expect(running).resolves.toBeInstanceOf(peer.ChaincodeMessage);
  });

  test('a failed request is an ERROR with the kind and the transaction', async () => {
    void stream.execute(call(() => Promise.reject(new Error('no such thing'))));
    chaincode.send(Kind.GET_QUERY_RESULT);
    await settled();
    const text = Buffer.from(chaincode.received.at(-1)?.getPayload_asU8() ?? []).toString();
    expect(text).toBe('GET_QUERY_RESULT failed: transaction ID: tx: no such thing');
    chaincode.send(Kind.COMPLETED);
  });

  test('a second request that overlaps is dropped', async () => {
    let asked = 0;
    void stream.execute(
      call(() => {
        asked += 1;
        return Promise.resolve(undefined);
      }),
    );
    chaincode.send(Kind.GET_STATE);
    chaincode.send(Kind.GET_STATE);
    await settled();
    expect(asked).toBe(1);
    chaincode.send(Kind.COMPLETED);
  });

  test('every kind of request is passed on, a sign of life is not answered, anything else ends the stream', async () => {
    const running = stream.execute(call());
    for (const kind of REQUEST_KINDS) {
      chaincode.received.length = 0;
      chaincode.send(kind);
      await settled();
      expect(chaincode.kinds()).toEqual([Kind.RESPONSE]);
    }
    chaincode.received.length = 0;
    chaincode.send(Kind.KEEPALIVE, new Uint8Array(), '');
    expect(chaincode.kinds()).toEqual([]);
    expect(stream.open).toBe(true);
    chaincode.send(Kind.REGISTER);
    expect(chaincode.ended).toBe(true);
    await expect(running).rejects.toThrow('chaincode stream terminated');
  });

  test('a request without a transaction is refused', () => {
    chaincode.send(Kind.GET_STATE, new Uint8Array(), 'unknown');
    const text = Buffer.from(chaincode.received.at(-1)?.getPayload_asU8() ?? []).toString();
    expect(text).toBe('GET_STATE failed: transaction ID: unknown: no ledger context');
  });

  test('one id runs once at a time, and a stream that closes fails it', async () => {
    const running = stream.execute(call());
    await expect(stream.execute(call())).rejects.toThrow('txid: tx(channel) exists');
    chaincode.goAway();
    await expect(running).rejects.toThrow('chaincode stream terminated');
    await expect(stream.execute(call())).rejects.toThrow('chaincode stream terminated');
  });
});

describe('time', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  test('a transaction may take 30 seconds, and nothing is sent to keep the stream alive', async () => {
    chaincode.register();
    const running = expect(stream.execute(call())).rejects.toThrow('timeout expired while executing transaction');
    jest.advanceTimersByTime(29_999);
    expect(chaincode.kinds()).toEqual([Kind.REGISTERED, Kind.READY, Kind.TRANSACTION]);
    jest.advanceTimersByTime(1);
    await running;
  });
});

describe('batched requests, which the Node shim does not send', () => {
  const written: string[] = [];
  const simulator: Partial<Simulator> = {
    putState: (_namespace, key) => void written.push(`put ${key}`),
    deleteState: (_namespace, key) => void written.push(`delete ${key}`),
    putPrivate: (_namespace, collection, key) => {
      written.push(`put ${collection}/${key}`);
      return Promise.resolve();
    },
    getPrivateMultiple: (_namespace, collection, keys) =>
      Promise.resolve(keys.map((key) => Buffer.from(`${collection}/${key}`))),
    getStateMultiple: (_namespace, keys) =>
      Promise.resolve(keys.map((key) => (key === 'absent' ? undefined : Buffer.from(`value of ${key}`)))),
  };
  const world: TransactionWorld = {
    channelId: 'channel',
    namespace: 'trial',
    isInit: false,
    simulator: simulator as Simulator,
    permission: (collection) => Promise.resolve({ read: true, write: collection !== 'closed' }),
    invoke: () => Promise.reject(new Error('not in this test')),
  };

  function record(
    type: peer.WriteRecord.TypeMap[keyof peer.WriteRecord.TypeMap],
    key: string,
    collection = '',
  ): peer.WriteRecord {
    const message = new peer.WriteRecord();
    message.setType(type);
    message.setKey(key);
    message.setCollection(collection);
    return message;
  }

  test('WRITE_BATCH_STATE applies its records in order and stops at the first refusal', async () => {
    const { PUT_STATE, DEL_STATE } = peer.WriteRecord.Type;
    const batch = new peer.WriteBatchState();
    batch.setRecList([
      record(PUT_STATE, 'a'),
      record(DEL_STATE, 'b'),
      record(PUT_STATE, 'c', 'open'),
      record(PUT_STATE, 'd', 'closed'),
    ]);
    const answer = new TransactionRequests(world).handle(Kind.WRITE_BATCH_STATE, batch.serializeBinary());
    await expect(answer).rejects.toThrow('tx creator does not have write access permission');
    expect(written).toEqual(['put a', 'delete b', 'put open/c']);
  });

  test('GET_STATE_MULTIPLE answers in the order of the keys, empty for an absent one', async () => {
    const request = new peer.GetStateMultiple();
    request.setKeysList(['a', 'absent', 'b']);
    const bytes = await new TransactionRequests(world).handle(Kind.GET_STATE_MULTIPLE, request.serializeBinary());
    const values = peer.GetStateMultipleResult.deserializeBinary(bytes ?? new Uint8Array()).getValuesList_asU8();
    expect(values.map((value) => Buffer.from(value).toString())).toEqual(['value of a', '', 'value of b']);
  });

  test('GET_STATE_MULTIPLE of a collection needs the permission to read it', async () => {
    const request = new peer.GetStateMultiple();
    request.setKeysList(['a', 'b']);
    request.setCollection('open');
    const bytes = await new TransactionRequests(world).handle(Kind.GET_STATE_MULTIPLE, request.serializeBinary());
    const values = peer.GetStateMultipleResult.deserializeBinary(bytes ?? new Uint8Array()).getValuesList_asU8();
    expect(values.map((value) => Buffer.from(value).toString())).toEqual(['open/a', 'open/b']);
    const forbidden = { ...world, permission: () => Promise.resolve({ read: false, write: true }) };
    await expect(
      new TransactionRequests(forbidden).handle(Kind.GET_STATE_MULTIPLE, request.serializeBinary()),
    ).rejects.toThrow('tx creator does not have read access permission');
  });

  test('private data is out of reach in Init', async () => {
    const request = new peer.GetState();
    request.setCollection('open');
    const answer = new TransactionRequests({ ...world, isInit: true }).handle(
      Kind.GET_STATE,
      request.serializeBinary(),
    );
    await expect(answer).rejects.toThrow('private data APIs are not allowed in chaincode Init()');
  });
});
