import { LIMITS } from '@scrip/model';
import { z } from 'zod';
import { BusinessDate, ChannelName, MspId, PartyId } from './fields.js';
import { PersonalRecord } from './party.js';
import { enrolledKeys, Guardianship, KeyId, PublicKey, Thresholds } from './signature.js';

const CredentialText = z
  .string()
  .max(LIMITS.credentialCharactersMax)
  .regex(/^[A-Za-z0-9_~.-]+$/, 'must be an SD-JWT')
  .meta({ description: 'SD-JWT VC (RFC 9901), type dc+sd-jwt' });

/** Body of POST /v1/organisation: the organisation as a party of its own. */
export const NewOrganisationParty = PersonalRecord.extend({ channel: ChannelName.optional() }).meta({
  id: 'NewOrganisationParty',
});

/** Answer of GET /v1/parties/{id}/credential. */
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
    channel: ChannelName.optional(),
    presentation: CredentialText.meta({ description: 'Shows name, address and country, bound to a challenge' }),
    keys: enrolledKeys(1).meta({ description: 'Must enrol the key to which the credential is bound' }),
    thresholds: Thresholds.optional(),
    guardianship: Guardianship.optional(),
  })
  .meta({ id: 'PartyImport' });

const issuerFields = { issuer: z.string().max(300), key: PublicKey };

/** Body of POST /v1/credential-issuers. */
export const NewCredentialIssuer = z.strictObject(issuerFields).meta({ id: 'NewCredentialIssuer' });

/** Answer of GET /v1/credential-issuers. */
export const CredentialIssuers = z
  .strictObject({
    items: z.array(
      z.strictObject({
        keyId: KeyId,
        ...issuerFields,
        adoptedBy: MspId,
        adoptedOn: BusinessDate,
        endedOn: BusinessDate.optional(),
      }),
    ),
  })
  .meta({ id: 'CredentialIssuers' });
