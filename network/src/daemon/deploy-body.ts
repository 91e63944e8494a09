import { collectionEndorsement, collectionFields } from '../collection-fields.js';
import type { CollectionDefinition } from '../engine.js';
import { JsonFields } from '../json-fields.js';
import type { DeployRequest } from './deploy-request.js';

/** Reads the body of `POST /deploy`; throws a `NetworkError` that names the first field that is wrong. */
export function deployBody(body: unknown): DeployRequest {
  const fields = new JsonFields(body, 'the deployment');
  const version = fields.optionalText('version');
  const policy = fields.optionalText('policy');
  const path = fields.optionalText('path');
  const run = fields.optionalText('run');
  const services = fields.object('services')?.everyText();
  return {
    name: fields.text('name'),
    ...(path === undefined ? {} : { path }),
    ...(run === undefined ? {} : { run }),
    ...(services === undefined ? {} : { services }),
    ...(version === undefined ? {} : { version }),
    ...(policy === undefined ? {} : { policy }),
    channels: fields.texts('channels'),
    collections: fields.list('collections').map(collection),
    initRequired: fields.flag('initRequired'),
    inProcess: fields.flag('inProcess'),
  };
}

function collection(value: unknown, index: number): CollectionDefinition {
  const place = `collection ${index + 1}`;
  const fields = new JsonFields(value, place);
  const endorsementPolicy = fields.optionalText('endorsementPolicy');
  const channelConfigPolicy = fields.optionalText('channelConfigPolicy');
  return { ...collectionFields(fields), ...collectionEndorsement(place, endorsementPolicy, channelConfigPolicy) };
}
