import { renameSync, writeFileSync } from 'node:fs';

const OWNER_ONLY = 0o600;

/** Writes a file that its owner alone reads: beside and renamed, so that a crash leaves the old file or the new one. */
export function replaceFile(path: string, content: string): void {
  const temporary = `${path}.new`;
  writeFileSync(temporary, content, { mode: OWNER_ONLY, flush: true });
  renameSync(temporary, path);
}
