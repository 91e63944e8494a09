import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { certificatePdf } from '@scrip/gateway-api/certificate-pdf';
import { verify } from '@scrip/verify';
import { readBlock } from '../support/block.js';
import { CIRRUS, DELTA } from '../support/consortium.js';
import type { GatewayScene } from '../support/gateway-scene.js';
import { closedLoop } from '../support/load.js';
import type { Workload } from './workloads.js';

const UNITS = '1000';

/**
 * Ownership certificates of a holder with one lot. Made: from the request at the custodian's gateway until the certificate,
 * for which peers of a majority endorse a query. Verified: by this process alone, with the anchor pinned. Printed: the PDF
 * form made of the JSON form, by this process too.
 */
export async function certificates(scene: GatewayScene, isin: string): Promise<readonly Workload[]> {
  const [holderId = ''] = await scene.parties(1);
  await scene.issue(isin, [holderId], UNITS);
  await scene.caughtUp();
  const client = scene.at(CIRRUS).certificates;
  const newNonce = (): string => randomBytes(16).toString('base64url');
  const nonce = newNonce();
  const json = JSON.stringify(await client.ownership(isin, holderId, nonce));
  const { bytes: pdf } = await certificatePdf(json, 'https://gateway.example/verifier');
  const anchor = Buffer.from((await readBlock(scene.peers.at(DELTA).network, 0n)).serializeBinary());
  const workload = (name: string, size: number, call: () => Promise<unknown>): Workload => ({
    name,
    bytes: size,
    measure: (callers, duration) => closedLoop(callers, duration, call),
  });
  const verified = async (file: string | Uint8Array): Promise<unknown> => {
    // between two, connections are kept alive
    await setImmediate();
    return verify(file, { anchor, nonce });
  };
  return [
    workload('certificate made', json.length, () => client.ownership(isin, holderId, newNonce())),
    workload('certificate verified', json.length, () => verified(json)),
    workload('certificate printed', pdf.length, () => certificatePdf(json, 'https://gateway.example/verifier')),
    workload('certificate verified from its PDF', pdf.length, () => verified(pdf)),
  ];
}
