import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';

import { peer } from '@hyperledger/fabric-protos';

import { ChaincodeStream } from './chaincode-stream.js';
import { loadIsolated } from './isolated-load.js';
import type { MessageStream } from './message-stream.js';
import type { ChaincodeSource } from './source.js';

/** A message of fabric-shim, which carries its own copy of fabric-protos: only bytes may cross. */
interface ShimMessage {
  serializeBinary(): Uint8Array;
}

interface ShimMessageType {
  deserializeBinary(bytes: Uint8Array): ShimMessage;
}

interface ShimStub {
  getMspID(): string;
}

interface ShimChaincode {
  Init(stub: ShimStub): Promise<unknown>;
  Invoke(stub: ShimStub): Promise<unknown>;
}

interface ShimStream {
  on(event: string, listener: (message: ShimMessage) => void): void;
  write(message: ShimMessage): void;
  end(): void;
}

/** The internals of fabric-shim that a chaincode server uses; the version is pinned, and CCaaS stays the reference. */
interface Shim {
  readonly ChaincodeMessage: ShimMessageType;
  readonly MessageHandler: new (stream: ShimStream, chaincode: ShimChaincode) => { chat(message: ShimMessage): void };
  readonly ChaincodeFromContract: new (
    contracts: unknown[],
    serializers: unknown,
    metadata: object,
    title: string,
    version: string,
  ) => ShimChaincode;
  readonly Bootstrap: {
    getInfoFromContract(modulePath: string): {
      readonly contracts: readonly unknown[];
      readonly serializers: unknown;
      readonly title: string;
      readonly version: string;
    };
  };
}

const require = createRequire(import.meta.url);

/** Loggers that write for every transaction or class, by the names that the modules of both packages give them. */
const NOISY_LOGGERS = {
  './logger.js': [
    'lib/chaincode.js',
    'lib/handler.js',
    'lib/iterators.js',
    'lib/stub.js',
    'contracts-spi/chaincodefromcontract.js',
    'contracts-spi/datamarshall.js',
  ],
  'fabric-contract-api/lib/logger.js': [
    './lib/annotations/default.js',
    './lib/annotations/info.js',
    './lib/annotations/object.js',
    './lib/annotations/transaction.js',
    './lib/contract.js',
    './lib/jsontransactionserializer.js',
  ],
};

let loadedShim: Shim | undefined;

/** Loads fabric-shim once, without what it does to the rest of the process. */
function loadShim(): Shim {
  loadedShim ??= guarded(requireShim);
  return loadedShim;
}

/** Runs what loads foreign modules: a chaincode package may bring a shim of its own. */
function guarded<T>(load: () => T): T {
  return withoutNewErrorHandlers(() => loadIsolated(load));
}

/**
 * Its logging formats every line before it looks at the level, which costs more than the contract: it is silenced, and
 * errors reach the client anyway.
 */
function requireShim(): Shim {
  const shimRequire = createRequire(join(dirname(require.resolve('fabric-shim/package.json')), 'lib', 'handler.js'));
  const protos = shimRequire('@hyperledger/fabric-protos') as { peer: { ChaincodeMessage: ShimMessageType } };
  const handler = shimRequire('./handler.js') as { ChaincodeMessageHandler: Shim['MessageHandler'] };
  const chaincodeFromContract = shimRequire('./contract-spi/chaincodefromcontract.js') as Shim['ChaincodeFromContract'];
  for (const [module, names] of Object.entries(NOISY_LOGGERS)) {
    const logging = shimRequire(module) as { getLogger(name: string): { silent: boolean } };
    for (const name of names) logging.getLogger(name).silent = true;
  }
  return {
    ChaincodeMessage: protos.peer.ChaincodeMessage,
    MessageHandler: handler.ChaincodeMessageHandler,
    ChaincodeFromContract: chaincodeFromContract,
    Bootstrap: shimRequire('./contract-spi/bootstrap.js') as Shim['Bootstrap'],
  };
}

