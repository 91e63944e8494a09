import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The engine that a run of these suites is for: `SCRIP_ENGINE`, devnet unless told otherwise. */
export type EngineName = 'devnet' | 'fabric';

const FABRIC_PROGRAMS: readonly string[] = ['peer', 'orderer'];

/** Reads `SCRIP_ENGINE`; a value that is no engine is an error rather than a silent default. */
export function engineUnderTest(): EngineName {
  const name = process.env['SCRIP_ENGINE'] ?? 'devnet';
  if (name !== 'devnet' && name !== 'fabric') {
    throw new Error(`SCRIP_ENGINE is "${name}"; it must be devnet or fabric`);
  }
  return name;
}

/** Why `engine` cannot run on this machine, or nothing when it can. */
export function whyUnavailable(engine: EngineName): string | undefined {
  if (engine === 'devnet') {
    return undefined;
  }
  const folders = [process.env['FABRIC_BIN'] ?? '', ...(process.env['PATH'] ?? '').split(delimiter)];
  const found = folders.some((folder) => folder !== '' && FABRIC_PROGRAMS.every((p) => existsSync(join(folder, p))));
  return found ? undefined : `no ${FABRIC_PROGRAMS.join(' and ')} in FABRIC_BIN or on PATH`;
}

/** Prints to standard error, where the test runner lets it through. */
export function report(line: string): void {
  process.stderr.write(`${line}\n`);
}
