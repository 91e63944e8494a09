/** What a feature can be: one of some words or none of others, and between two bounds, both included. */
export interface Range {
  readonly among?: readonly string[];
  readonly except?: readonly string[];
  readonly least?: bigint;
  readonly most?: bigint;
}

/** What features of parties, of the movement and of the day can be together; what is not named can be anything. */
export type World = ReadonlyMap<string, Range>;

/** Nothing is known: everything is possible. */
export const ANY_WORLD: World = new Map();

/** A world in which one feature is within a range. */
export const worldWhere = (feature: string, range: Range): World => new Map([[feature, range]]);

/** What both worlds allow; undefined: nothing. */
export function bothWorlds(one: World, other: World): World | undefined {
  if (one.size === 0 || other.size === 0) return one.size === 0 ? other : one;
  const together = new Map(one);
  for (const [feature, range] of other) {
    const before = together.get(feature);
    const both = before === undefined ? range : bothRanges(before, range);
    if (both === undefined) return undefined;
    together.set(feature, both);
  }
  return together;
}

function bothRanges(one: Range, other: Range): Range | undefined {
  const except = [...(one.except ?? []), ...(other.except ?? [])];
  const among = amongBoth(one.among, other.among)?.filter((word) => !except.includes(word));
  const least = furthest(one.least, other.least, (a, b) => a > b);
  const most = furthest(one.most, other.most, (a, b) => a < b);
  if (among?.length === 0 || (least !== undefined && most !== undefined && least > most)) return undefined;
  return {
    ...(among === undefined ? {} : { among }),
    ...(except.length === 0 ? {} : { except }),
    ...(least === undefined ? {} : { least }),
    ...(most === undefined ? {} : { most }),
  };
}

const amongBoth = (
  one: readonly string[] | undefined,
  other: readonly string[] | undefined,
): readonly string[] | undefined =>
  one === undefined ? other : other === undefined ? one : one.filter((word) => other.includes(word));

function furthest(
  one: bigint | undefined,
  other: bigint | undefined,
  isFurther: (a: bigint, b: bigint) => boolean,
): bigint | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return isFurther(one, other) ? one : other;
}
