import type { Market } from './market.js';
import { publish } from './publish.js';

/**
 * Publishes the texts of what is listed and all that they use, in the order in which one uses another: proposed by the
 * organisation that acts for the issuer of the first security that needs them, adopted by its registrar.
 */
export async function defineSecurities(market: Market): Promise<void> {
  for (const group of market.texts) {
    await publish(
      market,
      group.map(({ name, text, listing: { issuer, registrar } }) => ({
        ...{ source: { text }, author: issuer, adopter: registrar, key: name.replace('@', '-') },
      })),
    );
  }
}
