import { msp } from '@hyperledger/fabric-protos';

import { BoundedCache } from '../crypto/bounded-cache.js';
import { read } from '../proto/decode.js';
import { parseCertificate } from './certificate.js';

/** Identities whose expiry is remembered: parsing a certificate costs more than all else at the entrance. */
const CACHED_IDENTITIES = 2000;

const expiries = new BoundedCache<string, number>(CACHED_IDENTITIES);

/**
 * When the certificate of a serialised identity expires, whatever MSP it belongs to (Fabric: common/crypto ExpiresAt).
 *
 * @returns milliseconds since the epoch; `Infinity` where no certificate can be read: others refuse it for that
 */
export function expiresAt(identity: Buffer): number {
  const key = identity.toString('latin1');
  const known = expiries.get(key) ?? readExpiry(identity);
  expiries.set(key, known);
  return known;
}

function readExpiry(identity: Buffer): number {
  try {
    const pem = read(msp.SerializedIdentity, identity).getIdBytes_asU8();
    return parseCertificate(Buffer.from(pem).toString('utf8')).notAfter.getTime();
  } catch {
    return Infinity;
  }
}
