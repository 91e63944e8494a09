import { resolve } from 'node:path';
import type { IdentityChange } from '@scrip/credentials';
import { COMMON, dataDirectory, read, requireOnly } from '../options.js';
import { UsageError } from '../usage.js';
import type { IdentityPlace } from './identity-place.js';
import { IDENTITY, identityChange } from './identity-arguments.js';

/** What an organisation's CA is to do. Paths are absolute. */
export type CaAction =
  | ({ readonly verb: 'register'; readonly out: string | undefined } & IdentityWish)
  | ({ readonly verb: 'identities modify' } & IdentityWish)
  | { readonly verb: 'enroll'; readonly id: string; readonly secretFile: string; readonly place: IdentityPlace }
  | { readonly verb: 'reenroll'; readonly place: IdentityPlace }
  | ({ readonly verb: 'revoke'; readonly reason: string; readonly list: string | undefined } & RevokedName)
  | { readonly verb: 'gencrl'; readonly out: string }
  | { readonly verb: 'identities' | 'affiliations' }
  | { readonly verb: 'identities remove'; readonly id: string; readonly force: boolean }
  | { readonly verb: 'affiliations add' | 'affiliations remove'; readonly name: string; readonly force: boolean }
  | { readonly verb: 'affiliations modify'; readonly name: string; readonly to: string; readonly force: boolean };

/** What an identity is to be; its secret is in a file, because arguments are seen by everybody on the machine. */
export interface IdentityWish {
  readonly id: string;
  readonly fields: IdentityChange;
  readonly secretFile: string | undefined;
}

/** What to revoke: an identity or a certificate's file. */
export type RevokedName = { readonly id: string } | { readonly certificate: string };

/** A `ca` command: which CA, as whom, what. */
export type CaCommand = CaAction & {
  readonly data: string;
  readonly mspId: string;
  /** Wallet file of the identity that acts; absent = the registrar in the data folder. */
  readonly as: string | undefined;
};

const TEXT = { type: 'string' } as const;
const OPTIONS = {
  ...COMMON,
  ...IDENTITY,
  msp: TEXT,
  as: TEXT,
  id: TEXT,
  wallet: TEXT,
  mspdir: TEXT,
  certificate: TEXT,
  reason: TEXT,
  gencrl: TEXT,
  out: TEXT,
  name: TEXT,
  to: TEXT,
  force: { type: 'boolean' },
} as const;
/** Options that every command takes. */
const SHARED = [...Object.keys(COMMON), 'msp', 'as'];
const IDENTITY_OPTIONS = ['id', ...Object.keys(IDENTITY)];

type Values = ReturnType<typeof read<typeof OPTIONS>>;
type Required = (option: keyof Values) => string;

interface Verb {
  /** Options besides the shared ones. */
  readonly takes: readonly string[];
  action(values: Values, required: Required): CaAction;
}

const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['register', { takes: ['out', ...IDENTITY_OPTIONS], action: registration }],
  ['enroll', { takes: ['id', 'secret-file', 'wallet', 'mspdir'], action: enrolment }],
  [
    'reenroll',
    { takes: ['wallet', 'mspdir'], action: (values) => ({ verb: 'reenroll', place: placeOf('reenroll', values) }) },
  ],
  ['revoke', { takes: ['id', 'certificate', 'reason', 'gencrl'], action: revocation }],
  ['gencrl', { takes: ['out'], action: (_, required) => ({ verb: 'gencrl', out: fileOf('out', required) }) }],
  ['identities', { takes: [], action: () => ({ verb: 'identities' }) }],
  ['identities modify', { takes: IDENTITY_OPTIONS, action: modification }],
  ['identities remove', { takes: ['id', 'force'], action: removal }],
  ['affiliations', { takes: [], action: () => ({ verb: 'affiliations' }) }],
  ['affiliations add', affiliationVerb('affiliations add')],
  ['affiliations modify', { takes: ['name', 'to', 'force'], action: renaming }],
  ['affiliations remove', affiliationVerb('affiliations remove')],
]);

/** Reads a `ca` command; undefined when help is asked for. Throws a {@link UsageError} for anything wrong. */
export function parseCa(args: readonly string[]): CaCommand | undefined {
  const [first, second] = args;
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') return undefined;
  const name = second === undefined || second.startsWith('-') ? first : `${first} ${second}`;
  const verb = VERBS.get(name);
  if (verb === undefined) throw new UsageError(`there is no command "ca ${name}"`);
  const values = read(args.slice(name.split(' ').length), OPTIONS);
  if (values.help === true) return undefined;
  requireOnly(`ca ${name}`, values, [...SHARED, ...verb.takes]);
  const required: Required = (option) => {
    const value = values[option];
    if (typeof value === 'string' && value !== '') return value;
    throw new UsageError(`ca ${name}: --${option} is missing`);
  };
  const where = { data: dataDirectory(values), mspId: required('msp'), as: pathOf(values.as) };
  return { ...where, ...verb.action(values, required) };
}

function registration(values: Values, required: Required): CaAction {
  return { verb: 'register', ...identityWish(values, required), out: pathOf(values.out) };
}

function modification(values: Values, required: Required): CaAction {
  return { verb: 'identities modify', ...identityWish(values, required) };
}

function identityWish(values: Values, required: Required): IdentityWish {
  return { id: required('id'), fields: identityChange(values), secretFile: pathOf(values['secret-file']) };
}

function affiliationVerb(verb: 'affiliations add' | 'affiliations remove'): Verb {
  return {
    takes: ['name', 'force'],
    action: ({ force = false }, required) => ({ verb, name: required('name'), force }),
  };
}

function enrolment(values: Values, required: Required): CaAction {
  const secretFile = fileOf('secret-file', required);
  return { verb: 'enroll', id: required('id'), secretFile, place: placeOf('enroll', values) };
}

function placeOf(verb: string, { wallet, mspdir }: Values): IdentityPlace {
  if (wallet !== undefined && mspdir === undefined) return { kind: 'wallet', path: resolve(wallet) };
  if (wallet === undefined && mspdir !== undefined) return { kind: 'msp', path: resolve(mspdir) };
  throw new UsageError(`ca ${verb}: say where the identity is kept (--wallet FILE or --mspdir DIR)`);
}

function revocation({ id, certificate, reason = '', gencrl }: Values): CaAction {
  const rest = { verb: 'revoke', reason, list: pathOf(gencrl) } as const;
  if (id !== undefined && certificate === undefined) return { ...rest, id };
  if (id === undefined && certificate !== undefined) return { ...rest, certificate: resolve(certificate) };
  throw new UsageError('ca revoke: name an identity (--id) or a certificate (--certificate)');
}

function removal({ force = false }: Values, required: Required): CaAction {
  return { verb: 'identities remove', id: required('id'), force };
}

function renaming({ force = false }: Values, required: Required): CaAction {
  return { verb: 'affiliations modify', name: required('name'), to: required('to'), force };
}

function fileOf(option: keyof Values, required: Required): string {
  return resolve(required(option));
}

function pathOf(path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(path);
}
