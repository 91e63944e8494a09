import { readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineName } from '../engine.js';

/** How the commands find the running network of a data directory. The token is the right to administer it. */
export interface NetworkState {
  readonly pid: number;
  readonly engine: EngineName;
  /** Loopback URL of the administration API. */
  readonly adminUrl: string;
  readonly token: string;
  /** ISO 8601. */
  readonly startedAt: string;
}

const STATE_FILE = 'network.json';

/** Writes the state file, readable by its owner only. Returns false when there is one already. */
export async function claimStateFile(dataDirectory: string, state: NetworkState): Promise<boolean> {
  await mkdir(dataDirectory, { recursive: true });
  const content = JSON.stringify(state, undefined, 2);
  try {
    await writeFile(join(dataDirectory, STATE_FILE), content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** The state file's content; undefined when there is none or it is unreadable. */
export function readStateFile(dataDirectory: string): NetworkState | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDirectory, STATE_FILE), 'utf8')) as NetworkState;
  } catch {
    return undefined;
  }
}

export function removeStateFile(dataDirectory: string): void {
  rmSync(join(dataDirectory, STATE_FILE), { force: true });
}
