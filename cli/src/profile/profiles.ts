import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { UsageError } from '../command/usage-error.js';
import { messageOf } from '../output/message-of.js';

/** How an operator reaches a gateway. Keys are in files of their own. */
export interface Profile {
  readonly url: string;
  readonly apiKeyFile: string;
  readonly channel?: string;
  /** Who acts, where the operator signs what it does. */
  readonly operator?: { readonly id: string; readonly keyFile: string };
}

/** All profiles of a person, and which one counts when none is named. */
export interface ProfileBook {
  readonly current?: string;
  readonly profiles: Readonly<Record<string, Profile>>;
}

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** Writes a file that only its owner can read, whole or not at all. */
export function writePrivately(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, text, { mode: PRIVATE_FILE });
  chmodSync(draft, PRIVATE_FILE);
  renameSync(draft, path);
}

/** The profiles in the folder of a person: `$XDG_CONFIG_HOME/scrip`, or `~/.config/scrip`. */
export class Profiles {
  readonly #folder: string;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    const configured = env['XDG_CONFIG_HOME'];
    const base = configured === undefined || configured === '' ? join(env['HOME'] ?? homedir(), '.config') : configured;
    this.#folder = join(base, 'scrip');
  }

  /** The file that has them. */
  get path(): string {
    return join(this.#folder, 'profiles.json');
  }

  /** @throws UsageError when the file cannot be read as profiles */
  read(): ProfileBook {
    if (!existsSync(this.path)) return { profiles: {} };
    try {
      const book = JSON.parse(readFileSync(this.path, 'utf8')) as ProfileBook;
      if (typeof book.profiles === 'object') return book;
    } catch (error) {
      throw new UsageError(`${this.path}: ${messageOf(error)}`);
    }
    throw new UsageError(`${this.path} is not a file of profiles`, 'move it away and add the profiles again');
  }

  write(book: ProfileBook): void {
    writePrivately(this.path, `${JSON.stringify(book, undefined, 2)}\n`);
    chmodSync(this.#folder, PRIVATE_FOLDER);
  }

  /** @throws UsageError that names those that are there */
  get(name: string): Profile {
    const { profiles } = this.read();
    const found = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
    if (found !== undefined) return found;
    const known = Object.keys(profiles);
    throw new UsageError(
      `there is no profile ${name}`,
      known.length === 0 ? 'scrip profile add NAME --url URL --api-key-file FILE' : `there are: ${known.join(', ')}`,
    );
  }

  /** Keeps a key for a profile in a file of its own. @returns its path */
  keep(name: string, apiKey: string): string {
    const path = this.#keyPath(name);
    writePrivately(path, `${apiKey}\n`);
    return path;
  }

  /** Removes the key that was kept for a profile; a key elsewhere stays. */
  forget(name: string): void {
    rmSync(this.#keyPath(name), { force: true });
  }

  #keyPath(name: string): string {
    return join(this.#folder, 'keys', `${name}.key`);
  }
}
