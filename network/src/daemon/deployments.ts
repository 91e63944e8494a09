import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ChaincodeDefinition } from '../engine.js';
import { writeAtomically } from '../pki/credential-store.js';
import type { ChaincodeOrigin } from './deploy-request.js';

/** A chaincode that the network runs, on which channels and from where. */
export interface Deployment extends ChaincodeOrigin {
  readonly name: string;
  readonly version: string;
  /** Port of each organisation's service that this network starts. */
  readonly ports: Readonly<Record<string, number>>;
  /** The definition committed on each channel. */
  readonly definitions: Readonly<Record<string, ChaincodeDefinition>>;
}

/** The deployments of a data directory, kept in `deployments.json` so that a later start brings them back. */
export class Deployments {
  readonly #path: string;
  readonly #byName = new Map<string, Deployment>();

  private constructor(dataDirectory: string) {
    this.#path = join(dataDirectory, 'deployments.json');
  }

  static async open(dataDirectory: string): Promise<Deployments> {
    const deployments = new Deployments(dataDirectory);
    if (existsSync(deployments.#path)) {
      const stored = JSON.parse(await readFile(deployments.#path, 'utf8')) as { readonly chaincodes: Deployment[] };
      for (const chaincode of stored.chaincodes) deployments.#byName.set(chaincode.name, chaincode);
    }
    return deployments;
  }

  /** In the order of deployment. */
  all(): readonly Deployment[] {
    return [...this.#byName.values()];
  }

  get(name: string): Deployment | undefined {
    return this.#byName.get(name);
  }

  /** Remembers a deployment as the latest. */
  async put(deployment: Deployment): Promise<void> {
    this.#byName.delete(deployment.name);
    this.#byName.set(deployment.name, deployment);
    await writeAtomically(this.#path, JSON.stringify({ schema: 1, chaincodes: this.all() }, undefined, 2));
  }

  /** Name of the chaincode that was deployed last on the channel; '' before the first. */
  latestOn(channel: string): string {
    return this.all().findLast(({ definitions }) => channel in definitions)?.name ?? '';
  }
}

/**
 * The definition to commit next: the known one when nothing changed, otherwise with the next sequence.
 *
 * @param wanted the definition with any sequence
 * @param committedSequence what the channel has now; 0 when the chaincode is new there
 */
export function nextDefinition(
  wanted: ChaincodeDefinition,
  known: ChaincodeDefinition | undefined,
  committedSequence: number,
): ChaincodeDefinition {
  const same = { ...wanted, sequence: committedSequence };
  const unchanged = known !== undefined && isDeepStrictEqual(known, same);
  return unchanged ? same : { ...wanted, sequence: committedSequence + 1 };
}
