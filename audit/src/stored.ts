/** A record as it is stored, read by name: what an auditor needs of it, and nothing of the code that wrote it. */
export type Stored = Readonly<Record<string, unknown>>;

/** The record of a stored value; undefined where it is no JSON object. */
export function storedOf(value: string): Stored | undefined {
  try {
    const parsed: unknown = JSON.parse(value);
    return isStored(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const isStored = (value: unknown): value is Stored =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text of a record; empty when there is none, which no identifier is. */
export function textIn(record: Stored | undefined, name: string): string {
  const value = record?.[name];
  return typeof value === 'string' ? value : '';
}

/** Units in a record: a whole number without sign; none when it is not one, which no lot holds. */
export function unitsIn(record: Stored | undefined, name = 'units'): bigint {
  const text = textIn(record, name);
  return /^(0|[1-9][0-9]{0,38})$/.test(text) ? BigInt(text) : 0n;
}

/** Records in a list of a record. */
export function listIn(record: Stored | undefined, name: string): readonly Stored[] {
  const value = record?.[name];
  return Array.isArray(value) ? value.filter(isStored) : [];
}

/** A record within a record. */
export function recordIn(record: Stored | undefined, name: string): Stored | undefined {
  const value = record?.[name];
  return isStored(value) ? value : undefined;
}

/** Texts in a list of a record. */
export function textsIn(record: Stored | undefined, name: string): readonly string[] {
  const value = record?.[name];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
