import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { commandOf, descendantsOf } from '../support/process-tree.js';

/** Linux counts in hundredths of a second, whatever the machine (`USER_HZ`, time(7)). */
const TICK_MS = 10;
/** Fields 14 and 15 of `proc_pid_stat(5)`, counted after the name in brackets. */
const USER = 11;
const SYSTEM = 12;

/** Milliseconds of processor time by program, of this process (`callers`) and of all that it started. */
export type CpuTimes = ReadonlyMap<string, number>;

/** Processor time that was taken so far. Reads Linux's `/proc`. */
export function cpuTimes(): CpuTimes {
  const times = new Map([['callers', ofProcess(process.pid)]]);
  for (const pid of descendantsOf(process.pid)) {
    const program = programOf(commandOf(pid) ?? []);
    times.set(program, (times.get(program) ?? 0) + ofProcess(pid));
  }
  return times;
}

/** What was taken between two moments, the greatest first. */
export function cpuTimesBetween(before: CpuTimes, after: CpuTimes): CpuTimes {
  const taken = [...after].map(([program, ms]) => [program, ms - (before.get(program) ?? 0)] as const);
  return new Map(taken.sort(([, one], [, other]) => other - one));
}

/** Of all programs together. */
export const totalOf = (times: CpuTimes): number => [...times.values()].reduce((sum, ms) => sum + ms, 0);

/** The folder of an interpreter's script, above what was compiled; or the program itself. */
function programOf(command: readonly string[]): string {
  const script = command.slice(1).find((part) => part.startsWith('/') && /\.m?js$/.test(part));
  const [, folder] = /([^/]+)\/(?:dist\/.*|[^/]+)$/.exec(script ?? '') ?? [];
  return folder ?? basename(command[0] ?? 'ended');
}

function ofProcess(pid: number): number {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return 0;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER]) + Number(fields[SYSTEM])) * TICK_MS;
}
