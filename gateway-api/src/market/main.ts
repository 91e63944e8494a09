#!/usr/bin/env node
import { resolve } from 'node:path';
import { loadConsortium, type OperatorRole } from '@scrip/config';
import { loadMarket } from './load-market.js';
import { protocolsOf, type Market } from './market.js';
import { readMarketTables } from './market-tables.js';
import { openOperatorGateway, type MarketClient } from './operator-gateway.js';
import { readMarketOptions, type MarketOptions } from './options.js';
import { readProtocols } from './read-protocols.js';
import { progressOn } from './progress.js';

/** Puts together what the phases need. @throws Error when the configuration does not fit a sample market */
function openMarket({ config, data, gateways }: MarketOptions): Market {
  const { organizations, securities } = loadConsortium(config);
  const channels = [...new Set(securities.map(({ channel }) => channel))];
  const [channel] = channels;
  if (channel === undefined) throw new Error(`there is no security in ${config}`);
  if (channels.length > 1) throw new Error(`the sample market keeps to one channel, not ${channels.join(' and ')}`);
  const clientsOf = (role: OperatorRole): ReadonlyMap<string, MarketClient> =>
    new Map(
      [...gateways].map(([mspId, url]) => {
        const organization = organizations.find((candidate) => candidate.mspId === mspId);
        if (organization === undefined) throw new Error(`the configuration has no organisation ${mspId}`);
        return [mspId, openOperatorGateway(data, organization, url, role)] as const;
      }),
    );
  const isins = securities.map(({ isin }) => isin);
  const clients = { gateways: clientsOf('maker'), checkers: clientsOf('checker') };
  const protocols = readProtocols(config, protocolsOf({ securities }));
  return { tables: readMarketTables(config, isins), securities, protocols, channel, ...clients };
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
