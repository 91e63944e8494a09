import { setTimeout as delay } from 'node:timers/promises';
import { AURORA, BOREALIS, DELTA } from '../support/consortium.js';
import type { GatewayScene } from '../support/gateway-scene.js';

const LOOK_MS = 500;

/**
 * Names another organisation that must attest every lot of a security, and waits until the registrar's gateway has brought
 * all of them to it: as many transactions as batches of lots.
 *
 * @returns how long it took, in words
 */
export async function broughtHome(scene: GatewayScene, isin: string, lots: number): Promise<string> {
  const begin = performance.now();
  const proposed = await scene.at(AURORA).screening.changeScreener(isin, { screener: DELTA });
  await scene.at(AURORA, 'checker').approve(proposed);
  let after: string | undefined;
  for (;;) {
    const asked = after === undefined ? {} : { after };
    const { holdings, next } = await scene.at(BOREALIS).attestors.staleLots(isin, asked);
    if (holdings.length > 0) await delay(LOOK_MS);
    else if (next === undefined) break;
    else after = next;
  }
  const seconds = (performance.now() - begin) / 1000;
  return `${String(lots)} lots brought to another attestor in ${seconds.toFixed(0)} s, ${(lots / seconds).toFixed(0)} a second`;
}
