import { randomUUID } from 'node:crypto';
import type { ProblemDocument } from '../http/problem.js';
import { ProblemSchema } from '../http/schemas/problem-document.js';
import { EventStreamParser } from './event-stream-parser.js';
import { ProblemError } from './problem-error.js';
import type * as api from './types.js';

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
}

/** Options of every read. */
export interface ReadOptions {
  readonly channel?: string;
  readonly limit?: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

type Parameters = Readonly<Record<string, string | number | undefined>>;

/** A typed client of one gateway's REST API, for one operator. */
export class ScripClient {
  readonly #url: string;
  readonly #apiKey: string;

  constructor(options: ClientOptions) {
    this.#url = options.url.replace(/\/$/, '');
    this.#apiKey = options.apiKey;
  }

  /** Takes a party on at this gateway's organisation. @throws {ProblemError} */
  registerParty(body: api.NewParty, options: Omit<CommandOptions, 'channel'> = {}): Promise<api.Party> {
    return this.#post('/v1/parties', body, options);
  }

  /** @throws {ProblemError} */
  registerSecurity(
    body: api.NewSecurity,
    options: Omit<CommandOptions, 'channel'> = {},
  ): Promise<api.RegisteredSecurity> {
    return this.#post('/v1/securities', body, options);
  }

  /** @throws {ProblemError} */
  issue(isin: string, body: api.NewIssuance, options: CommandOptions = {}): Promise<api.Issuance> {
    return this.#post(`/v1/securities/${encodeURIComponent(isin)}/issuances`, body, options);
  }

  /**
   * Instructs a transfer.
   *
   * @param options with `waitSeconds`, answers when the transfer has ended or the time is over
   * @throws {ProblemError} when it was not accepted; a refusal by the ledger is in the operation
   */
  transfer(
    body: api.NewTransfer,
    options: CommandOptions & { readonly waitSeconds?: number } = {},
  ): Promise<api.Operation> {
    const prefer = options.waitSeconds === undefined ? {} : { Prefer: `wait=${options.waitSeconds}` };
    return this.#post('/v1/transfers', body, options, prefer);
  }

  /** @throws {ProblemError} */
  operation(id: string): Promise<api.Operation> {
    return this.#get(`/v1/operations/${encodeURIComponent(id)}`);
  }

  /** @throws {ProblemError} */
  securities(options: ReadOptions = {}): Promise<api.SecurityList> {
    return this.#get('/v1/securities', { ...options });
  }

  /** @throws {ProblemError} */
  security(isin: string, options: Pick<ReadOptions, 'channel'> = {}): Promise<api.SecurityReply> {
    return this.#get(`/v1/securities/${encodeURIComponent(isin)}`, { ...options });
  }

  /** @throws {ProblemError} */
  register(isin: string, options: ReadOptions = {}): Promise<api.HolderRegister> {
    return this.#get(`/v1/securities/${encodeURIComponent(isin)}/register`, { ...options });
  }

  /** @throws {ProblemError} */
  holdings(holderId: string, options: ReadOptions = {}): Promise<api.Holdings> {
    return this.#get(`/v1/parties/${encodeURIComponent(holderId)}/holdings`, { ...options });
  }

  /** @throws {ProblemError} */
  lotHistory(isin: string, lotId: string, options: Pick<ReadOptions, 'channel'> = {}): Promise<api.LotHistory> {
    const path = `/v1/securities/${encodeURIComponent(isin)}/lots/${encodeURIComponent(lotId)}/history`;
    return this.#get(path, { ...options });
  }

  /** @throws {ProblemError} */
  businessDates(options: Pick<ReadOptions, 'channel'> = {}): Promise<api.BusinessDates> {
    return this.#get('/v1/business-date', { ...options });
  }

  /** @throws {ProblemError} */
  advanceBusinessDate(body: api.NewBusinessDate, options: CommandOptions = {}): Promise<api.AdvancedBusinessDate> {
    return this.#post('/v1/business-date', body, options);
  }

  /**
   * Domain events of a channel as they happen, until the signal aborts (ends quietly) or the connection breaks (throws);
   * then go on with `lastEventId`.
   *
   * @param options `from` a block, or after `lastEventId`; else what comes next
   */
  async *events(
    options: {
      readonly channel?: string;
      readonly from?: number;
      readonly lastEventId?: string;
      readonly signal?: AbortSignal;
    } = {},
  ): AsyncGenerator<api.StreamedEvent> {
    const { channel, from, lastEventId, signal } = options;
    const headers = { ...this.#headers(), ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }) };
    try {
      const init = signal === undefined ? { headers } : { headers, signal };
      const response = await fetch(this.#address('/v1/events', { channel, from }), init);
      if (!response.ok || response.body === null) throw await toError(response);
      const parser = new EventStreamParser();
      for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
        for (const { id, data } of parser.push(chunk)) {
          yield { id, ...(JSON.parse(data) as Omit<api.StreamedEvent, 'id'>) };
        }
      }
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  }

  async #get<T>(path: string, query: Parameters = {}): Promise<T> {
    const response = await fetch(this.#address(path, query), { headers: this.#headers() });
    if (!response.ok) throw await toError(response);
    return (await response.json()) as T;
  }

  async #post<T>(
    path: string,
    body: object,
    options: CommandOptions,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    const response = await fetch(this.#address(path, { channel: options.channel }), {
      method: 'POST',
      headers: {
        ...this.#headers(),
        ...headers,
        'Content-Type': 'application/json',
        'Idempotency-Key': options.idempotencyKey ?? randomUUID(),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw await toError(response);
    return (await response.json()) as T;
  }

  #headers(): Readonly<Record<string, string>> {
    return { Authorization: `Bearer ${this.#apiKey}` };
  }

  #address(path: string, query: Parameters): string {
    const given = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, `${value}`);
    const text = given.toString();
    return `${this.#url}${path}${text === '' ? '' : `?${text}`}`;
  }
}

async function toError(response: Response): Promise<ProblemError> {
  const parsed = ProblemSchema.safeParse(await response.json().catch(() => undefined));
  return new ProblemError(response.status, parsed.success ? (parsed.data as ProblemDocument) : undefined);
}
