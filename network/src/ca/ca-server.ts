import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf } from '../network-error.js';
import { CaError, CODE } from './ca-error.js';
import { Call } from './call.js';
import type { CertificateAuthority } from './certificate-authority.js';
import { routesOf } from './routes.js';

/** Certificate requests and lists of attributes are a few kilobytes. */
const BODY_BYTES_MAX = 512 * 1024;
const REQUEST_MS_MAX = 30_000;
/** Clients keep connections; Node's own five seconds end them while a busy client is about to use them again. */
const IDLE_MS_MAX = 120_000;
const LOOPBACK = '127.0.0.1';

/** Where and as whom the server listens. */
export interface CaServerOptions {
  readonly port: number;
  /** Certificate and key of the server, PEM. */
  readonly tls: { readonly certificate: string; readonly privateKey: string };
  /** One line for each refused request, without secrets. */
  readonly log: (line: string) => void;
}

/** What a request is answered with. */
interface Answer {
  readonly status: number;
  readonly result: unknown;
  readonly error?: CaError;
}

/** Serves one organisation's CA in the protocol of the Fabric CA server, over TLS, to this machine only. */
export class CaServer {
  readonly #server: Server;

  constructor(
    private readonly ca: CertificateAuthority,
    private readonly options: CaServerOptions,
  ) {
    const { certificate: cert, privateKey: key } = options.tls;
    this.#server = createServer({ cert, key, minVersion: 'TLSv1.2' }, (request, response) => {
      void this.#serve(request, response);
    });
    this.#server.requestTimeout = REQUEST_MS_MAX;
    this.#server.keepAliveTimeout = IDLE_MS_MAX;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.options.port, LOOPBACK, resolve);
    });
  }

  /** Refuses new requests, lets the one that runs finish, and closes the CA. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    await this.ca.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: uri = '/' } = request;
    const [path = '', query = ''] = uri.split(/\?(.*)/s);
    const found = routesOf(path);
    if (found === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('404 page not found\n');
      return;
    }
    const answer = await answerOf(async () => {
      const route = found.routes[method];
      if (route === undefined) throw new CaError(405, CODE.methodNotAllowed, `Method ${method} is not allowed`);
      const { authorization } = request.headers;
      const body = await readBody(request);
      const asked = { method, uri, query: new URLSearchParams(query), authorization, body, target: found.target };
      const result = await this.ca.inTurn(async () => route.handle(new Call(this.ca, asked)));
      return { status: route.status, result };
    });
    if (answer.error !== undefined) {
      this.options.log(`${method} ${path} ${answer.status} ${answer.error.code} "${answer.error.message}"`);
    }
    send(response, method, answer);
  }
}

async function answerOf(handle: () => Promise<Answer>): Promise<Answer> {
  try {
    return await handle();
  } catch (cause) {
    const error = cause instanceof CaError ? cause : new CaError(500, CODE.unknown, messageOf(cause));
    return { status: error.status, result: '', error };
  }
}

/** The envelope of every answer (`serverEndpoint.ServeHTTP`). */
function send(response: ServerResponse, method: string, { status, result, error }: Answer): void {
  const errors = error === undefined ? [] : [error.told];
  const body = JSON.stringify({ result, errors, messages: [], success: error === undefined });
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(method === 'HEAD' ? undefined : body);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) {
      throw new CaError(413, CODE.readingBody, `Failed reading request body: more than ${BODY_BYTES_MAX} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
