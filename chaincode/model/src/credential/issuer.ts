import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { mspId, type MspId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { optional, pattern, record, text, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { keyId, publicKey, type KeyId, type PublicKey } from '../signature/public-key.js';

/**
 * An issuer of credentials elsewhere, such as a bank of another network, whose word about who a party is may be taken
 * here: by a key of it that was adopted on this ledger, never by one that was found on the way.
 */
export interface CredentialIssuer {
  readonly keyId: KeyId;
  readonly key: PublicKey;
  /** What the issuer calls itself in its credentials: a DID or an https address. */
  readonly issuer: string;
  /** The type (`vct`) of credential that counts as showing who a party is; no other of this issuer does. */
  readonly credentialType: string;
  readonly adoptedBy: MspId;
  readonly adoptedOn: BusinessDate;
  /** From this date on its credentials are not imported any more; parties that were imported stay what they are. */
  readonly endedOn?: BusinessDate;
}

/** Reader of the name of an issuer. */
export const issuerName = pattern(
  /^(did:[a-z0-9]+:|https:\/\/)[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]{1,300}$/,
  'a DID or an https address',
);

/** What is adopted: a key of an issuer, for one type of credential. */
export interface IssuerAdoption {
  readonly issuer: string;
  readonly key: PublicKey;
  readonly credentialType: string;
}

const adoptionFields = { issuer: issuerName, key: publicKey, credentialType: text(LIMITS.nameCharactersMax) } as const;

/** Reader of the body of `credential:adoptIssuer`. */
export const issuerAdoption: Reader<IssuerAdoption> = record(adoptionFields);

/** Reader of the body of `credential:endIssuer`. */
export const issuerEnd: Reader<{ readonly keyId: KeyId }> = record({ keyId });

/** How an issuer is stored. */
export const credentialIssuerRecord = storedRecord<CredentialIssuer>(
  'credential issuer',
  record({
    ...adoptionFields,
    keyId,
    adoptedBy: mspId,
    adoptedOn: businessDate,
    endedOn: optional(businessDate),
  }),
);
