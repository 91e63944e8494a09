import type { Contract } from '@hyperledger/fabric-gateway';
import type { NewTransfer } from '@scrip/gateway-api';
import { AURORA, CIRRUS } from '../support/consortium.js';
import { eventually } from '../support/eventually.js';
import { callTimes, closedLoop, type LoadResult } from '../support/load.js';
import type { GatewayScene } from '../support/gateway-scene.js';
import { votedThrough } from '../support/title.js';
import { FLOOR } from './table.js';

const RECORD_BYTES = 300;
/** More than any run can transfer, one unit at a time. */
const UNITS = '1000000';
/** Holders who receive, or who send beside each other. */
const HOLDERS = 50;
const WAIT_SECONDS = 60;
const FILE_ROWS = 3_000;
const FILE_SETTLES_WITHIN_MS = 300_000;
/** Each look costs the gateway something too. */
const FILE_LOOK_MS = 1_000;

/** A kind of work, ready to be measured at any concurrency. */
export interface Workload {
  readonly name: string;
  /** It takes the time that it takes, and is done once, by the most callers. */
  readonly isLong?: true;
  /** Size of what is made or read, where that says something. */
  readonly bytes?: number;
  measure(concurrency: number, durationMs: number): Promise<LoadResult>;
}

/** The floor of every engine: one blind write of one byte to a key of its own. All ratios are to this. */
export function noOpPut(scene: GatewayScene): Workload {
  const write = committed(scene, 'put', (key) => [key, 'x']);
  return { name: FLOOR, measure: (concurrency, duration) => closedLoop(concurrency, duration, write) };
}

/** A record of 300 bytes that is read and written: what an ordinary update costs. */
export function recordPut(scene: GatewayScene): Workload {
  const record = 'r'.repeat(RECORD_BYTES);
  const write = committed(scene, 'update', (key) => [key, record]);
  return { name: 'put', measure: (concurrency, duration) => closedLoop(concurrency, duration, write) };
}

/** Who sends and who receives the n-th transfer. */
type Pairing = (index: number) => { readonly fromHolderId: string; readonly toHolderId: string };

/**
 * Transfers of the product, of one security: from one holder, and of holders who have nothing to do with each other.
 * One call is one transfer, from the request at the custodian's gateway until its answer that it has settled. A
 * distribution is as many transfers of one holder as there are others, whatever time it takes.
 *
 * @param distributedTo - holders of the distribution; 0: none
 */
export async function transfers(
  scene: GatewayScene,
  isin: string,
  distributedTo: number,
): Promise<readonly Workload[]> {
  const senders = await scene.parties(HOLDERS);
  const receivers = await scene.parties(HOLDERS);
  await scene.issue(isin, senders, UNITS);
  await scene.caughtUp();
  const [first = '', second = ''] = senders;
  const receiver = (index: number): string => receivers[index % HOLDERS] ?? '';
  const ofOne = transferring(scene, isin, (index) => ({ fromHolderId: first, toHolderId: receiver(index) }));
  const independent = transferring(scene, isin, (index) => ({
    fromHolderId: senders[index % HOLDERS] ?? '',
    toHolderId: receiver(index),
  }));
  const workloads: readonly Workload[] = [
    { name: 'transfers of one holder', measure: (callers, duration) => closedLoop(callers, duration, ofOne) },
    { name: 'independent transfers', measure: (callers, duration) => closedLoop(callers, duration, independent) },
    transfersByFile(scene, isin, first, receivers),
  ];
  if (distributedTo === 0) return workloads;
  const others = await scene.parties(distributedTo);
  const distributing = transferring(scene, isin, (index) => ({
    fromHolderId: second,
    toHolderId: others[index % distributedTo] ?? '',
  }));
  const name = `distribution to ${String(distributedTo)} holders`;
  return [...workloads, { name, isLong: true, measure: (callers) => callTimes(callers, distributedTo, distributing) }];
}

/**
 * Transfers of one holder as an institution sends them at the end of its day: a file of many rows, from its first byte
 * until all of them have settled. The number of callers says nothing here: there is one.
 */
function transfersByFile(
  scene: GatewayScene,
  isin: string,
  fromHolderId: string,
  receivers: readonly string[],
): Workload {
  const { tables } = scene.at(CIRRUS);
  let files = 0;
  const measure = async (): Promise<LoadResult> => {
    files += 1;
    const about = { importId: `bench-${String(files)}`, kind: 'instructions' } as const;
    const rows = Array.from({ length: FILE_ROWS }, (_, row) =>
      [isin, fromHolderId, receivers[row % receivers.length] ?? '', '1'].join(','),
    );
    const content = `isin,fromHolderId,toHolderId,units\n${rows.join('\n')}\n`;
    const start = performance.now();
    await tables.startImport(about, { type: 'text/csv', content });
    const done = await eventually(
      async () => {
        const { import: shown } = await tables.import(about.importId);
        return shown.status === 'ended' ? shown.rows.done : undefined;
      },
      FILE_SETTLES_WITHIN_MS,
      FILE_LOOK_MS,
    );
    const took = performance.now() - start;
    return { completed: done, failed: FILE_ROWS - done, seconds: took / 1000, latencies: [took] };
  };
  return { name: 'transfers by file', isLong: true, measure };
}

/** Transfers of one holder that pass by standing votes: each with its deed and the consent of its receiver. */
export async function transfersWithVotes(scene: GatewayScene): Promise<Workload> {
  const isin = await votedThrough(scene);
  const [fromHolderId = '', ...receivers] = await scene.parties(HOLDERS);
  await scene.issue(isin, [fromHolderId], UNITS);
  await scene.caughtUp();
  const deed = { sellersCapacity: 'principal', buyersCapacity: 'principal', consideration: 'c'.repeat(64) } as const;
  const pairOf: Pairing = (index) => ({ fromHolderId, toHolderId: receivers[index % receivers.length] ?? '' });
  const call = transferring(scene, isin, pairOf, { deed, acceptance: {} });
  return { name: 'transfers with votes', measure: (callers, duration) => closedLoop(callers, duration, call) };
}

function transferring(
  scene: GatewayScene,
  isin: string,
  pairOf: Pairing,
  title: Pick<NewTransfer, 'deed' | 'acceptance'> = {},
): () => Promise<void> {
  const client = scene.at(CIRRUS);
  let counter = 0;
  return async () => {
    counter += 1;
    const { status } = await client.transfer(
      { isin, units: '1', ...pairOf(counter), ...title },
      { waitSeconds: WAIT_SECONDS },
    );
    if (status !== 'settled') throw new Error(`a transfer is ${status}`);
  };
}

/** Submits to the probe with a fresh key and waits until it is committed as valid. */
function committed(scene: GatewayScene, name: string, args: (key: string) => string[]): () => Promise<void> {
  const contract: Contract = scene.peers.at(AURORA).contract('probe');
  let counter = 0;
  return async () => {
    counter += 1;
    await contract.submit(name, { arguments: args(`bench/${name}/${counter}`) });
  };
}
