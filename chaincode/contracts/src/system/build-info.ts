import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What runs: package name, version, and the SHA-256 of the bundle file. */
export interface BuildInfo {
  readonly name: string;
  readonly version: string;
  readonly digest: string;
}

/** Package of the bundle; set by the bundler. */
declare const SCRIP_PACKAGE: { readonly name: string; readonly version: string };

/**
 * Read once when the process starts, from the file that runs: members compare it with `sha256sum` of the bundle that
 * they agreed on. A package id covers only the address of a chaincode service, not its code.
 */
export const buildInfo: BuildInfo = {
  ...SCRIP_PACKAGE,
  digest: createHash('sha256').update(readFileSync(__filename)).digest('hex'),
};
