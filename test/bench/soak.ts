import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { REPOSITORY } from '../support/command.js';
import { AURORA, CHANNEL, Consortium, MEMBERS } from '../support/consortium.js';
import { percentile } from '../support/load.js';
import { TestNetwork } from '../support/network.js';
import { slope } from './slope.js';
import { align } from './table.js';

const PROBE = join(REPOSITORY, 'test', 'conformance', 'probe');
const COLLECTIONS = join(REPOSITORY, 'test', 'bench', 'soak-collections.json');
const INTERVALS = 20;
/** The first quarter fills the caches, which are bounded, and is no part of the slope. */
const FILLING_INTERVALS = INTERVALS / 4;
const HOT_KEYS = 1000;
const READS = 200;
/** Memory is read several times and the least value counts: what waits for collection is no leak. */
const MEMORY_SAMPLES = 10;
const SAMPLE_PAUSE_MS = 200;
const BYTES_PER_MB = 2 ** 20;
const RECORD = 'r'.repeat(300);

interface Sample {
  readonly transactions: number;
  readonly perSecond: number;
  readonly residentMb: number;
  readonly heapMb: number;
  /** Milliseconds of a read of any key written so far, half and 99 of 100 of them below. */
  readonly readP50: number;
  readonly readP99: number;
}

/**
 * Commits many transactions on one devnet through its gateways, chaincode in process, and watches memory and the time
 * of reads: neither may grow with the number of transactions. Afterwards the network restarts on what it has written.
 */
export async function soak(transactions: number, callers: number, print: (line: string) => void): Promise<void> {
  const network = await TestNetwork.start('devnet');
  const consortium = new Consortium(network);
  try {
    await network.deploy({
      name: 'probe',
      path: PROBE,
      channels: [CHANNEL],
      collections: COLLECTIONS,
      inProcess: true,
    });
    const samples: Sample[] = [];
    const load = new Load(consortium);
    for (let interval = 1; interval <= INTERVALS; interval += 1) {
      const upTo = Math.round((transactions * interval) / INTERVALS);
      const perSecond = await load.run(upTo, callers);
      samples.push({ transactions: upTo, perSecond, ...(await memory(network)), ...(await load.reads()) });
      print(line(samples.at(-1)));
    }
    consortium.close();
    const restart = await restartSeconds(network);
    print(`\n${table(samples)}\n\n${conclusion(samples, load.failed)}`);
    print(`restart after ${transactions} transactions: ${restart.toFixed(1)} s (ended and started again, ready)`);
  } finally {
    consortium.close();
    await network.end();
  }
}

/** Writes of three kinds: new keys, a few hot keys again and again, and private data that expires. */
class Load {
  failed = 0;
  private started = 0;

  constructor(private readonly consortium: Consortium) {}

  /** @returns transactions per second */
  async run(upTo: number, callers: number): Promise<number> {
    const before = this.started;
    const begin = performance.now();
    const caller = async (index: number): Promise<void> => {
      const contract = this.consortium.at(MEMBERS[index % MEMBERS.length] ?? AURORA).contract('probe');
      while (this.started < upTo) {
        this.started += 1;
        const [name, ...options] = transaction(this.started);
        await contract.submit(name, ...options).catch(() => (this.failed += 1));
      }
    };
    await Promise.all(Array.from({ length: callers }, (_, index) => caller(index)));
    return ((this.started - before) * 1000) / (performance.now() - begin);
  }

  /** Reads keys from the whole of what was written, old and new. */
  async reads(): Promise<Pick<Sample, 'readP50' | 'readP99'>> {
    const contract = this.consortium.at(AURORA).contract('probe');
    const latencies: number[] = [];
    for (let index = 0; index < READS; index += 1) {
      const key = keyOf(Math.floor((this.started * index) / READS));
      const begin = performance.now();
      await contract.evaluate('run', { arguments: [JSON.stringify([{ op: 'get', key }])] });
      latencies.push(performance.now() - begin);
    }
    latencies.sort((a, b) => a - b);
    return { readP50: percentile(latencies, 0.5), readP99: percentile(latencies, 0.99) };
  }
}

const keyOf = (index: number): string => `soak/${index}`;

function transaction(index: number): Parameters<ReturnType<Consortium['probe']>['contract']['submit']> {
  if (index % 10 === 0) {
    const steps = [{ op: 'privatePut', collection: 'everyone', key: keyOf(index), transient: 'value' }];
    return ['run', { arguments: [JSON.stringify(steps)], transientData: { value: `${index}` } }];
  }
  if (index % 10 === 1) {
    return ['put', { arguments: [`hot/${index % HOT_KEYS}`, RECORD] }];
  }
  return ['put', { arguments: [keyOf(index), RECORD] }];
}

async function memory(network: TestNetwork): Promise<Pick<Sample, 'residentMb' | 'heapMb'>> {
  const samples: { resident: number; heap: number }[] = [];
  for (let index = 0; index < MEMORY_SAMPLES; index += 1) {
    samples.push(await network.memory());
    await sleep(SAMPLE_PAUSE_MS);
  }
  return {
    residentMb: Math.min(...samples.map(({ resident }) => resident)),
    heapMb: Math.min(...samples.map(({ heap }) => heap)),
  };
}

async function restartSeconds(network: TestNetwork): Promise<number> {
  await network.down();
  const begin = performance.now();
  await network.up();
  return (performance.now() - begin) / 1000;
}

function cells(sample: Sample): string[] {
  const { transactions, perSecond, residentMb, heapMb, readP50, readP99 } = sample;
  return [`${transactions}`, ...[perSecond, residentMb, heapMb, readP50, readP99].map((value) => value.toFixed(1))];
}

function line(sample: Sample | undefined): string {
  return sample === undefined ? '' : cells(sample).join('  ');
}

function table(samples: readonly Sample[]): string {
  const columns = ['transactions', 'per second', 'resident MB', 'heap MB', 'read p50 ms', 'read p99 ms'];
  return align([columns, ...samples.map(cells)]);
}

/** How much memory every further transaction costs, and how reads changed, once the caches are full. */
function conclusion(samples: readonly Sample[], failed: number): string {
  const full = samples.slice(FILLING_INTERVALS);
  const perTransaction = (pick: (sample: Sample) => number): string =>
    (slope(full.map((sample) => [sample.transactions, pick(sample)])) * BYTES_PER_MB).toFixed(1);
  const [first, last] = [full[0], full.at(-1)];
  return (
    `slope over the last ${full.length} of ${samples.length} intervals: resident ` +
    `${perTransaction(({ residentMb }) => residentMb)} bytes per transaction, heap ` +
    `${perTransaction(({ heapMb }) => heapMb)}; read p50 ${first?.readP50.toFixed(1)} -> ${last?.readP50.toFixed(1)} ms; ` +
    `${failed} transactions failed`
  );
}
