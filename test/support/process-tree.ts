import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The running processes that `pid` started, and those that they started, parents first. Reads Linux's `/proc`. */
export function descendantsOf(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = parentOf(name);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (of: number): readonly number[] =>
    (children.get(of) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

/** The folder that a process works in; undefined when it has ended. */
export function workingDirectoryOf(pid: number): string | undefined {
  return unlessEnded(() => readlinkSync(`/proc/${pid}/cwd`));
}

/** Program and arguments of a process; undefined when it has ended. */
export function commandOf(pid: number): readonly string[] | undefined {
  return unlessEnded(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1));
}

/** As `kill -9`. A process that has ended by itself meanwhile is as good. */
export function killNow(pid: number): void {
  unlessEnded(() => process.kill(pid, 'SIGKILL'));
}

/** Field 4 of `proc_pid_stat(5)`, after the name in brackets. */
function parentOf(pid: string): number | undefined {
  const stat = unlessEnded(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const [, parent] = /\) \S (\d+)/.exec(stat ?? '') ?? [];
  return parent === undefined ? undefined : Number(parent);
}

function unlessEnded<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}
