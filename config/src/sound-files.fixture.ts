import { readFileSync, readdirSync } from 'node:fs';
import { ConfigError, defaultDirectory, readConsortium, type ConfigProblem, type SourceFile } from './index.js';

const FOLDERS = ['organizations', 'channels', 'policies', 'calendars', 'securities'];
/** Files that are read; of a text only that it is there. */
const READ = /\.(yaml|scrip)$/;

const read = (path: string): SourceFile => ({ path, text: readFileSync(`${defaultDirectory()}${path}`, 'utf8') });

/** The consortium that comes with the package, to be broken one file at a time. */
export const sound: readonly SourceFile[] = [
  read('consortium.yaml'),
  read('listings.yaml'),
  ...FOLDERS.flatMap((folder) =>
    readdirSync(`${defaultDirectory()}${folder}`)
      .filter((name) => READ.test(name))
      .sort()
      .map((name) => read(`${folder}/${name}`)),
  ),
];

/** What is wrong with files; empty: nothing. */
export const problemsOf = (sources: readonly SourceFile[]): readonly ConfigProblem[] => {
  try {
    readConsortium(sources);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};
