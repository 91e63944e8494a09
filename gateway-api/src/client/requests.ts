import { randomUUID } from 'node:crypto';
import type { OperatorSignature } from '@scrip/model';
import { SIGNATURE_HEADER } from '../http/operator-signature.js';
import type { ProblemDocument } from '../http/problem.js';
import { ProblemSchema } from '../http/schemas/problem-document.js';
import { ProblemError } from './problem-error.js';

/** How to reach a gateway. */
export interface ClientOptions {
  /** For instance `http://127.0.0.1:4001`. */
  readonly url: string;
  /** Key of the operator who acts. */
  readonly apiKey: string;
}

/** Options of every command. */
export interface CommandOptions {
  /** Channel, where it is not the gateway's default one. */
  readonly channel?: string;
  /** Unique per command; a new UUID if absent. Repeat a command with the key of its first try. */
  readonly idempotencyKey?: string;
  /** By the operator over the command that the ledger will get; its id is `commandIdOf`. */
  readonly signature?: OperatorSignature;
}

/** The channel, where it is not the gateway's default one. */
export type ChannelOption = Pick<CommandOptions, 'channel'>;

/** A table that is uploaded: CSV (RFC 4180), or one JSON object a line. */
export interface Table {
  readonly type: 'text/csv' | 'application/x-ndjson';
  readonly content: string | Uint8Array;
}

/** Parameters of a query. */
export type Parameters = Readonly<Record<string, string | number | undefined>>;

/** The requests of a client to one gateway, for one operator. */
export class Requests {
  readonly #url: string;
  readonly #apiKey: string;

  constructor(options: ClientOptions) {
    this.#url = options.url.replace(/\/$/, '');
    this.#apiKey = options.apiKey;
  }

  /** @throws {ProblemError} */
  async get<T>(path: string, query: Parameters = {}): Promise<T> {
    const response = await fetch(this.address(path, query), { headers: this.headers() });
    if (!response.ok) throw await toError(response);
    return (await response.json()) as T;
  }

  /** A text that is not JSON. @throws {ProblemError} */
  async text(path: string, query: Parameters = {}): Promise<string> {
    const response = await fetch(this.address(path, query), { headers: this.headers() });
    if (!response.ok) throw await toError(response);
    return response.text();
  }

  /** A file. @throws {ProblemError} */
  async bytes(path: string, query: Parameters = {}, accept = '*/*'): Promise<Uint8Array> {
    const headers = { ...this.headers(), Accept: accept };
    const response = await fetch(this.address(path, query), { headers });
    if (!response.ok) throw await toError(response);
    return new Uint8Array(await response.arrayBuffer());
  }

  /** A file that is made of what is sent, which changes nothing. @throws {ProblemError} */
  async postForBytes(path: string, body: object, accept: string, options: ChannelOption): Promise<Uint8Array> {
    const response = await fetch(this.address(path, { ...options }), {
      method: 'POST',
      headers: { ...this.headers(), Accept: accept, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw await toError(response);
    return new Uint8Array(await response.arrayBuffer());
  }

  /** @throws {ProblemError} */
  async post<T>(
    path: string,
    body: object,
    options: CommandOptions,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    const response = await fetch(this.address(path, { channel: options.channel }), {
      method: 'POST',
      headers: {
        ...this.headers(),
        ...headers,
        'Content-Type': 'application/json',
        'Idempotency-Key': options.idempotencyKey ?? randomUUID(),
        ...signatureHeader(options.signature),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw await toError(response);
    return (await response.json()) as T;
  }

  /** A table as it is, with the headers that say what it shows. @throws {ProblemError} */
  async getTable(path: string, query: Parameters): Promise<{ readonly content: string; readonly headers: Headers }> {
    const response = await fetch(this.address(path, query), { headers: this.headers() });
    if (!response.ok) throw await toError(response);
    return { content: await response.text(), headers: response.headers };
  }

  /** Uploads a table. @throws {ProblemError} */
  async postTable<T>(path: string, query: Parameters, { type, content }: Table, options: CommandOptions): Promise<T> {
    const response = await fetch(this.address(path, { ...query, channel: options.channel }), {
      method: 'POST',
      headers: {
        ...this.headers(),
        ...{ 'Content-Type': type, 'Idempotency-Key': options.idempotencyKey ?? randomUUID() },
      },
      body: typeof content === 'string' ? content : Buffer.from(content),
    });
    if (!response.ok) throw await toError(response);
    return (await response.json()) as T;
  }

  /** Headers of every request. */
  headers(): Readonly<Record<string, string>> {
    return { Authorization: `Bearer ${this.#apiKey}` };
  }

  /** Address of a resource with its query. */
  address(path: string, query: Parameters): string {
    const given = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, `${value}`);
    const text = given.toString();
    return `${this.#url}${path}${text === '' ? '' : `?${text}`}`;
  }
}

const signatureHeader = (signature: OperatorSignature | undefined): Readonly<Record<string, string>> =>
  signature === undefined
    ? {}
    : { [SIGNATURE_HEADER]: Buffer.from(JSON.stringify(signature), 'utf8').toString('base64url') };

/** The problem that an answer states. */
export async function toError(response: Response): Promise<ProblemError> {
  const parsed = ProblemSchema.safeParse(await response.json().catch(() => undefined));
  return new ProblemError(response.status, parsed.success ? (parsed.data as ProblemDocument) : undefined);
}
