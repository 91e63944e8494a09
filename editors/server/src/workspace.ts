import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compileTogether, namesIn, type CompiledSource, type NameInText } from '@scrip/language';

/** How files with texts of the language end. */
const EXTENSION = '.scrip';
/** More and larger files are not read: nobody waits for a folder that is none of this language. */
const FILES_MAX = 2_000;
const BYTES_MAX = 1_000_000;
const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', 'dist']);

/** A name in one of the texts. */
export interface Place {
  readonly uri: string;
  readonly at: NameInText;
}

/** The texts of the folders that are open, as they are in the editor, or else on disk. */
export class Workspace {
  readonly #onDisk = new Map<string, string>();
  readonly #open = new Map<string, string>();
  #compiled: readonly CompiledSource[] | undefined;

  /** Reads all texts of a folder. */
  addFolder(uri: string): void {
    for (const path of filesIn(fileURLToPath(uri))) this.reload(pathToFileURL(path).href);
  }

  /** Reads a text from disk again; it may be gone. */
  reload(uri: string): void {
    const text = readOf(uri);
    if (text === undefined) this.#onDisk.delete(uri);
    else this.#onDisk.set(uri, text);
    this.#compiled = undefined;
  }

  /** What is written in the editor counts. */
  open(uri: string, text: string): void {
    this.#open.set(uri, text);
    this.#compiled = undefined;
  }

  close(uri: string): void {
    this.#open.delete(uri);
    this.#compiled = undefined;
  }

  textOf(uri: string): string | undefined {
    return this.#open.get(uri) ?? this.#onDisk.get(uri);
  }

  /** All texts, translated together. The name of each is its URI. */
  get compiled(): readonly CompiledSource[] {
    this.#compiled ??= compileTogether(this.#sources);
    return this.#compiled;
  }

  /** Where a name is defined, or used. */
  placesOf(name: string, isDefined: boolean): readonly Place[] {
    return this.#sources.flatMap(({ name: uri, text }) =>
      namesIn(text).flatMap((at) => (at.name === name && at.isDefined === isDefined ? [{ uri, at }] : [])),
    );
  }

  /** Names of all definitions. */
  get names(): readonly string[] {
    return this.#sources.flatMap(({ text }) =>
      namesIn(text).flatMap(({ name, isDefined }) => (isDefined ? [name] : [])),
    );
  }

  get #sources(): readonly { readonly name: string; readonly text: string }[] {
    return [...new Map([...this.#onDisk, ...this.#open])].map(([name, text]) => ({ name, text }));
  }
}

function filesIn(folder: string): readonly string[] {
  const found: string[] = [];
  const visit = (path: string): void => {
    for (const entry of entriesOf(path)) {
      if (found.length === FILES_MAX) return;
      const inner = join(path, entry.name);
      if (entry.isDirectory() && !LEFT_OUT.has(entry.name) && !entry.name.startsWith('.')) visit(inner);
      else if (entry.isFile() && entry.name.endsWith(EXTENSION)) found.push(inner);
    }
  };
  visit(folder);
  return found;
}

function entriesOf(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

function readOf(uri: string): string | undefined {
  try {
    const path = fileURLToPath(uri);
    return statSync(path).size > BYTES_MAX ? undefined : readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
