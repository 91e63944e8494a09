import { type LoadResult, percentile } from '../support/load.js';

/** One measured line. */
export interface Measurement {
  readonly engine: string;
  readonly workload: string;
  readonly concurrency: number;
  readonly load: LoadResult;
  /** Processor time of all processes together for each completed call, in milliseconds. */
  readonly cpuMs: number;
  /** Blocks that were made in the meantime: a transaction costs less in a fuller one. */
  readonly blocks: number;
}

/** The work that all other is compared with. */
export const FLOOR = 'no-op put';

const COLUMNS = [
  'engine',
  'work',
  'callers',
  'per second',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'CPU ms',
  'blocks',
  'failed',
  `to ${FLOOR}`,
];

export const rate = ({ load }: Measurement): number => load.completed / load.seconds;

/**
 * The measurements as text. The last column is the rate over that of the no-op put of the same engine and callers: over the
 * faster one where it was measured twice, for it varies by half with how full its blocks get.
 */
export function table(measurements: readonly Measurement[]): string {
  const rows = measurements.map((measurement) => {
    const { engine, workload, concurrency, load } = measurement;
    const latencies = [0.5, 0.95, 0.99].map((p) => percentile(load.latencies, p).toFixed(0));
    const speed = rate(measurement).toFixed(1);
    const floor = find(measurements, engine, FLOOR, concurrency);
    const cells = [engine, workload, String(concurrency), speed, ...latencies, measurement.cpuMs.toFixed(1)];
    return [...cells, String(measurement.blocks), String(load.failed), ratio(measurement, floor)];
  });
  return align([COLUMNS, ...rows]);
}

/** Each engine against the reference engine on the same work and callers; empty when the reference was not run. */
export function comparison(measurements: readonly Measurement[], reference: string): string {
  const rows = measurements
    .filter(({ engine }) => engine !== reference)
    .flatMap((measurement) => {
      const other = find(measurements, reference, measurement.workload, measurement.concurrency);
      const { engine, workload, concurrency } = measurement;
      return other === undefined ? [] : [[engine, workload, String(concurrency), ratio(measurement, other)]];
    });
  return rows.length === 0 ? '' : align([['engine', 'work', 'callers', `to ${reference}`], ...rows]);
}

/** The fastest of some work by as many callers. */
function find(all: readonly Measurement[], engine: string, work: string, callers: number): Measurement | undefined {
  const [fastest] = all
    .filter((m) => m.engine === engine && m.workload === work && m.concurrency === callers)
    .sort((one, other) => rate(other) - rate(one));
  return fastest;
}

function ratio(measurement: Measurement, to: Measurement | undefined): string {
  return to === undefined || rate(to) === 0 ? '-' : (rate(measurement) / rate(to)).toFixed(2);
}

/** Rows as text in columns, the first two to the left. */
export function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}
