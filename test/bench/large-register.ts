import { readFileSync } from 'node:fs';
import { AURORA, CIRRUS } from '../support/consortium.js';
import type { EngineName } from '../support/engine.js';
import { GatewayScene } from '../support/gateway-scene.js';
import { callTimes, percentile } from '../support/load.js';
import { align } from './table.js';

/** Allocations of one issue: the chaincode's limit. */
const ALLOCATIONS_MAX = 50;
const HOLDERS = 500;
const PAGE = 100;
const READS = 100;
const PROGRESS_LOTS = 10_000;
const KB_PER_MB = 1_024;

/**
 * Issues lots until a register has so many, and times how a gateway answers from it: one holding, one page, all pages,
 * and the register at the end of a business date. Its memory may not grow with the register.
 */
export async function largeRegister(engine: EngineName, lots: number, print: (line: string) => void): Promise<void> {
  const scene = await GatewayScene.open(engine);
  try {
    const isin = await scene.registerSecurity();
    const holders = await scene.parties(HOLDERS);
    const memoryBefore = residentMb(scene);
    await issueLots(scene, isin, holders, lots, print);
    await scene.caughtUp();
    const rows = await readings(scene, isin, holders);
    print(`${engine}: a register of ${String(lots)} lots of ${String(HOLDERS)} holders`);
    print(align([['reading', '', 'p50 ms', 'p95 ms'], ...rows]));
    const grown = `${memoryBefore.toFixed(0)} MB before, ${residentMb(scene).toFixed(0)} MB after`;
    print(`resident memory of the gateway that answered: ${grown}`);
  } finally {
    await scene.close();
  }
}

async function issueLots(
  scene: GatewayScene,
  isin: string,
  holders: readonly string[],
  lots: number,
  print: (line: string) => void,
): Promise<void> {
  const begin = performance.now();
  for (let issued = 0; issued < lots; issued += ALLOCATIONS_MAX) {
    const from = issued % holders.length;
    await scene.issue(isin, holders.slice(from, from + ALLOCATIONS_MAX), '1000');
    if (issued % PROGRESS_LOTS > 0) continue;
    print(`${String(issued)} lots after ${((performance.now() - begin) / 1000).toFixed(0)} s`);
  }
}

async function readings(
  scene: GatewayScene,
  isin: string,
  holders: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const gateway = scene.at(CIRRUS);
  const recordDate = await scene.businessDate();
  let read = 0;
  const holder = (): string => holders[(read += 7) % holders.length] ?? '';
  const timed = async (name: string, what: string, times: number, call: () => Promise<unknown>): Promise<string[]> => {
    const { latencies, failed } = await callTimes(1, times, call);
    if (failed > 0) throw new Error(`${name} failed`);
    return [name, what, ...[0.5, 0.95].map((share) => percentile(latencies, share).toFixed(1))];
  };
  return [
    await timed('holding', 'one holder', READS, () => gateway.holdings(holder())),
    await timed('register', `a page of ${String(PAGE)}`, READS, () => gateway.register(isin, { limit: PAGE })),
    await timed('register', 'all pages', 3, () => scene.holdersOf(isin, CIRRUS)),
    await timed('snapshot', `a page of ${String(PAGE)}`, 10, () => gateway.register(isin, { limit: PAGE, recordDate })),
    await timed('cap table', 'at a record date', 3, () => scene.at(AURORA).capTable(isin, { asOf: recordDate })),
  ];
}

/** Resident memory of Cirrus' gateway. */
function residentMb(scene: GatewayScene): number {
  const status = readFileSync(`/proc/${String(scene.gatewayPid(CIRRUS))}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / KB_PER_MB;
}
