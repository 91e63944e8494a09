import { utf8ToBytes } from '@noble/hashes/utils.js';
import { algorithmOf, signingInputOf, type JsonRecord } from '@scrip/model';
import type { Signer } from './signer.js';

/** Signs a token (JWS compact serialisation, RFC 7515 section 7.1). A passkey cannot sign tokens. */
export async function signToken(header: JsonRecord, payload: JsonRecord, signer: Signer): Promise<string> {
  const input = signingInputOf({ alg: algorithmOf(signer.key), ...header }, payload);
  const { signature } = await signer.sign(utf8ToBytes(input));
  return `${input}.${signature}`;
}
