import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testChannel } from '../../channel/channel.fixture.js';
import type { ChannelMaterial } from './simulated-consortium.js';
import { simulate, type SimulationChoices } from './simulation.js';

/** The full run is `SCRIP_SIMULATIONS=500`. */
const SIMULATIONS = Number(process.env['SCRIP_SIMULATIONS'] ?? '25');
/** Replays one seed alone; with lifetimes, crashed after so many events of each process. */
const LIFETIMES = process.env['SCRIP_SIMULATION_LIFETIMES'];
const SEED = process.env['SCRIP_SIMULATION_SEED'];
const SEEDS = SEED === undefined ? Array.from({ length: SIMULATIONS }, (_, index) => index + 1) : [Number(SEED)];
/** One history is crashed after each of its events, in the short run after every so many. */
const STRIDE = SIMULATIONS < 500 ? 25 : 1;
const STRIDE_SEED = 1;
const EVERY_EVENT_TIMEOUT_MS = 3_600_000;
const MSP_IDS = ['AMSP', 'BMSP', 'CMSP', 'DMSP'];

describe('a consortium that crashes', () => {
  let material: ChannelMaterial;
  const simulated = async (seed: number, choices?: SimulationChoices): Promise<void> => {
    const result = await simulate(material, seed, choices).catch((cause: unknown) => {
      const lifetimes =
        choices?.lifetimes === undefined ? '' : `SCRIP_SIMULATION_LIFETIMES=${choices.lifetimes.join()} `;
      const again = `${lifetimes}SCRIP_SIMULATION_SEED=${seed} npm test -- network/dist/devnet/simulation`;
      throw new Error(`seed ${seed}: ${(cause as Error).message}\nrun it again with: ${again}`, { cause });
    });
    totals.seeds += 1;
    totals.crashes += result.lifetimes.length;
    totals.events += result.events;
    totals.acknowledged += result.acknowledged;
    totals.blocks += result.blocks;
  };
  const totals = { seeds: 0, crashes: 0, events: 0, acknowledged: 0, blocks: 0 };

  beforeAll(async () => {
    const { genesis, pki } = await testChannel(MSP_IDS, undefined, 'BFT');
    material = { channelId: 'trial', genesis, pki };
  });

  afterAll(() => {
    process.stderr.write(
      `simulation: ${totals.seeds} histories (SCRIP_SIMULATIONS=500 for the full run), ${totals.crashes} crashes, ` +
        `${totals.events} events, ${totals.acknowledged} acknowledged transactions, ${totals.blocks} blocks\n`,
    );
  });

  test.each(SEEDS)('loses nothing that it acknowledged, seed %i', (seed) =>
    simulated(seed, LIFETIMES === undefined ? undefined : { lifetimes: LIFETIMES.split(',').map(Number) }),
  );

  test(
    'loses nothing, whichever event of a history it crashes after',
    async () => {
      const { events } = await simulate(material, STRIDE_SEED, { lifetimes: [] });
      expect(events).toBeGreaterThan(STRIDE);
      for (let lifetime = 1; lifetime < events; lifetime += STRIDE) {
        await simulated(STRIDE_SEED, { lifetimes: [lifetime] });
      }
    },
    EVERY_EVENT_TIMEOUT_MS,
  );

  test('a seed determines everything', async () => {
    const [first, second, other] = [
      await simulate(material, 7),
      await simulate(material, 7),
      await simulate(material, 8),
    ];
    expect(second).toEqual(first);
    expect(other.history).not.toBe(first.history);
  });
});
