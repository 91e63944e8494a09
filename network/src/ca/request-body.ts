import { CaError, CODE } from './ca-error.js';
import type { Attribute } from './records.js';

/** A request for an attribute to be put into the certificate. */
export interface AttributeRequest {
  readonly name: string;
  readonly optional: boolean;
}

/**
 * The JSON object of a request, read as Go reads it: names match in any case (the Go client sends `CAName`, the Node
 * client `caname`), what is absent or null is empty, and what is not known is ignored.
 */
export class RequestBody {
  readonly #fields = new Map<string, unknown>();

  private constructor(fields: object) {
    for (const [name, value] of Object.entries(fields)) this.#fields.set(name.toLowerCase(), value);
  }

  /** @throws {CaError} when the bytes are no JSON object */
  static parse(bytes: Buffer): RequestBody {
    return RequestBody.of(parseJson(bytes), 'the body');
  }

  private static of(value: unknown, name: string): RequestBody {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return new RequestBody(value);
    throw invalid(`${name} must be an object`);
  }

  /** Whether the field is there and not null. */
  has(name: string): boolean {
    return (this.#fields.get(name.toLowerCase()) ?? null) !== null;
  }

  text(name: string): string {
    return this.#read(name, '', (value) => typeof value === 'string');
  }

  integer(name: string): number {
    return this.#read(name, 0, (value) => Number.isSafeInteger(value));
  }

  flag(name: string): boolean {
    return this.#read(name, false, (value) => typeof value === 'boolean');
  }

  /** A moment of RFC 3339; undefined when absent or Go's zero time. */
  time(name: string): Date | undefined {
    const text = this.text(name);
    if (text === '' || text.startsWith('0001-01-01')) return undefined;
    const time = new Date(text);
    if (Number.isNaN(time.getTime())) throw invalid(`${name} must be a time as in RFC 3339`);
    return time;
  }

  object(name: string): RequestBody | undefined {
    return this.has(name) ? RequestBody.of(this.#fields.get(name.toLowerCase()), name) : undefined;
  }

  texts(name: string): readonly string[] {
    return this.#list(name).map((value) => {
      if (typeof value === 'string') return value;
      throw invalid(`${name} must hold texts`);
    });
  }

  objects(name: string): readonly RequestBody[] {
    return this.#list(name).map((value) => RequestBody.of(value, name));
  }

  attributes(): readonly Attribute[] {
    return this.objects('attrs').map((attribute) => ({
      name: attribute.text('name'),
      value: attribute.text('value'),
      ecert: attribute.flag('ecert'),
    }));
  }

  /** undefined when the request leaves the choice to the registration. */
  attributeRequests(): readonly AttributeRequest[] | undefined {
    if (!this.has('attr_reqs')) return undefined;
    return this.objects('attr_reqs').map((request) => ({
      name: request.text('name'),
      optional: request.flag('optional'),
    }));
  }

  #list(name: string): readonly unknown[] {
    return this.#read<readonly unknown[]>(name, [], Array.isArray);
  }

  #read<T>(name: string, empty: T, fits: (value: unknown) => boolean): T {
    const value = this.#fields.get(name.toLowerCase()) ?? empty;
    if (fits(value)) return value as T;
    throw invalid(`${name} has the wrong type`);
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    throw invalid('it is no JSON');
  }
}

/** Unlike the real server this one does not repeat the body, which may hold a secret. */
function invalid(what: string): CaError {
  return new CaError(400, CODE.badBody, `Invalid request body: ${what}`);
}
