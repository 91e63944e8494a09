import type { MarketScene } from '../support/market-scene.js';

let people = 0;

/** Somebody new at Cirrus, who holds units of the security of a number if any are named. */
export async function trader(scene: MarketScene, index = 0, units?: string): Promise<string> {
  people += 1;
  const party = await scene.managed(`Trader ${String(people)}`);
  if (units !== undefined) await scene.issue(await scene.security(index), party, units);
  return party;
}

/** What parties hold of a security, in their order. */
export const held = (scene: MarketScene, isin: string, ...parties: readonly string[]): Promise<readonly string[]> =>
  Promise.all(parties.map((party) => scene.units(isin, party)));

/** A security, a seller with nine units of it and a buyer. */
export async function pair(scene: MarketScene): Promise<{ share: string; seller: string; buyer: string }> {
  return { share: await scene.security(0), seller: await trader(scene, 0, '9'), buyer: await trader(scene) };
}
