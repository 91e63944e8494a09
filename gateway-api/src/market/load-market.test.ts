import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { defaultDirectory, loadConsortium } from '@scrip/config';
import { UnexpectedOutcome } from './answers.js';
import type { GatewayClient } from './gateway-client.js';
import { loadMarket } from './load-market.js';
import type { Market } from './market.js';
import { readMarketRecord } from './market-record.js';
import { readMarketTables } from './market-tables.js';
import { progressOn } from './progress.js';
import { FakeNetwork } from './test-support/fake-network.js';

const { organizations, securities } = loadConsortium();
const tables = readMarketTables(
  defaultDirectory(),
  securities.map(({ isin }) => isin),
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

  const market = (gateways?: readonly GatewayClient[]): Market => ({
    tables,
    securities,
    channel: 'securities',
    gateways: new Map(
      (gateways ?? organizations.map(({ mspId }) => network.gateway(mspId))).map((gateway) => [gateway.mspId, gateway]),
    ),
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
      expect.stringMatching(/^6 securities registered \(\d+\.\d s\)$/),
      expect.stringMatching(/^50 of 50 holders taken on \(/),
      expect.stringContaining(`${tables.allocations.length} lots issued (`),
      expect.stringMatching(/^100 transfers: 88 settled, 2 repeated, 10 refused, all as expected \(/),
      expect.stringMatching(/^24 registers read: all organisations agree \(/),
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
    let left = 90;
    const breaking = organizations.map(({ mspId }) => {
      const gateway = network.gateway(mspId);
      return {
        ...gateway,
        post: (path: string, key: string, body: object) => {
          left -= 1;
          return left < 0 ? Promise.reject(new Error('power cut')) : gateway.post(path, key, body);
        },
      };
    });
    await expect(loadMarket(market(breaking), data, progress)).rejects.toThrow('power cut');
    expect(readMarketRecord(data)?.state).toBe('started');
    await expect(loadMarket(market(), data, progress)).resolves.toBe('loaded');
    expect([...network.holdings.values()].filter((units) => units > 0n)).toHaveLength(expectedRegister().length);
  });

  test('stops at the first outcome that the tables do not expect', async () => {
    network.outcomeOfTransfers = 'failed';
    await expect(loadMarket(market(), data, progress)).rejects.toThrow(UnexpectedOutcome);
    expect(readMarketRecord(data)?.state).toBe('started');
  });

  test('is not satisfied when a transfer that must be refused is settled', async () => {
    network.outcomeOfTransfers = 'settled';
    await expect(loadMarket(market(), data, progress)).rejects.toThrow(/expected UNITS_INSUFFICIENT/);
  });

  test('notices an organisation whose register differs', async () => {
    const strange: GatewayClient = {
      ...network.gateway('DeltaMSP'),
      get: async (path) => {
        const answer = await network.gateway('DeltaMSP').get(path);
        const text = JSON.stringify(answer.body).replace(/"units":"(\d+)"/, '"units":"1$1"');
        return path.includes('/register') ? { ...answer, body: JSON.parse(text) as unknown } : answer;
      },
    };
    const gateways = organizations.map(({ mspId }) => (mspId === 'DeltaMSP' ? strange : network.gateway(mspId)));
    await expect(loadMarket(market(gateways), data, progress)).rejects.toThrow(/DeltaMSP: \d+ units .* are issued/);
  });

  test('leaves a network alone that somebody uses', async () => {
    await network.gateway('AuroraMSP').post('/v1/securities', 'somebody-else', { isin: 'US0378331005' });
    await expect(loadMarket(market(), data, progress)).resolves.toBe('in use');
    expect(network.commands).toBe(1);
    expect(readMarketRecord(data)).toBeUndefined();
  });
});
