import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { REPOSITORY } from '../support/command.js';
import { CHANNEL, Consortium } from '../support/consortium.js';
import { type EngineName, whyUnavailable } from '../support/engine.js';
import { TestNetwork } from '../support/network.js';
import { SCRIP } from '../support/register.js';
import { soak } from './soak.js';
import { comparison, type Measurement, rate, table } from './table.js';
import { noOpPut, recordPut, transfer, type Workload } from './workloads.js';

const PROBE = join(REPOSITORY, 'test', 'conformance', 'probe');
const BUNDLE = join(REPOSITORY, 'chaincode', 'contracts', 'dist', 'bundle');
const WARM_UP_MS = 4_000;
const WARM_UP_CALLERS = 25;
const REFERENCE = 'fabric';

/** An engine in one of its ways to run chaincode. */
interface Subject {
  readonly label: string;
  readonly engine: EngineName;
  readonly inProcess: boolean;
}

const SUBJECTS: readonly Subject[] = [
  { label: 'devnet in process', engine: 'devnet', inProcess: true },
  { label: 'devnet service', engine: 'devnet', inProcess: false },
  { label: REFERENCE, engine: 'fabric', inProcess: false },
];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    transactions: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '3' },
    callers: { type: 'string', default: '1,10,50' },
    engines: { type: 'string', default: SUBJECTS.map(({ label }) => label).join(',') },
  },
});

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Measures every kind of work on a network that exists for this alone. */
async function measure(subject: Subject): Promise<readonly Measurement[]> {
  const start = performance.now();
  const network = await TestNetwork.start(subject.engine);
  print(`${subject.label}: empty network started in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  const consortium = new Consortium(network);
  try {
    const measurements: Measurement[] = [];
    const workloads = await prepare(subject, consortium);
    for (const workload of workloads) {
      await workload.measure(WARM_UP_CALLERS, WARM_UP_MS);
    }
    // All work with as many callers one after the other, so that the ratios compare what ran at the same time.
    for (const concurrency of options.callers.split(',').map(Number)) {
      for (const workload of workloads) {
        const load = await workload.measure(concurrency, Number(options.seconds) * 1000);
        const measurement = { engine: subject.label, workload: workload.name, concurrency, load };
        measurements.push(measurement);
        print(`${subject.label}: ${workload.name}, ${concurrency} callers: ${rate(measurement).toFixed(1)} per second`);
      }
    }
    return measurements;
  } finally {
    consortium.close();
    await network.end();
  }
}

async function prepare(subject: Subject, consortium: Consortium): Promise<readonly Workload[]> {
  const { network } = consortium;
  const common = { channels: [CHANNEL], inProcess: subject.inProcess };
  await network.deploy({ ...common, name: 'probe', path: PROBE });
  const workloads = [noOpPut(consortium), recordPut(consortium)];
  if (!existsSync(BUNDLE)) {
    print(`${subject.label}: transfer skipped: ${BUNDLE} is not built`);
    return workloads;
  }
  await network.deploy({ ...common, name: SCRIP, path: BUNDLE });
  return [...workloads, await transfer(consortium, CHANNEL)];
}

/** Every kind of work on every engine. */
async function compare(): Promise<void> {
  print(
    `${cpus().length} CPUs (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}, ${options.seconds} s per line`,
  );
  const chosen = options.engines.split(',');
  const measurements: Measurement[] = [];
  for (const subject of SUBJECTS.filter(({ label }) => chosen.includes(label))) {
    const unavailable = whyUnavailable(subject.engine);
    if (unavailable === undefined) {
      measurements.push(...(await measure(subject)));
    } else {
      print(`${subject.label}: skipped: ${unavailable}`);
    }
  }
  print(`\n${table(measurements)}`);
  const compared = comparison(measurements, REFERENCE);
  if (compared !== '') {
    print(`\n${compared}`);
    print('With few callers fabric waits for its batch timeout, and devnet cuts a block as soon as it is idle.');
  }
}

if (positionals[0] === 'soak') {
  await soak(Number(options.transactions), Number(options.callers.split(',').at(-1)), print);
} else {
  await compare();
}
