import { seededRandom } from '../faults/seeded-random.js';
import { audit } from './audit.js';
import { Scheduler } from './scheduler.js';
import { type ChannelMaterial, type RunningConsortium, SimulatedConsortium } from './simulated-consortium.js';
import { type Acknowledged, Client, definitionFor } from './workload.js';

const CLIENTS = 3;
const TRANSACTIONS_EACH = 4;
const CRASHES_MAX = 3;
/** A process lives for at most so many events; a start and all transactions take about as many. */
const LIFETIME_MAX = 300;
const START = Date.UTC(2027, 0, 1);
const DOWNTIME_MS = 1000;
/** Longer than peers wait between two looks for private data that they miss. */
const SETTLING_MS = 25_000;

/** What one seed did. */
export interface SimulationResult {
  /** Events after which each process but the last was killed. */
  readonly lifetimes: readonly number[];
  readonly events: number;
  readonly acknowledged: number;
  readonly blocks: number;
  /** Equal for equal histories. */
  readonly history: number;
}

/** How a simulation deviates from what its seed would choose. */
export interface SimulationChoices {
  /** Events after which each process is killed, one after the other; the last process lives on. */
  readonly lifetimes?: readonly number[];
}

/**
 * Runs a consortium through crashes: each process starts on what the one before it left on the disks, takes random
 * transactions and is killed between any two events; the last one comes to rest and is audited. The seed determines
 * everything: transactions, latencies, the moments of the crashes, what they leave.
 *
 * @throws Violation, Stalled, or whatever a defect throws
 */
export async function simulate(
  material: ChannelMaterial,
  seed: number,
  choices: SimulationChoices = {},
): Promise<SimulationResult> {
  const random = seededRandom(seed);
  const crashRandom = seededRandom(seed ^ 0x5bd1e995);
  const consortium = new SimulatedConsortium(material, definitionFor([...material.pki.keys()]));
  const lifetimes = choices.lifetimes ?? chooseLifetimes(crashRandom);
  const acknowledged: Acknowledged[] = [];
  let now = START;
  let events = 0;
  let history = 0;
  for (const lifetime of lifetimes) {
    const scheduler = new Scheduler(random, now);
    await scheduler.runFor(live({ consortium, scheduler, random, acknowledged }), lifetime);
    scheduler.kill();
    consortium.crash(crashRandom() < 0.5 ? 'kill' : 'power', crashRandom);
    now = scheduler.now() + DOWNTIME_MS;
    events += scheduler.steps;
    history = Math.imul(history, 31) ^ scheduler.history;
  }
  const scheduler = new Scheduler(random, now);
  const running = await scheduler.run(live({ consortium, scheduler, random, acknowledged }));
  await scheduler.run(audit({ consortium, running, scheduler, acknowledged }));
  return {
    lifetimes,
    events: events + scheduler.steps,
    acknowledged: acknowledged.length,
    blocks: running.channel.orderer.height,
    history: Math.imul(history, 31) ^ scheduler.history,
  };
}

interface Life {
  readonly consortium: SimulatedConsortium;
  readonly scheduler: Scheduler;
  readonly random: () => number;
  readonly acknowledged: Acknowledged[];
}

/** A process from its start until all clients have been served and everything is at rest. */
async function live({ consortium, scheduler, random, acknowledged }: Life): Promise<RunningConsortium> {
  const running = await consortium.start(scheduler);
  disturb(running, random);
  const clients = Array.from({ length: CLIENTS }, () => new Client(running, scheduler, random, acknowledged));
  await clients[0]?.open();
  await Promise.all(clients.map((client) => client.run(TRANSACTIONS_EACH)));
  running.faults.healAll();
  await new Promise<void>((resolve) => scheduler.after(SETTLING_MS, resolve));
  return running;
}

/** Late and lost messages, in some processes. */
function disturb({ faults }: RunningConsortium, random: () => number): void {
  const seed = Math.floor(random() * 2 ** 31);
  if (random() < 0.5) faults.inject({ kind: 'delay', milliseconds: 0, jitter: 200, probability: 0.5, seed });
  if (random() < 0.3) faults.inject({ kind: 'duplicate', probability: 0.3, seed });
  if (random() < 0.3) faults.inject({ kind: 'drop', probability: 0.2, seed });
}

function chooseLifetimes(random: () => number): readonly number[] {
  const crashes = 1 + Math.floor(random() * CRASHES_MAX);
  return Array.from({ length: crashes }, () => 1 + Math.floor(random() * LIFETIME_MAX));
}
