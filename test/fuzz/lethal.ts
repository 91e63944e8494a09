import { common } from '@hyperledger/fabric-protos';
import { contentsOf, parseFields, VARINT } from './wire-format.js';

const HEADER = 1;
const CHANNEL_HEADER = 1;
const TYPE = 1;
const DATA = 2;
const ACTIONS = 1;
const ACTION_PAYLOAD = 2;
const ENDORSED_ACTION = 2;
const { HeaderType } = common;

/** What orderers put into a block, or refuse at once. */
const ORDERLY_TYPES: ReadonlySet<number> = new Set([
  HeaderType.CONFIG,
  HeaderType.CONFIG_UPDATE,
  HeaderType.ENDORSER_TRANSACTION,
  HeaderType.ORDERER_TRANSACTION,
]);

/**
 * Whether a message is of a kind that real nodes (Fabric 3.1.5) do not outlive: peers end when it comes in a block, and
 * at any restart after it; SmartBFT orderers accept it and then order nothing more. It is kept away from them; devnet
 * gets it. More is for Fabric's maintainers to say.
 *
 * @param payload `common.Payload`
 */
export function isLethal(payload: Buffer): boolean {
  const type = typeOf(payload);
  return (type !== undefined && !ORDERLY_TYPES.has(type)) || lacksAction(payload);
}

/** The type in the channel header; undefined without one that can be read, which orderers refuse. */
function typeOf(payload: Buffer): number | undefined {
  const header = Buffer.concat(contentsOf(payload, HEADER));
  const fields = parseFields(contentsOf(header, CHANNEL_HEADER).at(-1) ?? Buffer.alloc(0));
  if (fields === undefined || fields.length === 0) return undefined;
  const type = fields.findLast(({ number, wireType }) => number === TYPE && wireType === VARINT);
  const bits = [...(type?.content ?? [])].map((byte, index) => BigInt(byte & 0x7f) << BigInt(7 * index));
  const value = bits.reduce((sum, part) => sum + part, 0n);
  return Number(BigInt.asIntN(32, value));
}

function lacksAction(payload: Buffer): boolean {
  const transaction = contentsOf(payload, DATA).at(-1);
  const actions = transaction === undefined ? [] : contentsOf(transaction, ACTIONS);
  return actions.some((action) => {
    const content = contentsOf(action, ACTION_PAYLOAD).at(-1) ?? Buffer.alloc(0);
    return contentsOf(content, ENDORSED_ACTION).length === 0;
  });
}
