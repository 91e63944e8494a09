import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { defaultDirectory, loadConsortium } from '@scrip/config';
import { readListedSecurities } from './listed-securities.js';
import { loadMarket } from './load-market.js';
import type { Market } from './market.js';
import { readMarketRecord } from './market-record.js';
import { readMarketTables } from './market-tables.js';
import type { MarketClient } from './operator-gateway.js';
import { progressOn } from './progress.js';
import { FakeNetwork } from './test-support/fake-network.js';
import { UnexpectedOutcome } from './transfer-outcome.js';

const { organizations, listings } = loadConsortium();
const listed = readListedSecurities(defaultDirectory(), listings);
const tables = readMarketTables(
  defaultDirectory(),
  listed.securities.map(({ isin }) => isin),
);

const expectedRegister = (): string[] =>
  readFileSync(fileURLToPath(new URL('../../../test/journeys/expected-register.csv', import.meta.url)), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .sort();

describe('the sample market', () => {
  let data: string;
  let network: FakeNetwork;
  let lines: string[];
  const progress = progressOn({ write: (line) => lines.push(line.trim()) }, '');

  /** A market on the network, some gateways of which are replaced. */
  const market = (
    replace: (mspId: string, gateway: MarketClient) => MarketClient = (_, gateway) => gateway,
  ): Market => ({
    ...listed,
    tables,
    channel: 'securities',
    regulator: 'DeltaMSP',
    gateways: new Map(organizations.map(({ mspId }) => [mspId, replace(mspId, network.gateway(mspId))])),
    checkers: new Map(organizations.map(({ mspId }) => [mspId, network.gateway(mspId)])),
  });

  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'scrip-market-'));
    network = new FakeNetwork();
    lines = [];
  });

  afterEach(() => rmSync(data, { recursive: true, force: true }));

  test('leads to the register that was computed from the tables by hand', async () => {
    await expect(loadMarket(market(), data, progress)).resolves.toBe('loaded');
    const holders = readMarketRecord(data)?.holders ?? {};
    const refs = new Map(Object.entries(holders).map(([ref, id]) => [id, ref]));
    const register = [...network.holdings]
      .filter(([, units]) => units > 0n)
      .map(([holding, units]) => {
        const [isin = '', holderId = ''] = holding.split(' ');
        return `${isin},${refs.get(holderId) ?? holderId},${units}`;
      });
    expect(register.sort()).toEqual(expectedRegister());
  });

  test('reports each phase with its count and time', async () => {
    await loadMarket(market(), data, progress);
    expect(lines).toEqual([
      expect.stringMatching(/^7 securities registered \(\d+\.\d s\)$/),
      expect.stringMatching(/^50 of 50 holders taken on \(/),
      expect.stringMatching(/^39 claims of custodians, for which the rules of the securities ask \(/),
      expect.stringMatching(/^7 whose title passes by standing votes \(/),
      expect.stringContaining(`${tables.allocations.length} lots issued (`),
      expect.stringMatching(/^103 transfers: 91 settled, 2 repeated, 10 refused, all as expected \(/),
      expect.stringMatching(/^28 registers read: every organisation shows what the tables add up to \(/),
    ]);
  });

  test('does nothing on a second run', async () => {
    await loadMarket(market(), data, progress);
    const { commands } = network;
    await expect(loadMarket(market(), data, progress)).resolves.toBe('present');
    expect(network.commands).toBe(commands);
    expect(lines.at(-1)).toBe('the sample market is there');
  });

  test('goes on where a run broke off, and does nothing twice', async () => {
    let left = 40;
    const breaking = market((_, gateway) => ({
      ...gateway,
      transfer: (body, options) => {
        left -= 1;
        return left < 0 ? Promise.reject(new Error('power cut')) : gateway.transfer(body, options);
      },
    }));
    await expect(loadMarket(breaking, data, progress)).rejects.toThrow('power cut');
    expect(readMarketRecord(data)?.state).toBe('started');
    await expect(loadMarket(market(), data, progress)).resolves.toBe('loaded');
    expect([...network.holdings.values()].filter((units) => units > 0n)).toHaveLength(expectedRegister().length);
  });

  test('stops at the first outcome that the tables do not expect', async () => {
    network.everyTransferEnds = 'failed';
    await expect(loadMarket(market(), data, progress)).rejects.toThrow(UnexpectedOutcome);
    expect(readMarketRecord(data)?.state).toBe('started');
  });

  test('is not satisfied when a transfer that must be refused is settled', async () => {
    network.everyTransferEnds = 'settled';
    await expect(loadMarket(market(), data, progress)).rejects.toThrow(/expected UNITS_INSUFFICIENT/);
  });

  test('notices an organisation whose register differs', async () => {
    const strange = market((mspId, gateway) => ({
      ...gateway,
      register: async (isin) => {
        const register = await gateway.register(isin);
        return mspId === 'DeltaMSP' ? { ...register, items: register.items.slice(1) } : register;
      },
    }));
    await expect(loadMarket(strange, data, progress)).rejects.toThrow(/at the gateway of DeltaMSP is not what/);
  });

  test('leaves a network alone that somebody uses', async () => {
    network.holdsAlready('US0378331005');
    await expect(loadMarket(market(), data, progress)).resolves.toBe('in use');
    expect(network.commands).toBe(0);
    expect(readMarketRecord(data)).toBeUndefined();
  });
});
