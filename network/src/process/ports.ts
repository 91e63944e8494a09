import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { NetworkError } from '../network-error.js';

const LOOPBACK = '127.0.0.1';
const CONNECT_TIMEOUT_MS = 1_000;
const DEFAULT_RANGE = '12000-31999';
const RANGE = /^(\d{1,5})-(\d{1,5})$/;
const PORT_MAX = 65_535;
const ATTEMPTS_MAX = 100;

/** Whether something accepts connections on this port, of this machine unless a host is named. */
export function acceptsConnections(port: number, host = LOOPBACK): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: CONNECT_TIMEOUT_MS });
    const answer = (open: boolean) => () => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', answer(true));
    socket.once('error', answer(false));
    socket.once('timeout', answer(false));
  });
}

/** Whether this process could listen on the loopback port. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * The ports from which free ones are taken: `SCRIP_PORTS=FIRST-LAST`, else a range below the one from which operating
 * systems take the ports of outgoing connections, so that a remembered port is still free at the next start.
 * @throws NetworkError when the setting is no such range
 */
function portRange(): { readonly first: number; readonly last: number } {
  const text = process.env['SCRIP_PORTS'] ?? DEFAULT_RANGE;
  const [first = 0, last = 0] = (RANGE.exec(text) ?? []).slice(1).map(Number);
  if (first < 1 || last < first || last > PORT_MAX) {
    throw new NetworkError(`SCRIP_PORTS=${text} is no range of ports`, `write FIRST-LAST, as in ${DEFAULT_RANGE}`);
  }
  return { first, last };
}

/** Ports that this process has handed out or keeps for what starts later: nobody listens on them yet. */
const kept = new Set<number>();

/** Keeps ports for what this process starts later. */
export function keepPorts(ports: readonly number[]): void {
  for (const port of ports) kept.add(port);
}

/**
 * A row of neighbouring ports that nobody listens on now, and that this process hands out once.
 * @throws NetworkError when the range has no such row
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const { first, last } = portRange();
  for (let attempt = 0; attempt < ATTEMPTS_MAX && first + count <= last + 1; attempt += 1) {
    const start = randomInt(first, last - count + 2);
    const row = Array.from({ length: count }, (_, offset) => start + offset);
    if (row.some((port) => kept.has(port))) continue;
    keepPorts(row);
    if ((await Promise.all(row.map(isFree))).every(Boolean)) return row;
  }
  throw new NetworkError(`no ${count} free ports in ${first}-${last}`, 'name another range with SCRIP_PORTS');
}
