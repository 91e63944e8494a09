import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkCalendars } from './calendar-check.js';
import { checkChannels, resolveChannel } from './channel-check.js';
import { ConfigError, type ConfigProblem } from './config-error.js';
import type { Consortium } from './consortium.js';
import { checkDuplicates } from './duplicate-check.js';
import { CONSORTIUM_FILE, FOLDERS, LISTINGS_FILE, readEntries, TEXTS_FOLDER } from './entries.js';
import { checkListings } from './listing-check.js';
import { checkOperators } from './operator-check.js';
import type { SourceFile } from './yaml-file.js';

const missing = (file: string, message: string, hint: string): ConfigProblem => ({
  file,
  line: 1,
  column: 1,
  message,
  hint,
});

/** What every consortium has at least. */
function checkPresence(sources: readonly SourceFile[]): ConfigProblem[] {
  const needed = ['organizations', 'channels', 'calendars']
    .filter((folder) => !sources.some(({ path }) => path.startsWith(`${folder}/`)))
    .map((folder) => missing(folder, `there is no file in ${folder}`, `add one, for example ${folder}/first.yaml`));
  const named = sources.some(({ path }) => path === CONSORTIUM_FILE);
  return named
    ? needed
    : [
        missing(CONSORTIUM_FILE, 'the file is missing', 'it names the consortium: name, network and referenceCalendar'),
        ...needed,
      ];
}

/**
 * Reads a consortium from the text of its files; pure.
 *
 * @throws ConfigError with every problem of every file: syntax, schema, and what contradicts another file
 */
export function readConsortium(sources: readonly SourceFile[]): Consortium {
  const entries = readEntries(sources);
  const problems = [
    ...entries.problems,
    ...checkPresence(sources),
    ...checkDuplicates(entries),
    ...checkCalendars(entries),
    ...checkChannels(entries),
    ...checkOperators(entries),
    ...checkListings(entries),
  ];
  const named = entries.consortium[0]?.value;
  if (problems.length > 0 || named === undefined) throw new ConfigError(problems);
  return {
    ...named,
    organizations: entries.organizations.map(({ value }) => value),
    channels: entries.channels.map(({ value }) => resolveChannel(entries, value)),
    calendars: entries.calendars.map(({ value }) => value),
    listings: entries.listings.flatMap(({ value }) => value.listings),
  };
}

/** The configuration folder that comes with this package. */
export const defaultDirectory = (): string => fileURLToPath(new URL('..', import.meta.url));

/** Files in a folder of a configuration, sorted by path so that every machine loads the same order. */
function filesIn(directory: string, folder: string, names: RegExp): string[] {
  const path = join(directory, folder);
  if (!existsSync(path)) return [];
  const found = readdirSync(path).filter((name) => names.test(name));
  return found.sort().map((name) => `${folder}/${name}`);
}

/** What of a configuration folder is read: YAML files, and the texts that listings name. */
function sourcesOf(directory: string): SourceFile[] {
  const paths = [
    ...[...FOLDERS.keys()].flatMap((folder) => filesIn(directory, folder, /\.ya?ml$/)),
    ...filesIn(directory, TEXTS_FOLDER, /\.scrip$/),
    ...[CONSORTIUM_FILE, LISTINGS_FILE].filter((name) => existsSync(join(directory, name))),
  ];
  return paths.map((path) => ({ path, text: readFileSync(join(directory, path), 'utf8') }));
}

/**
 * Loads a consortium.
 *
 * @param directory folder with `consortium.yaml`, `listings.yaml`, `organizations/`, `channels/`, `policies/`,
 *   `calendars/` and `securities/`; default: the one that comes with this package
 * @throws ConfigError with every problem found
 */
export function loadConsortium(directory: string = defaultDirectory()): Consortium {
  return readConsortium(sourcesOf(directory));
}
