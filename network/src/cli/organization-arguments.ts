import type { OrganizationRequest } from '../daemon/additions.js';
import { COMMON, dataDirectory, read } from './options.js';
import { UsageError } from './usage.js';

/** Options of `org add`. */
export interface OrganizationOptions {
  readonly data: string;
  readonly organization: OrganizationRequest;
}

const OPTIONS = {
  ...COMMON,
  msp: { type: 'string' },
  name: { type: 'string' },
  domain: { type: 'string' },
} as const;

/** Reads `org add`; undefined when help is asked for. */
export function parseOrganization(args: readonly string[]): OrganizationOptions | undefined {
  const [verb, ...rest] = args;
  if (verb === undefined || verb === 'help' || verb === '--help') return undefined;
  if (verb !== 'add') throw new UsageError(`there is no command "org ${verb}"`);
  const values = read(rest, OPTIONS);
  if (values.help === true) return undefined;
  const { msp, domain } = values;
  if (msp === undefined) throw new UsageError('org add: --msp is missing');
  if (domain === undefined) throw new UsageError('org add: --domain is missing');
  return { data: dataDirectory(values), organization: { mspId: msp, name: values.name ?? msp, domain } };
}
