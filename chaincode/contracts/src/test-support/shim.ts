import type * as protos from '@hyperledger/fabric-protos';
import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What the tests use of fabric-shim below its public interface: the two classes between a stream and the contracts. */
interface ShimInternals {
  readonly chaincode: new (contracts: unknown[], serializers: unknown) => object;
  readonly handler: new (stream: EventEmitter, chaincode: object) => { chat(register: unknown): void };
}

/** The shim logs every refusal; the tests make hundreds on purpose. */
process.env['CORE_CHAINCODE_LOGGING_LEVEL'] ??= 'CRITICAL';

const require = createRequire(import.meta.url);
const requireOfShim = createRequire(require.resolve('fabric-shim'));

/** The protobuf classes of the shim itself: another copy of them in one process must not be mixed in. */
export const shimProtos = requireOfShim('@hyperledger/fabric-protos') as typeof protos;

const internals = {
  chaincode: require('fabric-shim/lib/contract-spi/chaincodefromcontract.js') as ShimInternals['chaincode'],
  handler: (require('fabric-shim/lib/handler.js') as { ChaincodeMessageHandler: ShimInternals['handler'] })
    .ChaincodeMessageHandler,
};

/** Path of the bundle that is deployed: built by `npm run bundle`, and what the tests run. */
export const bundlePath = fileURLToPath(new URL('../bundle/index.cjs', import.meta.url));

/** Loads the bundle into the real shim and lets it talk over a stream, as `fabric-chaincode-node server` does. @param path - of the bundle */
export function startBundle(stream: EventEmitter, path = bundlePath): void {
  const { contracts } = require(path) as { readonly contracts: readonly unknown[] };
  const { JSONSerializer } = require('fabric-contract-api') as { readonly JSONSerializer: unknown };
  const serializers = { transaction: 'json', serializers: { json: JSONSerializer } };
  const register = new shimProtos.peer.ChaincodeMessage();
  register.setType(shimProtos.peer.ChaincodeMessage.Type.REGISTER);
  new internals.handler(stream, new internals.chaincode([...contracts], serializers)).chat(register);
}
