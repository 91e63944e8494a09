import type { Calendar } from './calendar.js';
import type { BatchLimits, ChannelPolicies, LawfulOverride } from './channel.js';
import type { ConfigProblem } from './config-error.js';
import type { Consortium } from './consortium.js';
import type { ListingsFile } from './listing.js';
import type { Organization } from './organization.js';
import { checkSchema, type FileKind } from './schema-check.js';
import { parseYaml, type SourceFile, type YamlFile } from './yaml-file.js';

/** A value that its schema accepts, with the file that it came from. */
export interface Entry<T> {
  readonly file: YamlFile;
  readonly value: T;
}

/** A channel as written: it names its policies. */
export interface ChannelFile {
  readonly name: string;
  readonly members: readonly string[];
  readonly policies: string;
  readonly lawfulOverride: string;
  readonly batch: BatchLimits;
}

/** A policy as written. */
export type PolicyFile =
  | ({ readonly id: string; readonly kind: 'channel' } & ChannelPolicies)
  | ({ readonly id: string; readonly kind: 'lawful-override' } & LawfulOverride);

/** The consortium as its file names it. */
export type ConsortiumFile = Pick<Consortium, 'name' | 'network' | 'referenceCalendar'>;

/** Every file of the configuration, by kind; files with problems are left out and their problems kept. */
export interface Entries {
  readonly consortium: readonly Entry<ConsortiumFile>[];
  readonly organizations: readonly Entry<Organization>[];
  readonly channels: readonly Entry<ChannelFile>[];
  readonly policies: readonly Entry<PolicyFile>[];
  readonly calendars: readonly Entry<Calendar>[];
  readonly listings: readonly Entry<ListingsFile>[];
  /** Names of the texts in `securities`, without `.scrip`. */
  readonly texts: readonly string[];
  readonly problems: readonly ConfigProblem[];
  /** Names that files of a kind give themselves, also where the file has other problems. */
  names(kind: FileKind, field: string): readonly string[];
}

/** Folder of each kind of file. */
export const FOLDERS: ReadonlyMap<string, FileKind> = new Map([
  ['organizations', 'organization'],
  ['channels', 'channel'],
  ['policies', 'policy'],
  ['calendars', 'calendar'],
]);

/** The file that names the consortium. */
export const CONSORTIUM_FILE = 'consortium.yaml';

/** The file that lists the securities with which the network opens. */
export const LISTINGS_FILE = 'listings.yaml';

/** Kind of each file outside of folders. */
const SINGLE_FILES: ReadonlyMap<string, FileKind> = new Map([
  [CONSORTIUM_FILE, 'consortium'],
  [LISTINGS_FILE, 'listings'],
]);

/** Folder of the texts of securities; the language reads what they say. */
export const TEXTS_FOLDER = 'securities';

/** Name of the text in a file, without `.scrip`. */
const textIn = (path: string): readonly string[] =>
  path.startsWith(`${TEXTS_FOLDER}/`) && path.endsWith('.scrip')
    ? [path.slice(TEXTS_FOLDER.length + 1, -'.scrip'.length)]
    : [];

const kindOf = (path: string): FileKind | undefined => SINGLE_FILES.get(path) ?? FOLDERS.get(path.split('/')[0] ?? '');

const fieldOf = (content: unknown, field: string): string[] => {
  if (typeof content !== 'object' || content === null) return [];
  const value = (content as Record<string, unknown>)[field];
  return typeof value === 'string' ? [value] : [];
};

/** Parses each file and checks it alone. */
export function readEntries(sources: readonly SourceFile[]): Entries {
  const files = sources.flatMap((source) => {
    const kind = kindOf(source.path);
    if (kind === undefined) return [];
    const file = parseYaml(source);
    const problems = file.problems.length > 0 ? file.problems : checkSchema(kind, file);
    return [{ kind, file, problems }];
  });
  const valid = <T>(kind: FileKind): Entry<T>[] =>
    files
      .filter((each) => each.kind === kind && each.problems.length === 0)
      .map(({ file }) => ({ file, value: file.content as T }));
  return {
    consortium: valid('consortium'),
    organizations: valid('organization'),
    channels: valid('channel'),
    policies: valid('policy'),
    calendars: valid('calendar'),
    listings: valid('listings'),
    texts: sources.flatMap(({ path }) => textIn(path)),
    problems: files.flatMap(({ problems }) => problems),
    names: (kind, field) =>
      files.filter((each) => each.kind === kind).flatMap(({ file }) => fieldOf(file.content, field)),
  };
}