/** The shim's logger installs handlers for uncaught errors of the whole process, which would hide the engine's own. */
function withoutNewErrorHandlers<T>(load: () => T): T {
  const events = ['uncaughtException', 'unhandledRejection'];
  const before = new Map(events.map((event) => [event, new Set(process.rawListeners(event))]));
  const loaded = load();
  for (const event of events) {
    for (const listener of process.rawListeners(event)) {
      if (before.get(event)?.has(listener) === false) process.off(event, listener as () => void);
    }
  }
  return loaded;
}

/**
 * A contract that runs inside the engine's process, for one organisation. The shim reads its MSP id from the
 * environment of its process; here each organisation's stub answers with its own.
 */
export class InProcessChaincode implements ChaincodeSource {
  readonly #stream: ChaincodeStream;

  /** @param modulePath folder of the chaincode package (package.json with `main`). */
  constructor(modulePath: string, packageId: string, mspId: string) {
    const shim = loadShim();
    const info = guarded(() => loadFresh(shim, modulePath));
    const chaincode = new shim.ChaincodeFromContract(
      [...info.contracts],
      info.serializers,
      {},
      info.title,
      info.version,
    );
    const [peerSide, shimSide] = connectedStreams(shim.ChaincodeMessage);
    this.#stream = new ChaincodeStream(peerSide);
    const handler = new shim.MessageHandler(shimSide, actingFor(mspId, chaincode));
    handler.chat(shim.ChaincodeMessage.deserializeBinary(registration(packageId)));
  }

  async stream(): Promise<ChaincodeStream> {
    await this.#stream.registered;
    return this.#stream;
  }

  close(): void {
    this.#stream.end();
  }
}

/** Every organisation loads the package for itself, so that contracts share no state in their modules. */
function loadFresh(shim: Shim, modulePath: string): ReturnType<Shim['Bootstrap']['getInfoFromContract']> {
  const folder = realpathSync(modulePath) + sep;
  for (const file of Object.keys(require.cache)) {
    const own = file.startsWith(folder) && !file.slice(folder.length).includes(`node_modules${sep}`);
    if (own) Reflect.deleteProperty(require.cache, file);
  }
  return shim.Bootstrap.getInfoFromContract(modulePath);
}

function actingFor(mspId: string, chaincode: ShimChaincode): ShimChaincode {
  const withMspId = (stub: ShimStub): ShimStub =>
    Object.defineProperty(stub, 'getMspID', { value: () => mspId, configurable: true });
  return {
    Init: (stub) => chaincode.Init(withMspId(stub)),
    Invoke: (stub) => chaincode.Invoke(withMspId(stub)),
  };
}

function registration(packageId: string): Uint8Array {
  const id = new peer.ChaincodeID();
  id.setName(packageId);
  const message = new peer.ChaincodeMessage();
  message.setType(peer.ChaincodeMessage.Type.REGISTER);
  message.setPayload(id.serializeBinary());
  return message.serializeBinary();
}

/** Two ends of one stream; messages are parsed anew by the other side's protobuf classes. */
function connectedStreams(shimMessage: ShimMessageType): [MessageStream, ShimStream] {
  const toPeer: ((message: peer.ChaincodeMessage) => void)[] = [];
  const toShim: ((message: ShimMessage) => void)[] = [];
  const peerSide: MessageStream = {
    write: (message) => {
      const bytes = message.serializeBinary();
      setImmediate(() => toShim.forEach((listener) => listener(shimMessage.deserializeBinary(bytes))));
    },
    onMessage: (listener) => toPeer.push(listener),
    onClose: () => undefined,
    end: () => undefined,
  };
  const shimSide: ShimStream = {
    on: (event, listener) => {
      if (event === 'data') toShim.push(listener);
    },
    write: (message) => {
      const bytes = message.serializeBinary();
      setImmediate(() => toPeer.forEach((listener) => listener(peer.ChaincodeMessage.deserializeBinary(bytes))));
    },
    end: () => undefined,
  };
  return [peerSide, shimSide];
}
