import { resolve } from 'node:path';
import { COMMON, dataDirectory, read } from './options.js';
import { UsageError } from './usage.js';

/** Options of `export`. */
export interface ExportOptions {
  readonly data: string;
  /** Folder to write to. */
  readonly to: string;
}

const EXPORT = { ...COMMON, to: { type: 'string' } } as const;

/** Reads the options of `export`; undefined when help is asked for. */
export function parseExport(args: readonly string[]): ExportOptions | undefined {
  const values = read(args, EXPORT);
  if (values.help === true) return undefined;
  if (values.to === undefined) throw new UsageError('export: --to is missing');
  return { data: dataDirectory(values), to: resolve(values.to) };
}
