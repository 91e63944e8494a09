import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The texts of ownership protocols (`<configuration folder>/protocols/*.scrip`), by name and version.
 *
 * @param names - those that securities of the market name
 * @throws Error naming the first that no file defines
 */
export function readProtocols(directory: string, names: readonly string[]): ReadonlyMap<string, string> {
  if (names.length === 0) return new Map();
  const folder = join(directory, 'protocols');
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.scrip'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  return new Map(
    names.map((name) => {
      const text = texts.find((each) => each.split('\n').some((line) => line.startsWith(`ownership ${name} `)));
      if (text === undefined) throw new Error(`no file of ${folder} defines the ownership protocol ${name}`);
      return [name, text] as const;
    }),
  );
}
