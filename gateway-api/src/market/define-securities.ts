import { definitionOf } from '@scrip/config';
import type { Market } from './market.js';
import { publish } from './publish.js';

/** The definitions of all securities: proposed by their issuing organisations, adopted by their registrars. */
export const defineSecurities = (market: Market): Promise<void> =>
  publish(
    market,
    market.securities.map((security) => ({
      source: { form: definitionOf(security) },
      author: security.issuer.mspId,
      adopter: security.registrar,
      key: security.isin,
    })),
  );
