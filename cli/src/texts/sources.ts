import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from '@scrip/language';
import type { Call } from '../command/call.js';
import { severalArguments, anyText } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { readText } from '../input/body.js';
import { messageOf } from '../output/message-of.js';

/** How files with texts of the language end. */
export const EXTENSION = '.scrip';

/** Texts of the language, as commands take them. */
export const FILES = severalArguments(
  'file',
  `text of the language (- for standard input), or a folder with files *${EXTENSION}`,
  anyText,
);

/** Reads texts, each once: files, standard input, and all that lie in folders. @throws UsageError */
export async function sourcesOf(paths: readonly string[], call: Call): Promise<readonly Source[]> {
  const files = [...new Set(paths.flatMap(filesOf))];
  if (files.length === 0) throw new UsageError(`there is no file *${EXTENSION} in ${paths.join(', ')}`);
  const sources: Source[] = [];
  for (const name of files) sources.push({ name, text: await readText(name, call) });
  return sources;
}

function filesOf(path: string): readonly string[] {
  if (path === '-' || !isFolder(path)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(EXTENSION))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${messageOf(error)}`);
  }
}
