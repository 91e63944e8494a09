/** Finds the text of a definition by its pinned name; undefined: there is none. */
export type TextLibrary = (name: string) => string | undefined;
