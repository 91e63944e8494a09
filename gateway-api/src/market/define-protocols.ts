import { titledOf, type Market } from './market.js';
import { publish } from './publish.js';

/**
 * The ownership protocols by which titles pass: proposed from their texts by the issuing organisation of the first security
 * that names them, adopted by its registrar.
 */
export const defineProtocols = (market: Market): Promise<void> =>
  publish(
    market,
    [...market.protocols].flatMap(([name, text]) => {
      const security = titledOf(market).find(({ title }) => title.protocol === name);
      if (security === undefined) return [];
      const { issuer, registrar } = security;
      return [{ source: { text }, author: issuer.mspId, adopter: registrar, key: name.replace('@', '-') }];
    }),
  );
