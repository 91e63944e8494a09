import { partyId } from '@scrip/model';
import type { Call } from '../command/call.js';
import { argument, by } from '../command/input.js';

/** A party by its place. */
export const PARTY = argument('party', 'id of the party', by(partyId));

/** The body with the channel of the command line, where there is one. */
export const onChannel = <T extends { channel?: string | undefined }>(call: Call, body: T): T => {
  const { channel } = call.access;
  return channel === undefined || body.channel !== undefined ? body : { ...body, channel };
};
