import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Call } from '../command/call.js';
import { anyText, nameOf, option, type Input, type Inputs } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { messageOf } from '../output/message-of.js';

/** The whole body of a request, in place of options. */
export const bodyOption: Input<string | undefined> = option(
  '--body <file>',
  'the whole body as JSON, - for standard input; in place of the options above',
  anyText,
);

/** Reads a text from a file, or from standard input for `-`. @throws UsageError */
export async function readText(path: string, call: Call): Promise<string> {
  if (path === '-') return call.io.readInput();
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${messageOf(error)}`);
  }
}

/** Reads the bytes of a file, or standard input as text for `-`. @throws UsageError */
export async function readFile(path: string, call: Call): Promise<string | Uint8Array> {
  if (path === '-') return call.io.readInput();
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${messageOf(error)}`);
  }
}

/**
 * Reads an object of JSON; what it holds is judged by the gateway, which names each field that is wrong.
 *
 * @throws UsageError
 */
export async function readJson<T extends object>(path: string, call: Call): Promise<T> {
  const source = path === '-' ? 'standard input' : path;
  let value: unknown;
  try {
    value = JSON.parse(await readText(path, call));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${source} is not JSON: ${messageOf(error)}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as T;
  throw new UsageError(`${source} must hold one JSON object`);
}

/** The values of options that are needed unless there is a body. */
type Needed<G, K extends keyof G> = { readonly [P in K]: NonNullable<G[P]> };

/**
 * The body that was given as a whole, or the one that is made of options. Both at once would leave open which counts.
 *
 * @param options the options in question, by the names that the code has for them
 * @param needed those without which nothing can be made
 * @throws UsageError that names what is missing, or what is too much
 */
export async function bodyOf<Body extends object, G extends { readonly body: string | undefined }, K extends keyof G>(
  call: Call,
  given: G,
  options: Inputs,
  needed: readonly K[],
  make: (given: G & Needed<G, K>) => Body | Promise<Body>,
): Promise<Body> {
  const isGiven = (name: PropertyKey): boolean => {
    const value: unknown = given[name as keyof G];
    return value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
  };
  const called = (name: PropertyKey): string => nameOf(options[String(name)]?.form ?? String(name));
  if (given.body !== undefined) {
    const surplus = Object.keys(options).filter((name) => name !== 'body' && isGiven(name));
    if (surplus.length === 0) return readJson<Body>(given.body, call);
    throw new UsageError(`--body is the whole body; leave out ${surplus.map(called).join(', ')}`);
  }
  const missing = needed.filter((name) => !isGiven(name));
  if (missing.length > 0) throw new UsageError(`missing: ${missing.map(called).join(', ')}`, 'or give --body FILE');
  return make(given as G & Needed<G, K>);
}

/** SHA-256 of a file, as the ledger refers to documents. @throws UsageError */
export function digestOfFile(path: string): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${messageOf(error)}`);
  }
}

/** Without the fields that are absent. */
export function stated<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
