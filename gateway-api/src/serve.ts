import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';

/** Only this machine: a reverse proxy with TLS stands before a gateway that serves others. */
const LOOPBACK = '127.0.0.1';
/** A request that takes longer than the longest Prefer: wait is stuck. */
const REQUEST_MS_MAX = 120_000;
const HEADERS_MS_MAX = 10_000;
/** How long open requests may take to finish when the server stops. */
const DRAIN_MS = 5_000;

/** A listening server. */
export interface Listening {
  readonly url: string;
  /** Refuses new connections, lets open requests finish for a while, then closes. */
  close(): Promise<void>;
}

/**
 * Listens on a loopback port.
 *
 * @param port 0 for any free one
 * @throws {Error} when the port is taken
 */
export async function listen(app: Express, port: number): Promise<Listening> {
  const server = createServer({ requestTimeout: REQUEST_MS_MAX, headersTimeout: HEADERS_MS_MAX }, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new Error(`cannot listen on port ${port}: ${cause.message}`, { cause })));
    server.listen(port, LOOPBACK, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return { url: `http://${LOOPBACK}:${bound}`, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
