import type { PlainKey } from '../signature/public-key.js';
import { conceal } from './disclosure.js';
import type { JsonRecord } from './jws.js';

/** Type of the credential by which a party shows who it is (SD-JWT VC, section 3.2.2.1.1). */
export const PARTY_CREDENTIAL = 'urn:scrip:credential:party:1';

/** What a party credential says. */
export interface PartyCredential {
  /** DID of the organisation that took the party on. */
  readonly issuer: string;
  /** DID of the party. */
  readonly subject: string;
  /** Key by which the holder presents the credential. */
  readonly holderKey: PlainKey;
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Its place in a status list (draft-ietf-oauth-status-list, section 6.2); absent: it counts until it expires. */
  readonly status?: { readonly idx: number; readonly uri: string };
  /** Fields that the holder shows or keeps back, one by one. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * The payload of a party credential, with its disclosures: a W3C Verifiable Credential 2.0 whose subject is disclosed
 * field by field (SD-JWT VC; Securing VCs using JOSE and COSE, section 3.2).
 *
 * @param saltOf - a salt of 128 random bits or more, in base64url, new for each field
 */
export function partyCredentialPayload(
  credential: PartyCredential,
  saltOf: (field: string) => string,
): { readonly payload: JsonRecord; readonly disclosures: readonly string[] } {
  const { issuer, subject, holderKey, issuedAt, expiresAt, status, fields } = credential;
  const concealed = Object.entries(fields).map(([name, value]) => conceal(saltOf(name), name, value));
  const payload = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential', 'PartyCredential'],
    issuer,
    validFrom: instant(issuedAt),
    validUntil: instant(expiresAt),
    credentialSubject: { id: subject, _sd: concealed.map(({ digest }) => digest).sort() },
    vct: PARTY_CREDENTIAL,
    iss: issuer,
    sub: subject,
    iat: issuedAt,
    nbf: issuedAt,
    exp: expiresAt,
    ...(status === undefined ? {} : { status: { status_list: status } }),
    cnf: { jwk: holderKey },
    _sd_alg: 'sha-256',
  };
  return { payload, disclosures: concealed.map(({ disclosure }) => disclosure) };
}

/** A moment as XML Schema writes it (VC Data Model 2.0, section 4.9). */
const instant = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
