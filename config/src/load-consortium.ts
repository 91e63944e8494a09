import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkCalendars } from './calendar-check.js';
import { checkChannels, resolveChannel } from './channel-check.js';
import { ConfigError, type ConfigProblem } from './config-error.js';
import type { Consortium } from './consortium.js';
import { checkDuplicates } from './duplicate-check.js';
import { CONSORTIUM_FILE, FOLDERS, readEntries } from './entries.js';
import { checkOperators } from './operator-check.js';
import { checkSecurities } from './security-check.js';
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
    ...checkSecurities(entries),
  ];
  const named = entries.consortium[0]?.value;
  if (problems.length > 0 || named === undefined) throw new ConfigError(problems);
  return {
    ...named,
    organizations: entries.organizations.map(({ value }) => value),
    channels: entries.channels.map(({ value }) => resolveChannel(entries, value)),
    calendars: entries.calendars.map(({ value }) => value),
    securities: entries.securities.map(({ value }) => value),
  };
}

/** The configuration folder that comes with this package. */
export const defaultDirectory = (): string => fileURLToPath(new URL('..', import.meta.url));

/** YAML files of a configuration folder, sorted by path so that every machine loads the same order. */
function sourcesOf(directory: string): SourceFile[] {
  const paths = [...FOLDERS.keys()].flatMap((folder) => {
    const path = join(directory, folder);
    if (!existsSync(path)) return [];
    const names = readdirSync(path).filter((name) => /\.ya?ml$/.test(name));
    return names.sort().map((name) => `${folder}/${name}`);
  });
  if (existsSync(join(directory, CONSORTIUM_FILE))) paths.push(CONSORTIUM_FILE);
  return paths.map((path) => ({ path, text: readFileSync(join(directory, path), 'utf8') }));
}

/**
 * Loads a consortium.
 *
 * @param directory folder with `consortium.yaml`, `organizations/`, `channels/`, `policies/`, `calendars/` and
 *   `securities/`; default: the one that comes with this package
 * @throws ConfigError with every problem found
 */
export function loadConsortium(directory: string = defaultDirectory()): Consortium {
  return readConsortium(sourcesOf(directory));
}
