import { readFileSync } from 'node:fs';
import { descendantsOf } from '../support/process-tree.js';

/** Linux counts in hundredths of a second, whatever the machine (`USER_HZ`, time(7)). */
const TICK_MS = 10;
/** Fields 14 and 15 of `proc_pid_stat(5)`, counted after the name in brackets. */
const USER = 11;
const SYSTEM = 12;

/** Milliseconds of processor time that this process and all that it started have taken so far. Reads Linux's `/proc`. */
export function cpuTimeMs(): number {
  return [process.pid, ...descendantsOf(process.pid)].reduce((sum, pid) => sum + ofProcess(pid), 0);
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
