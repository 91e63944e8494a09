import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { AccessOptions } from '../../membership/access.js';
import type { BatchWish } from '../../membership/changes.js';
import { COMMON, dataDirectory, orUsageError, requireOnly } from '../options.js';
import { UsageError } from '../usage.js';

/** `NAME=VALUE` of the command line. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
}

/** What a proposal is to change. */
export type Wish =
  | { readonly kind: 'add-org' | 'add-consenter'; readonly definition: string }
  | { readonly kind: 'remove-org' | 'remove-consenter'; readonly msp: string }
  | ({ readonly kind: 'revoke' } & RevokeWish)
  | ({ readonly kind: 'set' } & SetWish);

/** Which certificates to revoke: by certificate and serial, or by a list that the CA signed. */
export interface RevokeWish {
  readonly msp: string;
  readonly certificates: readonly string[];
  readonly serials: readonly string[];
  readonly crl: string | undefined;
  readonly caCertificate: string | undefined;
  readonly caKey: string | undefined;
}

/** Settings; empty lists and absent limits change nothing. */
export interface SetWish {
  readonly batch: BatchWish;
  readonly policies: readonly Assignment[];
  readonly acls: readonly Assignment[];
  readonly capabilities: readonly Assignment[];
  readonly addCas: readonly Assignment[];
  readonly removeCas: readonly Assignment[];
  readonly addTlsCas: readonly Assignment[];
}

/** How every channel command reaches its channel. */
export interface ChannelOptions {
  readonly access: AccessOptions;
  /** Certificates of administrators, by MSP id. */
  readonly admins: readonly { readonly mspId: string; readonly path: string }[];
  readonly force: boolean;
}

/** A `channel` command. */
export type ChannelCommand = ChannelOptions &
  (
    | { readonly verb: 'show'; readonly channel: string; readonly json: boolean }
    | { readonly verb: 'propose'; readonly channel: string; readonly wish: Wish; readonly out: string | undefined }
    | { readonly verb: 'diff'; readonly file: string }
    | { readonly verb: 'sign'; readonly file: string }
    | { readonly verb: 'merge'; readonly files: readonly string[]; readonly out: string }
    | { readonly verb: 'submit'; readonly files: readonly string[] }
    | { readonly verb: 'join'; readonly data: string; readonly channel: string; readonly organization: string }
    | { readonly verb: 'create'; readonly data: string; readonly channel: string; readonly members: readonly string[] }
  );

const TEXT = { type: 'string' } as const;
const TEXTS = { type: 'string', multiple: true } as const;
const FLAG = { type: 'boolean' } as const;
const OPTIONS = {
  ...COMMON,
  channel: TEXT,
  format: TEXT,
  out: TEXT,
  force: FLAG,
  orderer: TEXTS,
  'tls-ca': TEXT,
  as: TEXT,
  label: TEXT,
  cert: TEXT,
  key: TEXT,
  admin: TEXTS,
  definition: TEXT,
  msp: TEXT,
  certificate: TEXTS,
  serial: TEXTS,
  crl: TEXT,
  'ca-cert': TEXT,
  'ca-key': TEXT,
  'max-message-count': TEXT,
  'batch-timeout': TEXT,
  'preferred-max-bytes': TEXT,
  'absolute-max-bytes': TEXT,
  policy: TEXTS,
  acl: TEXTS,
  capability: TEXTS,
  'add-ca': TEXTS,
  'remove-ca': TEXTS,
  'add-tls-ca': TEXTS,
  org: TEXT,
  member: TEXTS,
} as const;

type Values = ReturnType<
  typeof parseArgs<{ args: string[]; options: typeof OPTIONS; strict: true; allowPositionals: true }>
>['values'];
type LimitOption = 'max-message-count' | 'batch-timeout' | 'preferred-max-bytes' | 'absolute-max-bytes';

/** Options that every channel command takes. */
const SHARED = ['data', 'engine', 'help', 'force', 'orderer', 'tls-ca', 'as', 'label', 'cert', 'key', 'admin'] as const;
/** Options of each command besides those. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  show: ['channel', 'format'],
  'add-org': ['channel', 'out', 'definition'],
  'remove-org': ['channel', 'out', 'msp'],
  'add-consenter': ['channel', 'out', 'definition'],
  'remove-consenter': ['channel', 'out', 'msp'],
  revoke: ['channel', 'out', 'msp', 'certificate', 'serial', 'crl', 'ca-cert', 'ca-key'],
  set: [
    'channel',
    'out',
    'max-message-count',
    'batch-timeout',
    'preferred-max-bytes',
    'absolute-max-bytes',
    'policy',
    'acl',
    'capability',
    'add-ca',
    'remove-ca',
    'add-tls-ca',
  ],
  diff: [],
  sign: [],
  merge: ['out'],
  submit: [],
  join: ['channel', 'org'],
  create: ['channel', 'member'],
};

/** Reads a `channel` command; undefined when help is asked for. Throws a {@link UsageError} for anything wrong. */
export function parseChannel(args: readonly string[]): ChannelCommand | undefined {
  const [verb, ...rest] = args;
  if (verb === undefined || verb === 'help' || verb === '--help' || verb === '-h') return undefined;
  const own = OWN[verb];
  if (own === undefined) throw new UsageError(`there is no command "channel ${verb}"`);
  const { values, positionals } = orUsageError(() =>
    parseArgs({ args: rest, options: OPTIONS, strict: true, allowPositionals: true }),
  );
  if (values.help === true) return undefined;
  requireOnly(`channel ${verb}`, values, [...SHARED, ...own]);
  return { ...sharedOptions(values), ...commandOf(verb, values, positionals) };
}

type OwnCommand = ChannelCommand extends infer C
  ? C extends ChannelOptions
    ? Omit<C, keyof ChannelOptions>
    : never
  : never;

