import { contentsOf } from './wire-format.js';

const DATA = 2;
const ACTIONS = 1;
const ACTION_PAYLOAD = 2;
const ENDORSED_ACTION = 2;

/**
 * Whether a transaction is of a kind that real peers (Fabric 3.1.5) do not outlive, neither when it comes in a block nor
 * at any restart after it. It is kept away from them; devnet gets it. More is for Fabric's maintainers to say.
 *
 * @param payload `common.Payload`
 */
export function isLethal(payload: Buffer): boolean {
  const transaction = contentsOf(payload, DATA).at(-1);
  const actions = transaction === undefined ? [] : contentsOf(transaction, ACTIONS);
  return actions.some((action) => {
    const content = contentsOf(action, ACTION_PAYLOAD).at(-1) ?? Buffer.alloc(0);
    return contentsOf(content, ENDORSED_ACTION).length === 0;
  });
}
