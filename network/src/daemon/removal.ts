import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChannelStatus } from '../engine.js';
import { JsonFields } from '../json-fields.js';
import { NetworkError } from '../network-error.js';
import type { Topology } from '../topology.js';

/** What an organisation has below a data folder: its keys with its CA, and the stores of its nodes. */
const FOLDERS = ['organizations', 'fabric', 'ledger'] as const;

/** Reads the body of `POST /organizations/remove`. @returns MSP id */
export function removalBody(body: unknown): string {
  return new JsonFields(body, 'the organisation').text('mspId');
}

/** What decides whether an organisation can be forgotten. */
export interface NetworkView {
  readonly dataDirectory: string;
  /** The network as it was made: its organisations are in genesis blocks. */
  readonly first: Topology | undefined;
  /** With those that came later. */
  readonly now: Topology;
  readonly channels: readonly Pick<ChannelStatus, 'channel' | 'members'>[];
}

/** Throws unless an organisation can be forgotten: it came by a command, and no channel names it any more. */
export function requireRemovable(mspId: string, { dataDirectory, first, now, channels }: NetworkView): void {
  const takeOut = (channel: string): string =>
    `npm run network -- channel remove-org --channel ${channel} --msp ${mspId} --data ${dataDirectory}`;
  if (!now.organizations.some((organization) => organization.mspId === mspId)) {
    const known = now.organizations.map((organization) => organization.mspId).join(', ');
    throw new NetworkError(`there is no organisation ${mspId}; nothing was removed`, `organisations: ${known}`);
  }
  if (first?.organizations.some((organization) => organization.mspId === mspId) === true) {
    throw new NetworkError(
      `${mspId} belongs to the configuration that the network was made from, and genesis blocks name it; nothing was removed`,
      `it can leave channels: ${takeOut('C')}`,
    );
  }
  const [channel, ...others] = channels.filter(({ members }) => members.includes(mspId));
  if (channel === undefined) return;
  const names = [channel, ...others].map((member) => member.channel).join(', ');
  throw new NetworkError(
    `${mspId} is a member of ${names}; nothing was removed`,
    `have its members take it out first: ${takeOut(channel.channel)}`,
  );
}

/** Removes everything that an organisation has on disk. Its nodes have ended. */
export async function removeFolders(dataDirectory: string, mspId: string): Promise<void> {
  await Promise.all(FOLDERS.map((folder) => rm(join(dataDirectory, folder, mspId), { recursive: true, force: true })));
}
