import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as the gateway got it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** What it answers: a status and JSON, or bytes as they are. */
export interface Answer {
  readonly status?: number;
  readonly body: unknown;
  readonly raw?: boolean;
}

/** A gateway that answers over HTTP as it was told, and remembers what it was asked. */
export class FakeGateway {
  readonly received: Received[] = [];
  readonly #answers = new Map<string, Answer | ((request: Received) => Answer)>();

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      void (async () => {
        const url = new URL(request.url ?? '/', 'http://localhost');
        const sent = await text(request);
        const { method = '', headers } = request;
        const body: unknown = sent === '' ? undefined : JSON.parse(sent);
        const received = { method, path: url.pathname, query: url.searchParams, headers, body };
        this.received.push(received);
        const known = this.#answers.get(`${method} ${url.pathname}`) ?? absent(url.pathname);
        const answer = typeof known === 'function' ? known(received) : known;
        response.writeHead(answer.status ?? 200, { 'Content-Type': 'application/json' });
        response.end(answer.raw === true ? String(answer.body) : JSON.stringify(answer.body));
      })();
    });
  }

  static async open(): Promise<FakeGateway> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FakeGateway(server).on('GET /healthz', { body: { status: 'alive', mspId: 'TestMSP' } });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** @param route such as `GET /v1/securities` */
  on(route: string, answer: Answer | ((request: Received) => Answer)): this {
    this.#answers.set(route, answer);
    return this;
  }

  /** What it was told to do. */
  get commands(): readonly Received[] {
    return this.received.filter(({ method }) => method === 'POST');
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A problem document. */
export const problem = (status: number, code: string, more: object = {}): Answer => ({
  status,
  body: {
    ...{ type: `urn:scrip:problem:${code.toLowerCase()}`, title: 'It went wrong', status },
    ...{ detail: 'It went wrong for a reason.', code, hint: 'Do it right.', retrySafe: false },
    ...more,
  },
});

const absent = (path: string): Answer => problem(404, 'ROUTE_NOT_FOUND', { detail: path });
