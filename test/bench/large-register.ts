import { readFileSync } from 'node:fs';
import { LIMITS } from '@scrip/model';
import { AURORA, CIRRUS } from '../support/consortium.js';
import type { EngineName } from '../support/engine.js';
import { GatewayScene } from '../support/gateway-scene.js';
import { broughtHome } from './brought-home.js';
import { underHolderCap } from './holder-cap.js';
import { align } from './table.js';
import { timed } from './timed.js';

const HOLDERS = 500;
/** Lots that one issue brings to a holder, each at its own price. */
const LOTS_PER_HOLDER = 20;
const HOLDERS_PER_ISSUE = LIMITS.allocationsPerIssueMax / LOTS_PER_HOLDER;
const PAGE = 100;
const READS = 100;
const PROGRESS_MS = 30_000;
const KB_PER_MB = 1_024;

/**
 * Issues lots until a register has so many, and times how a gateway answers from it: one holding, one page, all pages,
 * the register at the end of a business date, and all its events as a stream. The gateway's memory may not grow with the
 * register. Then a rule that counts holders is adopted, and transfers under it are timed. At last all lots are brought to
 * another attestor.
 */
export async function largeRegister(engine: EngineName, lots: number, print: (line: string) => void): Promise<void> {
  const scene = await GatewayScene.open(engine);
  try {
    const isin = await scene.registerSecurity();
    const holders = await scene.parties(HOLDERS);
    const memoryBefore = residentMb(scene);
    await issueLots(scene, isin, holders, lots, print);
    await scene.caughtUp();
    print(`${engine}: a register of ${String(lots)} lots of ${String(HOLDERS)} holders`);
    const rows = await readings(scene, isin, holders);
    print(align([['reading', '', 'p50 ms', 'p95 ms'], ...rows]));
    print(await streamed(scene, lots));
    const grown = `${memoryBefore.toFixed(0)} MB before, ${residentMb(scene).toFixed(0)} MB after`;
    print(`resident memory of the gateway that answered: ${grown}`);
    const capped = await underHolderCap(scene, isin, holders);
    print(align([['under a limit on holders', '', 'p50 ms', 'p95 ms'], ...capped]));
    print(await broughtHome(scene, isin, lots));
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
  let told = begin;
  let [issued, from] = [0, 0];
  while (issued < lots) {
    const receiving = holders.slice(from, from + HOLDERS_PER_ISSUE);
    const allocations = receiving.flatMap((holderId) =>
      Array.from({ length: LOTS_PER_HOLDER }, (_, index) => ({ holderId, units: '1000', price: String(index + 1) })),
    );
    await scene.issueLots(isin, allocations.slice(0, lots - issued));
    issued += Math.min(allocations.length, lots - issued);
    from = (from + HOLDERS_PER_ISSUE) % holders.length;
    const now = performance.now();
    if (now - told < PROGRESS_MS && issued < lots) continue;
    told = now;
    print(`${String(issued)} lots after ${((now - begin) / 1000).toFixed(0)} s`);
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
  return [
    await timed('holding', 'one holder', READS, () => gateway.holdings(holder())),
    await timed('register', `a page of ${String(PAGE)}`, READS, () => gateway.register(isin, { limit: PAGE })),
    await timed('register', 'all pages', 3, () => scene.holdersOf(isin, CIRRUS)),
    await timed('snapshot', `a page of ${String(PAGE)}`, 10, () => gateway.register(isin, { limit: PAGE, recordDate })),
    await timed('cap table', 'at a record date', 3, () => scene.at(AURORA).capTable(isin, { asOf: recordDate })),
  ];
}

/** All events of the channel from its first block on. */
async function streamed(scene: GatewayScene, lots: number): Promise<string> {
  const begin = performance.now();
  let [events, issued] = [0, 0];
  const stopped = new AbortController();
  for await (const { type } of scene.at(CIRRUS).events({ from: 0, signal: stopped.signal })) {
    events += 1;
    if (type === 'HoldingIssued') issued += 1;
    if (issued === lots) stopped.abort();
  }
  const seconds = (performance.now() - begin) / 1000;
  return `stream: ${String(events)} events in ${seconds.toFixed(1)} s, ${(events / seconds).toFixed(0)} a second`;
}

/** Resident memory of Cirrus' gateway. */
function residentMb(scene: GatewayScene): number {
  const status = readFileSync(`/proc/${String(scene.gatewayPid(CIRRUS))}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / KB_PER_MB;
}
