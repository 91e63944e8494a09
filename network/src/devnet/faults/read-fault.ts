import type { JsonFields } from '../../json-fields.js';
import { NetworkError } from '../../network-error.js';
import { type Fault, type MessageSelection, type Route, ROUTES } from './fault.js';

/** A year: longer delays and shifts are mistakes. */
const LONGEST_MS = 366 * 24 * 3_600_000;
const LARGEST_SEED = 2 ** 31 - 1;

/** What can go wrong, with how each is read. */
const READERS: Readonly<Record<Fault['kind'], (fields: JsonFields) => Fault>> = {
  'peer-down': (fields) => ({ kind: 'peer-down', peer: fields.text('peer') }),
  drop: (fields) => ({ kind: 'drop', ...selection(fields), ...chance(fields) }),
  duplicate: (fields) => ({ kind: 'duplicate', ...selection(fields), ...chance(fields) }),
  delay: (fields) => ({
    kind: 'delay',
    milliseconds: milliseconds(fields, 0),
    ...present('jitter', fields.optionalNumber('jitter', 0, LONGEST_MS)),
    ...selection(fields),
    ...chance(fields),
  }),
  'withhold-private-data': (fields) => ({ kind: 'withhold-private-data', ...privateData(fields) }),
  'alter-private-data': (fields) => ({ kind: 'alter-private-data', ...privateData(fields) }),
  'clock-shift': (fields) => ({
    kind: 'clock-shift',
    milliseconds: milliseconds(fields, -LONGEST_MS),
    ...present('peer', fields.optionalText('peer')),
  }),
  'chaincode-unreachable': (fields) => ({
    kind: 'chaincode-unreachable',
    chaincode: fields.text('chaincode'),
    ...present('peer', fields.optionalText('peer')),
  }),
};

/** The kinds of faults, for whoever explains them. */
export const FAULT_KINDS = Object.keys(READERS) as readonly Fault['kind'][];

/** Reads a fault that somebody else wrote. @throws NetworkError that names the field that is wrong */
export function readFault(fields: JsonFields): Fault {
  const kind = fields.text('kind');
  const known = FAULT_KINDS.find((candidate) => candidate === kind);
  if (known === undefined) {
    throw new NetworkError(`there is no fault "${kind}"; nothing was injected`, `faults: ${FAULT_KINDS.join(', ')}`);
  }
  return READERS[known](fields);
}

function selection(fields: JsonFields): MessageSelection {
  return {
    ...present('route', routeOf(fields.optionalText('route'))),
    ...present('from', fields.optionalText('from')),
    ...present('to', fields.optionalText('to')),
    ...present('peer', fields.optionalText('peer')),
  };
}

function chance(fields: JsonFields): { readonly probability?: number; readonly seed?: number } {
  return {
    ...present('probability', fields.optionalNumber('probability', 0, 1)),
    ...present('seed', fields.optionalNumber('seed', 0, LARGEST_SEED)),
  };
}

function privateData(fields: JsonFields): { readonly peer: string; readonly collection?: string } {
  return { peer: fields.text('peer'), ...present('collection', fields.optionalText('collection')) };
}

function milliseconds(fields: JsonFields, least: number): number {
  const value = fields.optionalNumber('milliseconds', least, LONGEST_MS);
  if (value === undefined) throw new NetworkError('milliseconds are missing; nothing was injected');
  return value;
}

function routeOf(text: string | undefined): Route | undefined {
  const route = ROUTES.find((candidate) => candidate === text);
  if (text !== undefined && route === undefined) {
    throw new NetworkError(`there is no route "${text}"; nothing was injected`, `routes: ${ROUTES.join(', ')}`);
  }
  return route;
}

/** A field that is left out when it has no value. */
function present<N extends string, T>(name: N, value: T | undefined): { readonly [K in N]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [K in N]?: T });
}
