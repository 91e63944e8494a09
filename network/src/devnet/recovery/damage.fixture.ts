import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The largest file of a LevelDB directory with this ending: its log, or a table. */
export async function largestFile(directory: string, ending: '.log' | '.ldb'): Promise<string> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(ending));
  const files = await Promise.all(
    names.map(async (name) => ({ path: join(directory, name), size: (await readFile(join(directory, name))).length })),
  );
  const [largest] = files.sort((a, b) => b.size - a.size);
  if (largest === undefined || largest.size === 0) throw new Error(`${directory} has no ${ending} file with content`);
  return largest.path;
}

/** Turns one bit of a byte round, for a share `where` of the file from its start. */
export async function flipByte(path: string, where: number): Promise<void> {
  const bytes = await readFile(path);
  const at = Math.floor(bytes.length * where);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
  await writeFile(path, bytes);
}

/** Turns one bit round inside the first occurrence of a text. */
export async function flipInside(path: string, text: string): Promise<void> {
  const bytes = await readFile(path);
  const at = bytes.indexOf(text);
  if (at < 0) throw new Error(`${path} does not hold ${text}`);
  bytes.writeUInt8(bytes.readUInt8(at + 1) ^ 0x10, at + 1);
  await writeFile(path, bytes);
}

/** Cuts a share of the file off its end. */
export async function cutOff(path: string, share: number): Promise<void> {
  const { length } = await readFile(path);
  await truncate(path, Math.floor(length * (1 - share)));
}
