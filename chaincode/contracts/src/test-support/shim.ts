import type * as protos from '@hyperledger/fabric-protos';
import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What the tests use of fabric-shim below its public interface: the two classes between a stream and the contracts. */
interface ShimInternals {
  readonly chaincode: new (contracts: unknown[], serializers: unknown) => object;
  readonly handler: new (stream: EventEmitter, chaincode: object) => { chat(register: unknown): void };
}

const require = createRequire(import.meta.url);
const requireOfShim = createRequire(require.resolve('fabric-shim'));

/**
 * The shim logs every refusal, of which the tests make hundreds on purpose, and formats every debug line before it drops
 * it, which is a tenth of all they do. Whoever wants the lines names a level.
 */
if (process.env['CORE_CHAINCODE_LOGGING_LEVEL'] === undefined) {
  process.env['CORE_CHAINCODE_LOGGING_LEVEL'] = 'CRITICAL';
  const silent = (): void => undefined;
  for (const path of ['fabric-shim/lib/logger.js', 'fabric-contract-api/lib/logger.js']) {
    const logging = require(path) as { getLogger: () => object };
    logging.getLogger = () => ({ debug: silent, info: silent, warn: silent, error: silent });
  }
}

/** A caller is one of few certificates: each is parsed once instead of in every call. */
const { Certificate } = requireOfShim('@fidm/x509') as { Certificate: { fromPEM: (pem: string) => object } };
const parsed = new Map<string, object>();
const parse = Certificate.fromPEM.bind(Certificate);
Certificate.fromPEM = (pem) => {
  const certificate = parsed.get(pem) ?? parse(pem);
  parsed.set(pem, certificate);
  return certificate;
};

/** The protobuf classes of the shim itself: another copy of them in one process must not be mixed in. */
export const shimProtos = requireOfShim('@hyperledger/fabric-protos') as typeof protos;

const internals = {
  chaincode: require('fabric-shim/lib/contract-spi/chaincodefromcontract.js') as ShimInternals['chaincode'],
  handler: (require('fabric-shim/lib/handler.js') as { ChaincodeMessageHandler: ShimInternals['handler'] })
    .ChaincodeMessageHandler,
};

/** Path of the bundle that is deployed: built by `npm run bundle`, and what the tests run. */
export const bundlePath = fileURLToPath(new URL('../bundle/index.cjs', import.meta.url));

/** Chaincodes by the path of their bundle: one serves any number of streams, and keeps nothing between transactions. */
const chaincodes = new Map<string, object>();

function chaincodeOf(path: string): object {
  const known = chaincodes.get(path);
  if (known !== undefined) return known;
  const { contracts } = require(path) as { readonly contracts: readonly unknown[] };
  const { JSONSerializer } = require('fabric-contract-api') as { readonly JSONSerializer: unknown };
  const serializers = { transaction: 'json', serializers: { json: JSONSerializer } };
  const loaded = new internals.chaincode([...contracts], serializers);
  chaincodes.set(path, loaded);
  return loaded;
}

/** Loads the bundle into the real shim and lets it talk over a stream, as `fabric-chaincode-node server` does. @param path - of the bundle */
export function startBundle(stream: EventEmitter, path = bundlePath): void {
  const register = new shimProtos.peer.ChaincodeMessage();
  register.setType(shimProtos.peer.ChaincodeMessage.Type.REGISTER);
  new internals.handler(stream, chaincodeOf(path)).chat(register);
}
