import { LIMITS } from '@scrip/model';
import { z } from 'zod';
import { AsOf, BusinessDate, MspId, Name, PartyId } from './fields.js';
import { PersonalRecord } from './party.js';
import { enrolledKeys, Guardianship, KeyId, PublicKey, Thresholds } from './signature.js';

const CredentialText = z
  .string()
  .max(LIMITS.credentialCharactersMax)
  .regex(/^[A-Za-z0-9_~.-]+$/, 'must be an SD-JWT')
  .meta({ description: 'SD-JWT VC (RFC 9901), type dc+sd-jwt' });

/** Body of POST /v1/organisation: the organisation as a party of its own. */
export const NewOrganisationParty = PersonalRecord.meta({ id: 'NewOrganisationParty' });

/** Body of POST /v1/parties/{id}/credentials. */
export const NewCredential = z
  .strictObject({
    purpose: Name.meta({ description: 'What the credential is made for; logged' }),
    days: z
      .int()
      .min(1)
      .max(LIMITS.credentialDaysMax)
      .optional()
      .meta({ description: 'Until it expires; 365 if absent' }),
  })
  .meta({ id: 'NewCredential' });

/** Answer of POST /v1/parties/{id}/credentials. */
export const CredentialReply = z
  .strictObject({ partyId: PartyId, issuer: z.string(), credential: CredentialText, expiresAt: z.string() })
  .meta({ id: 'CredentialReply' });

/** Answer of POST /v1/presentation-challenges. */
export const PresentationChallenge = z
  .strictObject({ audience: MspId, nonce: z.string(), expiresAt: z.string() })
  .meta({ id: 'PresentationChallenge' });

/** Body of POST /v1/parties/import. */
export const PartyImport = z
  .strictObject({
    presentation: CredentialText.meta({ description: 'Shows name, address and country, bound to a challenge' }),
    keys: enrolledKeys(1).meta({ description: 'Must enrol the key to which the credential is bound' }),
    thresholds: Thresholds.optional(),
    guardianship: Guardianship.optional(),
  })
  .meta({ id: 'PartyImport' });

const issuerFields = {
  issuer: z.string().max(300),
  key: PublicKey,
  credentialType: Name.meta({
    description: 'Type of credential (vct) that counts',
    example: 'urn:scrip:credential:party:1',
  }),
};

/** Body of POST /v1/credential-issuers. */
export const NewCredentialIssuer = z.strictObject(issuerFields).meta({ id: 'NewCredentialIssuer' });

/** An issuer elsewhere by one of its keys. Answer of GET /v1/credential-issuers/{keyId}. */
export const CredentialIssuer = z
  .strictObject({
    keyId: KeyId,
    ...issuerFields,
    adoptedBy: MspId,
    adoptedOn: BusinessDate,
    endedOn: BusinessDate.optional(),
  })
  .meta({ id: 'CredentialIssuer' });

/** Answer of GET /v1/credential-issuers. */
export const CredentialIssuers = z
  .strictObject({ asOf: AsOf, items: z.array(CredentialIssuer) })
  .meta({ id: 'CredentialIssuers' });
