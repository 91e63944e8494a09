#!/usr/bin/env node
import { resolve } from 'node:path';
import { loadConsortium, type OperatorRole } from '@scrip/config';
import { readListedSecurities } from './listed-securities.js';
import { loadMarket } from './load-market.js';
import type { Market } from './market.js';
import { readMarketTables } from './market-tables.js';
import { openOperatorGateway, type MarketClient } from './operator-gateway.js';
import { readMarketOptions, type MarketOptions } from './options.js';
import { progressOn } from './progress.js';

/** Puts together what the phases need. @throws Error when the configuration does not fit a sample market */
function openMarket({ config, data, gateways }: MarketOptions): Market {
  const { organizations, listings } = loadConsortium(config);
  const channels = [...new Set(listings.map(({ channel }) => channel))];
  const [channel] = channels;
  if (channel === undefined) throw new Error(`no security is listed in ${config}`);
  if (channels.length > 1) throw new Error(`the sample market keeps to one channel, not ${channels.join(' and ')}`);
  const clientsOf = (role: OperatorRole): ReadonlyMap<string, MarketClient> =>
    new Map(
      [...gateways].map(([mspId, url]) => {
        const organization = organizations.find((candidate) => candidate.mspId === mspId);
        if (organization === undefined) throw new Error(`the configuration has no organisation ${mspId}`);
        return [mspId, openOperatorGateway(data, organization, url, role)] as const;
      }),
    );
  const regulator = organizations.find(({ roles }) => roles.includes('regulator'));
  if (regulator === undefined) throw new Error('the configuration has no regulator, who says whose claims count');
  const listed = readListedSecurities(config, listings);
  const isins = listed.securities.map(({ isin }) => isin);
  const clients = { gateways: clientsOf('maker'), checkers: clientsOf('checker') };
  return { ...listed, tables: readMarketTables(config, isins), channel, regulator: regulator.mspId, ...clients };
}

/** An error with what caused it: fetch says why a connection failed only there. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const reason = cause instanceof AggregateError ? (cause.errors as readonly unknown[])[0] : cause;
  return reason === undefined ? error.message : `${error.message}: ${inWords(reason)}`;
}

try {
  const options = readMarketOptions(process.argv.slice(2));
  const data = resolve(options.data);
  await loadMarket(openMarket({ ...options, data }), data, progressOn(process.stdout, 'market: '));
} catch (error) {
  process.stderr.write(`market: ${inWords(error)}\n`);
  process.exitCode = 1;
}
