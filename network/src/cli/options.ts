import { resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { EngineName } from '../engine.js';
import { messageOf } from '../network-error.js';
import { UsageError } from './usage.js';

/** Options that every command takes. */
export const COMMON = { data: { type: 'string' }, engine: { type: 'string' }, help: { type: 'boolean' } } as const;

/** The values of these options. Throws a {@link UsageError} for anything unknown. */
export function read<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ args: string[]; options: T; strict: true }>>['values'] {
  return orUsageError(() => parseArgs({ args: [...args], options, strict: true })).values;
}

/** Throws a {@link UsageError} when an option was given that the command does not take. */
export function requireOnly(command: string, values: object, allowed: readonly string[]): void {
  const foreign = Object.keys(values).find((name) => !allowed.includes(name));
  if (foreign !== undefined) throw new UsageError(`${command} takes no --${foreign}`);
}

/** What was parsed. Throws a {@link UsageError} with the parser's words. */
export function orUsageError<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(messageOf(error), { cause: error });
  }
}

/** The data folder; the engine decides the default. */
export function dataDirectory(values: {
  readonly data?: string | undefined;
  readonly engine?: string | undefined;
}): string {
  return resolve(values.data ?? `.scrip/${engineOf(values.engine)}`);
}

/** The engine by its name. */
export function engineOf(text: string | undefined): EngineName {
  if (text === undefined || text === 'devnet') return 'devnet';
  if (text === 'fabric') return 'fabric';
  throw new UsageError(`--engine ${text}: expected devnet or fabric`);
}
