import { closeSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const LOCK_FILE = 'gateway.pid';

/** Folders that this process holds: its own pid in a lock file may also be left by an earlier process with that pid. */
const held = new Set<string>();

/**
 * Takes a data folder for this process alone and clears what a killed process left: node-sqlite3-wasm locks a database
 * by a folder `<file>.lock` beside it, which survives `kill -9`.
 *
 * @returns gives the folder back
 * @throws {Error} when another living process holds it
 */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, LOCK_FILE);
  const holder = readParty(path);
  const isOther = holder !== undefined && holder !== process.pid && isAlive(holder);
  if (isOther || held.has(path)) {
    throw new Error(
      `process ${holder ?? ''} already serves ${directory}; stop it first, or delete ${path} if it is no gateway`,
    );
  }
  rmSync(path, { force: true });
  const file = openSync(path, 'wx', 0o600);
  writeSync(file, `${process.pid}\n`);
  closeSync(file);
  for (const entry of readdirSync(directory)) {
    if (entry.endsWith('.sqlite.lock')) rmSync(join(directory, entry), { recursive: true, force: true });
  }
  held.add(path);
  return () => {
    held.delete(path);
    rmSync(path, { force: true });
  };
}

function readParty(path: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
