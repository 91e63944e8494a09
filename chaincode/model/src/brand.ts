declare const brand: unique symbol;

/** A string that has passed the check of its kind: `Brand<string, 'Isin'>` cannot be made from any string by mistake. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
