import { COMMON, dataDirectory, read } from './options.js';
import { UsageError } from './usage.js';

/** Options of `fault`. */
export type FaultOptions = { readonly data: string } & (
  | { readonly action: 'list' }
  /** One fault, or all. */
  | { readonly action: 'heal'; readonly id: number | undefined }
  /** A fault as the network reads it. */
  | { readonly action: 'inject'; readonly fault: Readonly<Record<string, string | number>> }
);

const TEXTS = ['peer', 'route', 'from', 'to', 'collection', 'chaincode'] as const;
const NUMBERS = ['milliseconds', 'jitter', 'probability', 'seed'] as const;
const INJECT = {
  ...COMMON,
  ...options(TEXTS),
  ...options(NUMBERS),
};

/** Reads the options of `fault`; undefined when help is asked for. What a fault needs the network itself says. */
export function parseFault(args: readonly string[]): FaultOptions | undefined {
  const [action, ...rest] = args;
  if (action === undefined) throw new UsageError('fault: list, heal or a kind of fault is missing');
  if (action === '--help') return undefined;
  if (action === 'list') {
    const values = read(rest, COMMON);
    return values.help === true ? undefined : { action, data: dataDirectory(values) };
  }
  if (action === 'heal') {
    const values = read(rest, { ...COMMON, id: { type: 'string' } });
    if (values.help === true) return undefined;
    const id = values.id === undefined ? undefined : numberOf('id', values.id);
    return { action, data: dataDirectory(values), id };
  }
  const values = read(rest, INJECT);
  if (values.help === true) return undefined;
  const fault: Record<string, string | number> = { kind: action };
  for (const name of TEXTS) if (values[name] !== undefined) fault[name] = values[name];
  for (const name of NUMBERS) if (values[name] !== undefined) fault[name] = numberOf(name, values[name]);
  return { action: 'inject', data: dataDirectory(values), fault };
}

function options<N extends string>(names: readonly N[]): Readonly<Record<N, { readonly type: 'string' }>> {
  return Object.fromEntries(names.map((name) => [name, { type: 'string' }])) as Record<N, { type: 'string' }>;
}

function numberOf(name: string, text: string): number {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new UsageError(`--${name} ${text}: expected a number`);
}
