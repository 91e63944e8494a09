import type { OrganizationRequest } from '../daemon/additions.js';
import { COMMON, dataDirectory, read } from './options.js';
import { UsageError } from './usage.js';

/** Options of `org`. */
export type OrganizationOptions = { readonly data: string } & (
  | { readonly verb: 'add'; readonly organization: OrganizationRequest }
  /** An MSP id. */
  | { readonly verb: 'remove'; readonly mspId: string }
);

const REMOVE = { ...COMMON, msp: { type: 'string' } } as const;
const ADD = {
  ...REMOVE,
  name: { type: 'string' },
  domain: { type: 'string' },
} as const;

/** Reads an `org` command; undefined when help is asked for. */
export function parseOrganization(args: readonly string[]): OrganizationOptions | undefined {
  const [verb, ...rest] = args;
  switch (verb) {
    case undefined:
    case 'help':
    case '--help':
      return undefined;
    case 'add':
      return parseAdd(rest);
    case 'remove':
      return parseRemove(rest);
    default:
      throw new UsageError(`there is no command "org ${verb}"`);
  }
}

function parseAdd(args: readonly string[]): OrganizationOptions | undefined {
  const values = read(args, ADD);
  if (values.help === true) return undefined;
  const { msp, domain } = values;
  if (msp === undefined) throw new UsageError('org add: --msp is missing');
  if (domain === undefined) throw new UsageError('org add: --domain is missing');
  const organization = { mspId: msp, name: values.name ?? msp, domain };
  return { verb: 'add', data: dataDirectory(values), organization };
}

function parseRemove(args: readonly string[]): OrganizationOptions | undefined {
  const values = read(args, REMOVE);
  if (values.help === true) return undefined;
  if (values.msp === undefined) throw new UsageError('org remove: --msp is missing');
  return { verb: 'remove', data: dataDirectory(values), mspId: values.msp };
}
