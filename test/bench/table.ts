import { type LoadResult, percentile } from '../support/load.js';

/** One measured line. */
export interface Measurement {
  readonly engine: string;
  readonly workload: string;
  readonly concurrency: number;
  readonly load: LoadResult;
  /** Processor time of all processes together for each completed call, in milliseconds. */
  readonly cpuMs: number;
}

const COLUMNS = [
  'engine',
  'work',
  'callers',
  'per second',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'CPU ms',
  'failed',
  'to no-op put',
];

export const rate = ({ load }: Measurement): number => load.completed / load.seconds;

/** The measurements as text; the last column is the rate over that of the no-op put of the same engine and callers. */
export function table(measurements: readonly Measurement[]): string {
  const rows = measurements.map((measurement) => {
    const { engine, workload, concurrency, load } = measurement;
    const latencies = [0.5, 0.95, 0.99].map((p) => percentile(load.latencies, p).toFixed(0));
    const speed = rate(measurement).toFixed(1);
    const floor = find(measurements, engine, 'no-op put', concurrency);
    const cells = [engine, workload, String(concurrency), speed, ...latencies, measurement.cpuMs.toFixed(1)];
    return [...cells, String(load.failed), ratio(measurement, floor)];
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

function find(all: readonly Measurement[], engine: string, work: string, callers: number): Measurement | undefined {
  return all.find((m) => m.engine === engine && m.workload === work && m.concurrency === callers);
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
