import { decodeJson, digestOf, parseSdJwt, sdJwtText, type Challenge, type JsonRecord } from '@scrip/model';
import type { Signer } from './signer.js';
import { signToken } from './token.js';

/**
 * Signs a credential in the name of its issuer.
 *
 * @param keyId - the issuer's verification method: its DID, `#` and the thumbprint of the key
 * @returns the credential with all disclosures, for its holder
 */
export async function issueCredential(
  { payload, disclosures }: { readonly payload: JsonRecord; readonly disclosures: readonly string[] },
  keyId: string,
  signer: Signer,
): Promise<string> {
  const token = await signToken({ typ: 'dc+sd-jwt', kid: keyId }, payload, signer);
  return sdJwtText({ token, disclosures });
}

/** The names of the fields that a holder may show. */
export function fieldsOf(credential: string): readonly string[] {
  return parseSdJwt(credential).disclosures.map(nameOf);
}

function nameOf(disclosure: string): string {
  const parts = decodeJson(disclosure);
  return Array.isArray(parts) && parts.length === 3 ? String(parts[1]) : '';
}

/**
 * Shows some fields of a credential to one verifier, once (RFC 9901, section 4.3): the holder signs over exactly what is
 * shown, to whom, and the verifier's challenge.
 *
 * @param fields - names of the fields to show; all others stay hidden
 * @param now - seconds since 1970-01-01T00:00:00Z
 * @param signer - the key to which the credential is bound; a passkey cannot sign tokens
 */
export async function presentCredential(
  credential: string,
  fields: readonly string[],
  { audience, nonce }: Pick<Challenge, 'audience' | 'nonce'>,
  now: number,
  signer: Signer,
): Promise<string> {
  const { token, disclosures } = parseSdJwt(credential);
  const shown = disclosures.filter((disclosure) => fields.includes(nameOf(disclosure)));
  const presented = `${[token, ...shown].join('~')}~`;
  const binding = { iat: now, aud: audience, nonce, sd_hash: digestOf(presented) };
  return sdJwtText({ token, disclosures: shown, keyBinding: await signToken({ typ: 'kb+jwt' }, binding, signer) });
}
