import type { common } from '@hyperledger/fabric-protos';

import type { PeerLedger } from '../ledger/peer-ledger.js';

/** The blocks of a ledger from number `start` on, waiting for those to come, until `signal` aborts. */
export async function* blocksFrom(
  ledger: PeerLedger,
  start: number,
  signal: AbortSignal,
): AsyncGenerator<common.Block, void, undefined> {
  for (let number = start; !signal.aborted; number += 1) {
    const committed = await ledger.waitForHeight(number + 1, signal).then(
      () => true,
      () => false,
    );
    if (!committed) return;
    const block = await ledger.block(number);
    if (block === undefined) throw new Error(`block ${number} is missing`);
    yield block;
  }
}
