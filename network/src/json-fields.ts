import { messageOf, NetworkError } from './network-error.js';

/** Reads the fields of a JSON object that somebody else wrote; every error says the place and the field. */
export class JsonFields {
  readonly #fields: Readonly<Record<string, unknown>>;

  /** @param place how errors name the object, e.g. `collections.json, collection 1` */
  constructor(
    value: unknown,
    private readonly place: string,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new NetworkError(`${place} must be an object`);
    }
    this.#fields = value as Readonly<Record<string, unknown>>;
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined;
  }

  /** A text that is not empty. */
  text(name: string): string {
    const value = this.#fields[name];
    if (typeof value === 'string' && value !== '') return value;
    throw this.#error(name, 'a text that is not empty');
  }

  optionalText(name: string): string | undefined {
    return this.has(name) ? this.text(name) : undefined;
  }

  /** A whole number of at least 0; 0 when absent. */
  count(name: string): number {
    const value = this.#fields[name] ?? 0;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    throw this.#error(name, 'a whole number of at least 0');
  }

  /** A number from `least` to `most`; undefined when absent. */
  optionalNumber(name: string, least: number, most: number): number | undefined {
    const value = this.#fields[name];
    if (value === undefined) return undefined;
    if (typeof value === 'number' && value >= least && value <= most) return value;
    throw this.#error(name, `a number from ${least} to ${most}`);
  }

  /** false when absent. */
  flag(name: string): boolean {
    const value = this.#fields[name] ?? false;
    if (typeof value === 'boolean') return value;
    throw this.#error(name, 'true or false');
  }

  /** Empty when absent. */
  texts(name: string): readonly string[] {
    return this.list(name).map((value, index) => {
      if (typeof value === 'string' && value !== '') return value;
      throw this.#error(`${name}[${index}]`, 'a text that is not empty');
    });
  }

  /** Empty when absent. */
  list(name: string): readonly unknown[] {
    const value = this.#fields[name] ?? [];
    if (Array.isArray(value)) return value;
    throw this.#error(name, 'a list');
  }

  /** All fields of the object, each a text that is not empty. */
  everyText(): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.keys(this.#fields).map((name) => [name, this.text(name)]));
  }

  /** An object within; undefined when absent. */
  object(name: string): JsonFields | undefined {
    return this.has(name) ? new JsonFields(this.#fields[name], `${this.place}: ${name}`) : undefined;
  }

  #error(name: string, expected: string): NetworkError {
    return new NetworkError(`${this.place}: ${name} must be ${expected}`);
  }
}

/** The value of a JSON text. @throws {NetworkError} that names the file it came from */
export function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NetworkError(`${path} is no JSON: ${messageOf(error)}`, undefined, { cause: error });
  }
}
