import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';
const CONNECT_TIMEOUT_MS = 1_000;
const FREE_PORT_MIN = 12_000;
const FREE_PORT_MAX = 32_000;
const ATTEMPTS_PER_PORT_MAX = 50;

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
 * Distinct ports that nobody listens on now. They lie below the range from which operating systems take the ports of
 * outgoing connections, so that a remembered port is still free at the next start.
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  for (let attempt = 0; ports.size < count; attempt += 1) {
    if (attempt > count * ATTEMPTS_PER_PORT_MAX) throw new Error(`no ${count} free ports were found`);
    const port = randomInt(FREE_PORT_MIN, FREE_PORT_MAX);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}
