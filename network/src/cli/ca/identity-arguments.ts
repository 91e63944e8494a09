import type { IdentityAttribute, IdentityChange } from '@scrip/credentials';
import { UsageError } from '../usage.js';

/** Options that describe an identity. */
export const IDENTITY = {
  type: { type: 'string' },
  affiliation: { type: 'string' },
  attr: { type: 'string', multiple: true },
  'max-enrollments': { type: 'string' },
  'secret-file': { type: 'string' },
} as const;

/** What these options say of an identity, without its secret; what is absent is left to the CA. */
export function identityChange(values: {
  readonly type?: string | undefined;
  readonly affiliation?: string | undefined;
  readonly attr?: readonly string[] | undefined;
  readonly 'max-enrollments'?: string | undefined;
}): IdentityChange {
  const { type, affiliation, attr, 'max-enrollments': limit } = values;
  return {
    ...(type === undefined ? {} : { type }),
    ...(affiliation === undefined ? {} : { affiliation }),
    ...(limit === undefined ? {} : { max_enrollments: limitOf(limit) }),
    ...(attr === undefined ? {} : { attrs: attr.map(attributeOf) }),
  };
}

function limitOf(text: string): number {
  if (/^(-1|[1-9]\d{0,8})$/.test(text)) return Number(text);
  throw new UsageError(`--max-enrollments ${text}: expected a whole number from 1, or -1 for no limit`);
}

/** `NAME=VALUE` or `NAME=VALUE:ecert`, as fabric-ca-client takes them. */
function attributeOf(text: string): IdentityAttribute {
  const [, name, value, flag] = /^([^=]+)=([^:]*)(:ecert)?$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(`--attr ${text}: expected NAME=VALUE or NAME=VALUE:ecert`);
  }
  return { name, value, ecert: flag !== undefined };
}
