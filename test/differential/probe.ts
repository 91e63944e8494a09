import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../support/command.js';

/** Folder of the chaincode that does what its arguments say. */
export const PROBE = join(REPOSITORY, 'test', 'conformance', 'probe');

/** Its version, under which a network deploys it. */
export const PROBE_VERSION = (
  JSON.parse(readFileSync(join(PROBE, 'package.json'), 'utf8')) as { readonly version: string }
).version;
