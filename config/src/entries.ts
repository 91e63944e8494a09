import type { Calendar } from './calendar.js';
import type { BatchLimits, ChannelPolicies, LawfulOverride } from './channel.js';
import type { ConfigProblem } from './config-error.js';
import type { Consortium } from './consortium.js';
import type { Organization } from './organization.js';
import { checkSchema, type FileKind } from './schema-check.js';
import type { SecurityFile } from './security.js';
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
  readonly securities: readonly Entry<SecurityFile>[];
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
  ['securities', 'security'],
]);

/** The file that names the consortium. */
export const CONSORTIUM_FILE = 'consortium.yaml';

const kindOf = (path: string): FileKind | undefined =>
  path === CONSORTIUM_FILE ? 'consortium' : FOLDERS.get(path.split('/')[0] ?? '');

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
    securities: valid('security'),
    problems: files.flatMap(({ problems }) => problems),
    names: (kind, field) =>
      files.filter((each) => each.kind === kind).flatMap(({ file }) => fieldOf(file.content, field)),
  };
}
