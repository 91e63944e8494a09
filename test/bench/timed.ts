import { callTimes, percentile } from '../support/load.js';

/** A row of the table: how long so many calls took, one after the other. @throws Error when one fails */
export async function timed(
  name: string,
  what: string,
  times: number,
  call: () => Promise<unknown>,
): Promise<readonly string[]> {
  const { latencies, failed, failure } = await callTimes(1, times, call);
  if (failed > 0) throw new Error(`${name} ${what} failed`, { cause: failure });
  return [name, what, ...[0.5, 0.95].map((share) => percentile(latencies, share).toFixed(1))];
}