function commandOf(verb: string, values: Values, positionals: readonly string[]): OwnCommand {
  switch (verb) {
    case 'diff':
    case 'sign':
      return { verb, file: onlyFile(verb, positionals) };
    case 'submit':
      return { verb, files: someFiles(verb, positionals) };
    case 'merge':
      return { verb, files: someFiles(verb, positionals), out: resolve(required(verb, 'out', values.out)) };
    case 'show': {
      noFiles(verb, positionals);
      const { format } = values;
      if (format !== undefined && format !== 'json' && format !== 'text') {
        throw new UsageError(`--format ${format}: expected text or json`);
      }
      return { verb, channel: required(verb, 'channel', values.channel), json: format === 'json' };
    }
    case 'join':
    case 'create':
      return localCommand(verb, values, positionals);
    default: {
      noFiles(verb, positionals);
      const channel = required(verb, 'channel', values.channel);
      return { verb: 'propose', channel, wish: wishOf(verb, values), out: pathOf(values.out) };
    }
  }
}

/** What the network on this machine does for its own organisations. */
function localCommand(verb: 'join' | 'create', values: Values, positionals: readonly string[]): OwnCommand {
  noFiles(verb, positionals);
  const data = dataDirectory(values);
  const channel = required(verb, 'channel', values.channel);
  if (verb === 'create') return { verb, data, channel, members: values.member ?? [] };
  return { verb, data, channel, organization: required(verb, 'org', values.org) };
}

function wishOf(verb: string, values: Values): Wish {
  switch (verb) {
    case 'add-org':
    case 'add-consenter':
      return { kind: verb, definition: resolve(required(verb, 'definition', values.definition)) };
    case 'remove-org':
    case 'remove-consenter':
      return { kind: verb, msp: required(verb, 'msp', values.msp) };
    case 'revoke':
      return { kind: verb, ...revokeWish(values) };
    default:
      return { kind: 'set', ...setWish(values) };
  }
}

function revokeWish(values: Values): RevokeWish {
  const certificates = (values.certificate ?? []).map((path) => resolve(path));
  const serials = values.serial ?? [];
  const bad = serials.find((serial) => !/^[0-9a-fA-F:]+$/.test(serial));
  if (bad !== undefined) throw new UsageError(`--serial ${bad}: expected a hexadecimal number`);
  if ((values.crl === undefined) === (certificates.length + serials.length === 0)) {
    throw new UsageError('channel revoke: name certificates (--certificate, --serial) or a list (--crl)');
  }
  return {
    msp: required('revoke', 'msp', values.msp),
    certificates,
    serials,
    crl: pathOf(values.crl),
    caCertificate: pathOf(values['ca-cert']),
    caKey: pathOf(values['ca-key']),
  };
}

function setWish(values: Values): SetWish {
  const number = (name: LimitOption): number | undefined =>
    values[name] === undefined ? undefined : wholeNumber(name, values[name]);
  const limits = {
    maxMessageCount: number('max-message-count'),
    timeoutMs: number('batch-timeout'),
    preferredMaxBytes: number('preferred-max-bytes'),
    absoluteMaxBytes: number('absolute-max-bytes'),
  };
  const batch = Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined));
  const wish = {
    batch,
    policies: assignments('policy', values.policy),
    acls: assignments('acl', values.acl),
    capabilities: assignments('capability', values.capability),
    addCas: assignments('add-ca', values['add-ca']),
    removeCas: assignments('remove-ca', values['remove-ca']),
    addTlsCas: assignments('add-tls-ca', values['add-tls-ca']),
  };
  const lists = [wish.policies, wish.acls, wish.capabilities, wish.addCas, wish.removeCas, wish.addTlsCas];
  if (Object.keys(batch).length === 0 && lists.every((list) => list.length === 0)) {
    throw new UsageError('channel set: say what to set');
  }
  return wish;
}

function sharedOptions(values: Values): ChannelOptions {
  const isElsewhere = values.orderer !== undefined && values.data === undefined;
  return {
    access: {
      data: isElsewhere ? undefined : dataDirectory(values),
      orderers: values.orderer ?? [],
      tlsCa: pathOf(values['tls-ca']),
      mspId: values.as,
      label: values.label ?? 'admin',
      certificate: pathOf(values.cert),
      privateKey: pathOf(values.key),
    },
    admins: assignments('admin', values.admin).map(({ name, value }) => ({ mspId: name, path: resolve(value) })),
    force: values.force ?? false,
  };
}

function assignments(option: string, texts: readonly string[] | undefined): readonly Assignment[] {
  return (texts ?? []).map((text) => {
    const sign = text.indexOf('=');
    if (sign < 1) throw new UsageError(`--${option} ${text}: expected NAME=VALUE`);
    return { name: text.slice(0, sign), value: text.slice(sign + 1) };
  });
}

function wholeNumber(option: string, text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new UsageError(`--${option} ${text}: expected a whole number`);
}

function required(verb: string, name: string, value: string | undefined): string {
  if (value !== undefined && value !== '') return value;
  throw new UsageError(`channel ${verb}: --${name} is missing`);
}

function pathOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : resolve(text);
}

function onlyFile(verb: string, files: readonly string[]): string {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) throw new UsageError(`channel ${verb}: name one proposal file`);
  return resolve(file);
}

function someFiles(verb: string, files: readonly string[]): readonly string[] {
  if (files.length === 0) throw new UsageError(`channel ${verb}: name a proposal file`);
  return files.map((file) => resolve(file));
}

function noFiles(verb: string, files: readonly string[]): void {
  if (files.length > 0) throw new UsageError(`channel ${verb}: "${files[0] ?? ''}" is no option`);
}
