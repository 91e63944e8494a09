import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf, NetworkError } from '../network-error.js';
import type { ErrorAnswer } from './admin-api.js';

const BODY_BYTES_MAX = 1024 * 1024;

/** A request handler: takes the parsed body, returns the answer to send as JSON. */
export type AdminHandler = (body: unknown) => Promise<unknown>;

/** The administration API: loopback only, JSON, a bearer token on every request. */
export class AdminServer {
  readonly #server: Server;

  /** @param routes handlers by `METHOD /path` */
  constructor(
    private readonly token: string,
    private readonly routes: ReadonlyMap<string, AdminHandler>,
  ) {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    // A deployment may install packages for minutes.
    this.#server.requestTimeout = 0;
  }

  /** Listens on a free loopback port and returns the API's URL. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const handler = this.routes.get(`${request.method ?? ''} ${request.url ?? ''}`);
      if (!this.#authorised(request)) answer(response, 401, { message: 'the token is missing or wrong' });
      else if (handler === undefined) answer(response, 404, { message: 'there is no such route' });
      else answer(response, 200, await handler(await readBody(request)));
    } catch (error) {
      const hint = error instanceof NetworkError ? error.hint : undefined;
      const body: ErrorAnswer = { message: messageOf(error), ...(hint === undefined ? {} : { hint }) };
      answer(response, 400, body);
    }
  }

  #authorised(request: IncomingMessage): boolean {
    const given = Buffer.from(request.headers.authorization ?? '');
    const expected = Buffer.from(`Bearer ${this.token}`);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) throw new NetworkError(`a request may have ${BODY_BYTES_MAX} bytes at most`);
    chunks.push(chunk);
  }
  if (size === 0) return undefined;
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
}
