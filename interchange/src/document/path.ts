/**
 * One step of a path: a name, and which of several is meant.
 *
 * `name` is a field, `name[]` the first item of a list, `name[key=value]` the item of a list whose field `key` is `value`,
 * `name{key=value}` a record whose field `key` is `value`. `a|b` as value: `a` is written, either is read; an empty
 * one is read where the field is absent.
 */
export interface Step {
  readonly name: string;
  readonly isItem: boolean;
  readonly where?: { readonly key: string; readonly values: readonly string[] };
}

/** A place in documents of a format. */
export type Path = readonly Step[];

const STEP = /([^/[\]{}]+)(?:(\[\])|\[([^=\]]+)=([^\]]*)\]|\{([^=}]+)=([^}]*)\})?/g;

/** Reads a path as tables write it: `asset/identifier[identifierType=ISIN]/identifier/@data`. */
export function pathOf(written: string): Path {
  return [...written.matchAll(STEP)].map(([, name = '', first, itemKey, itemValue, key, value]) => {
    const selector = itemKey ?? key;
    return {
      name,
      isItem: first !== undefined || itemKey !== undefined,
      ...(selector === undefined ? {} : { where: { key: selector, values: (itemValue ?? value ?? '').split('|') } }),
    };
  });
}

/** A path as reports show it: without the values that are read besides those that are written. */
export const shownPath = (written: string): string =>
  written.replace(/=([^|\]}]*)\|[^\]}]*/g, '=$1').replace(/\/#text$/, '');
