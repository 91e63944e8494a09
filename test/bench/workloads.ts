import type { Contract } from '@hyperledger/fabric-gateway';
import { AURORA, CIRRUS } from '../support/consortium.js';
import { closedLoop, type LoadResult } from '../support/load.js';
import type { BenchScene } from './scene.js';

const RECORD_BYTES = 300;
/** More than any run can transfer, one unit at a time. */
const UNITS = '1000000';
/** Holders who receive, or who send beside each other. */
const HOLDERS = 50;
const WAIT_SECONDS = 60;

/** A kind of work, ready to be measured at any concurrency. */
export interface Workload {
  readonly name: string;
  measure(concurrency: number, durationMs: number): Promise<LoadResult>;
}

/** The floor of every engine: one blind write of one byte to a key of its own. All ratios are to this. */
export function noOpPut(scene: BenchScene): Workload {
  const write = committed(scene, 'put', (key) => [key, 'x']);
  return { name: 'no-op put', measure: (concurrency, duration) => closedLoop(concurrency, duration, write) };
}

/** A record of 300 bytes that is read and written: what an ordinary update costs. */
export function recordPut(scene: BenchScene): Workload {
  const record = 'r'.repeat(RECORD_BYTES);
  const write = committed(scene, 'update', (key) => [key, record]);
  return { name: 'put', measure: (concurrency, duration) => closedLoop(concurrency, duration, write) };
}

/** Who sends and who receives the n-th transfer. */
type Pairing = (index: number) => { readonly fromHolderId: string; readonly toHolderId: string };

/**
 * Transfers of the product, of one security: from one holder, and of holders who have nothing to do with each other.
 * One call is one transfer, from the request at the custodian's gateway until its answer that it has settled.
 */
export async function transfers(scene: BenchScene): Promise<readonly Workload[]> {
  const isin = await scene.registerSecurity();
  const senders = await scene.parties(HOLDERS);
  const receivers = await scene.parties(HOLDERS);
  await scene.issue(isin, senders, UNITS);
  await scene.caughtUp();
  const [first = ''] = senders;
  const receiver = (index: number): string => receivers[index % HOLDERS] ?? '';
  return [
    transfer(scene, 'transfers of one holder', isin, (index) => ({ fromHolderId: first, toHolderId: receiver(index) })),
    transfer(scene, 'independent transfers', isin, (index) => ({
      fromHolderId: senders[index % HOLDERS] ?? '',
      toHolderId: receiver(index),
    })),
  ];
}

function transfer(scene: BenchScene, name: string, isin: string, pairOf: Pairing): Workload {
  const client = scene.at(CIRRUS);
  let counter = 0;
  const one = async (): Promise<void> => {
    counter += 1;
    const { status } = await client.transfer({ isin, units: '1', ...pairOf(counter) }, { waitSeconds: WAIT_SECONDS });
    if (status !== 'settled') throw new Error(`a transfer is ${status}`);
  };
  return { name, measure: (concurrency, duration) => closedLoop(concurrency, duration, one) };
}

/** Submits to the probe with a fresh key and waits until it is committed as valid. */
function committed(scene: BenchScene, name: string, args: (key: string) => string[]): () => Promise<void> {
  const contract: Contract = scene.peers.at(AURORA).contract('probe');
  let counter = 0;
  return async () => {
    counter += 1;
    await contract.submit(name, { arguments: args(`bench/${name}/${counter}`) });
  };
}
