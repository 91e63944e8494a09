import { AdminClient } from '../daemon/admin-client.js';
import { readStateFile, type NetworkState } from '../daemon/state-file.js';
import { NetworkError } from '../network-error.js';

/** The running network of a data directory; undefined when none answers. */
export async function findRunning(
  data: string,
): Promise<{ readonly client: AdminClient; readonly state: NetworkState } | undefined> {
  const state = readStateFile(data);
  if (state === undefined) return undefined;
  const client = new AdminClient(state);
  return (await client.answers()) ? { client, state } : undefined;
}

/** The running network of a data directory; throws when none answers. */
export async function requireRunning(
  data: string,
): Promise<{ readonly client: AdminClient; readonly state: NetworkState }> {
  const running = await findRunning(data);
  if (running !== undefined) return running;
  throw new NetworkError(`no network is running on ${data}`, `npm run network -- up --data ${data}`);
}
