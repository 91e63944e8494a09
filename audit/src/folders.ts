/** Keys by the folders in which they lie: by what they begin with, up to each of their slashes. */
export class Folders {
  readonly #keys = new Map<string, Set<string>>();

  /** The keys in a folder, the first that came first. @param folder - ends with `/` */
  in(folder: string): readonly string[] {
    return [...(this.#keys.get(folder) ?? [])];
  }

  add(key: string): void {
    for (const folder of foldersOf(key)) {
      const keys = this.#keys.get(folder);
      if (keys === undefined) this.#keys.set(folder, new Set([key]));
      else keys.add(key);
    }
  }

  delete(key: string): void {
    for (const folder of foldersOf(key)) {
      const keys = this.#keys.get(folder);
      keys?.delete(key);
      if (keys?.size === 0) this.#keys.delete(folder);
    }
  }
}

const foldersOf = (key: string): readonly string[] =>
  [...key.matchAll(/\//g)].map(({ index }) => key.slice(0, index + 1));
