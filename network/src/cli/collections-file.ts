import { readFile } from 'node:fs/promises';
import { collectionEndorsement, collectionFields } from '../collection-fields.js';
import type { CollectionDefinition } from '../engine.js';
import { JsonFields } from '../json-fields.js';
import { messageOf, NetworkError } from '../network-error.js';

/**
 * Reads private data collections in Fabric's `collections_config.json` format (Fabric docs, "Private Data").
 * Throws a {@link NetworkError} that names the file and the entry that is wrong.
 */
export async function readCollections(path: string): Promise<readonly CollectionDefinition[]> {
  const entries = await parse(path);
  if (!Array.isArray(entries)) throw new NetworkError(`${path} must hold a list of collections`);
  return entries.map((entry: unknown, index) => collectionOf(entry, `${path}, collection ${index + 1}`));
}

async function parse(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (error) {
    throw new NetworkError(`${path} could not be read: ${messageOf(error)}`, undefined, { cause: error });
  }
}

function collectionOf(value: unknown, place: string): CollectionDefinition {
  const fields = new JsonFields(value, place);
  const endorsement = fields.object('endorsementPolicy');
  const signaturePolicy = endorsement?.optionalText('signaturePolicy');
  const channelConfigPolicy = endorsement?.optionalText('channelConfigPolicy');
  return { ...collectionFields(fields), ...collectionEndorsement(place, signaturePolicy, channelConfigPolicy) };
}
