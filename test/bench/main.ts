import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { REPOSITORY } from '../support/command.js';
import { CHANNEL } from '../support/consortium.js';
import { type EngineName, whyUnavailable } from '../support/engine.js';
import { GatewayScene } from '../support/gateway-scene.js';
import { certificates } from './certificates.js';
import { largeRegister } from './large-register.js';
import { soak } from './soak.js';
import { cpuTimes, cpuTimesBetween, totalOf } from './cpu-time.js';
import { comparison, FLOOR, type Measurement, rate, table } from './table.js';
import { texts } from './texts.js';
import { noOpPut, recordPut, transfers, transfersWithVotes, type Workload } from './workloads.js';

const PROBE = join(REPOSITORY, 'test', 'conformance', 'probe');
/** A chaincode or gateway that has run for days is compiled; one that has just started is three times as slow. */
const WARM_UP_MS = 20_000;
const WARM_UP_CALLERS = 50;
const REFERENCE = 'fabric';

const ENGINES: readonly EngineName[] = ['devnet', REFERENCE];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    transactions: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '3' },
    callers: { type: 'string', default: '1,10,50' },
    work: { type: 'string' },
    holders: { type: 'string', default: '0' },
    lots: { type: 'string', default: '100000' },
    engines: { type: 'string', default: ENGINES.join(',') },
  },
});

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Measures every kind of work on a consortium that exists for this alone, as `npm start` brings it up. */
async function measure(engine: EngineName): Promise<readonly Measurement[]> {
  const start = performance.now();
  const scene = await GatewayScene.open(engine);
  print(`${engine}: started in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  try {
    const measurements: Measurement[] = [];
    await scene.network.deploy({ channels: [CHANNEL], inProcess: engine === 'devnet', name: 'probe', path: PROBE });
    const isin = await scene.registerSecurity();
    const ofTransfers = await transfers(scene, isin, Number(options.holders));
    const ofCertificates = await certificates(scene, isin);
    const voted = await transfersWithVotes(scene);
    const ofTexts = texts(scene, await scene.businessDate());
    const all: readonly Workload[] = [
      ...[noOpPut(scene), recordPut(scene)],
      ...[...ofTransfers, voted, ...ofCertificates, ...ofTexts],
    ];
    const workloads = all.filter(({ name }) => options.work?.split(',').includes(name) ?? true);
    for (const workload of workloads) if (!workload.isLong) await workload.measure(WARM_UP_CALLERS, WARM_UP_MS);
    print(`${engine}: measuring`);
    // All work with as many callers one after the other, so that the ratios compare what ran at the same time.
    const callers = options.callers.split(',').map(Number);
    const most = Math.max(...callers);
    for (const concurrency of callers) {
      const measured = workloads.filter(({ isLong = false }) => !isLong || concurrency === most);
      // the floor again at the end: nobody knows which of the two is its usual speed
      for (const workload of [...measured, ...measured.filter(({ name }) => name === FLOOR)]) {
        measurements.push(await measureOne(scene, engine, workload, concurrency));
      }
    }
    return measurements;
  } finally {
    await scene.close();
  }
}

async function measureOne(
  scene: GatewayScene,
  engine: EngineName,
  workload: Workload,
  concurrency: number,
): Promise<Measurement> {
  const [cpuBefore, blockBefore] = [cpuTimes(), await scene.block()];
  const load = await workload.measure(concurrency, Number(options.seconds) * 1000);
  const [cpu, blocks] = [cpuTimesBetween(cpuBefore, cpuTimes()), (await scene.block()) - blockBefore];
  const each = (ms: number): number => ms / Math.max(1, load.completed);
  const cpuMs = each(totalOf(cpu));
  const measurement = { engine, workload: workload.name, concurrency, load, cpuMs, blocks };
  const size = workload.bytes === undefined ? '' : `, ${workload.bytes.toLocaleString('en')} bytes`;
  const speed = `${rate(measurement).toFixed(1)} per second, ${cpuMs.toFixed(1)} ms of CPU each${size}`;
  print(`${engine}: ${workload.name}, ${concurrency} callers: ${speed}`);
  print(`  ${[...cpu].map(([program, ms]) => `${program} ${each(ms).toFixed(1)}`).join(', ')}`);
  return measurement;
}

/** Every kind of work on every engine. */
async function compare(): Promise<void> {
  print(
    `${cpus().length} CPUs (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}, ${options.seconds} s per line`,
  );
  const chosen = options.engines.split(',');
  const measurements: Measurement[] = [];
  for (const engine of ENGINES.filter((each) => chosen.includes(each))) {
    const unavailable = whyUnavailable(engine);
    if (unavailable === undefined) measurements.push(...(await measure(engine)));
    else print(`${engine}: skipped: ${unavailable}`);
  }
  print(`\n${table(measurements)}`);
  const compared = comparison(measurements, REFERENCE);
  if (compared !== '') {
    print(`\n${compared}`);
    print('With few callers fabric waits for its batch timeout, and devnet cuts a block as soon as it is idle.');
  }
}

if (positionals[0] === 'register') {
  for (const engine of options.engines.split(',')) {
    await largeRegister(engine === REFERENCE ? REFERENCE : 'devnet', Number(options.lots), print);
  }
} else if (positionals[0] === 'soak') {
  await soak(Number(options.transactions), Number(options.callers.split(',').at(-1)), print);
} else {
  await compare();
}
