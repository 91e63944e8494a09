import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Express } from 'express';

/** Only this machine, unless TLS is given: without it a reverse proxy with TLS stands before a gateway that serves others. */
const LOOPBACK = '127.0.0.1';
/** A request that takes longer than the longest Prefer: wait is stuck. */
const REQUEST_MS_MAX = 120_000;
const HEADERS_MS_MAX = 10_000;
/** Longer than clients and reverse proxies keep idle connections: whoever sends next must be the one who closes. */
const KEEP_ALIVE_MS = 75_000;
/** How long open requests may take to finish when the server stops. */
const DRAIN_MS = 5_000;

/** TLS of the listener, with client certificates. */
export interface TlsListener {
  /** Folder with `server.pem` and `server.key` of the gateway, and `clients.pem`, the authorities of its clients. */
  readonly directory: string;
  /** Address to listen on. */
  readonly host: string;
}

/** A listening server. */
export interface Listening {
  readonly url: string;
  /** Refuses new connections, lets open requests finish for a while, then closes. */
  close(): Promise<void>;
}

/**
 * Listens on a port, of the loopback address unless TLS is given.
 *
 * @param port 0 for any free one
 * @throws {Error} when the port is taken
 */
export async function listen(app: Express, port: number, tls?: TlsListener): Promise<Listening> {
  const timeouts = {
    requestTimeout: REQUEST_MS_MAX,
    headersTimeout: HEADERS_MS_MAX,
    keepAliveTimeout: KEEP_ALIVE_MS,
  };
  const server =
    tls === undefined ? createServer(timeouts, app) : createTlsServer({ ...timeouts, ...tlsOptions(tls) }, app);
  const host = tls?.host ?? LOOPBACK;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new Error(`cannot listen on port ${port}: ${cause.message}`, { cause })));
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return { url: `${tls === undefined ? 'http' : 'https'}://${host}:${bound}`, close: () => close(server) };
}

/** A certificate is asked for and not demanded: who shows none needs another credential. */
function tlsOptions({ directory }: TlsListener): ServerOptions {
  const read = (name: string): Buffer => readFileSync(join(directory, name));
  const identity = { cert: read('server.pem'), key: read('server.key'), ca: read('clients.pem') };
  return { ...identity, minVersion: 'TLSv1.3', requestCert: true, rejectUnauthorized: false };
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
