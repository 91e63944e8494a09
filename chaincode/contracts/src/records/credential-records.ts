import { credentialIssuerRecord, LIMITS, type CredentialIssuer, type KeyId } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const ISSUERS = 'credentialIssuer/';

/** An adopted issuer by its key, or undefined when there is none. */
export async function findCredentialIssuer(state: WorldState, keyId: KeyId): Promise<CredentialIssuer | undefined> {
  const value = await state.get(`${ISSUERS}${keyId}`);
  return value === undefined ? undefined : credentialIssuerRecord.decode(value);
}

/** All issuers that were adopted, in the order of their keys. */
export async function readCredentialIssuers(state: WorldState): Promise<readonly CredentialIssuer[]> {
  const entries = await state.range(ISSUERS, LIMITS.credentialIssuersMax);
  return entries.map((entry) => credentialIssuerRecord.decode(entry.value));
}

/** Stages an issuer. */
export function writeCredentialIssuer(state: WorldState, issuer: CredentialIssuer): void {
  state.put(`${ISSUERS}${issuer.keyId}`, credentialIssuerRecord.encode(issuer));
}
