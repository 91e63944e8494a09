import { compliance } from '@scrip/model';
import { amendRules } from '../support/amendments.js';
import { CIRRUS } from '../support/consortium.js';
import type { GatewayScene } from '../support/gateway-scene.js';
import { timed } from './timed.js';

const TRANSFERS = 10;
const WAIT_SECONDS = 60;

/**
 * Amends a security by a limit on the number of holders and times transfers under it: to one who holds already, of whom nobody has to
 * be counted, and to new holders, for each of whom the whole register is counted.
 */
export async function underHolderCap(
  scene: GatewayScene,
  isin: string,
  holders: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const newcomers = await scene.parties(TRANSFERS);
  const count = holders.length + TRANSFERS;
  const transfer = compliance.RULES.holdersAtMost({ count, scope: 'security', of: {} });
  await amendRules(scene, isin, { transfer });
  await scene.caughtUp();
  const [fromHolderId = '', second = ''] = holders;
  const transferring = async (toHolderId: string): Promise<void> => {
    const asked = { isin, units: '1', fromHolderId, toHolderId };
    const { status } = await scene.at(CIRRUS).transfer(asked, { waitSeconds: WAIT_SECONDS });
    if (status !== 'settled') throw new Error(`a transfer is ${status}`);
  };
  let next = 0;
  return [
    await timed('transfer', 'to a holder, holders capped', TRANSFERS, () => transferring(second)),
    await timed('transfer', 'to a new holder, capped', TRANSFERS, () => transferring(newcomers[next++] ?? '')),
  ];
}
