import { keyId, LIMITS } from '@scrip/model';
import { z } from 'zod';
import { BusinessDate, field, PartyId } from './fields.js';

/** RFC 7638. */
export const KeyId = field(keyId, {
  description: 'Thumbprint of a public key (RFC 7638)',
  example: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
});

const Bytes = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/, 'must be bytes in base64url')
  .max(LIMITS.passkeyBytesMax * 2);

/** A public key as JSON Web Key (RFC 7517). */
export const PublicKey = z
  .union([
    z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: Bytes }),
    z.strictObject({
      kty: z.literal('EC'),
      crv: z.literal('P-256'),
      x: Bytes,
      y: Bytes,
      passkey: z
        .strictObject({ rpId: z.string().max(253), origins: z.array(z.string().max(200)).readonly() })
        .optional(),
    }),
  ])
  .meta({ id: 'PublicKey' });

const signature = {
  signature: Bytes.meta({ description: '64 bytes: Ed25519, or r and s of ECDSA with s in the lower half' }),
  passkey: z.strictObject({ authenticatorData: Bytes, clientDataJSON: Bytes }).optional(),
};

const validity = { validFrom: BusinessDate, validUntil: BusinessDate };

/** Who signed an act, and the business dates for which it counts. */
export const Authorisation = z
  .strictObject({
    ...validity,
    signatures: z
      .array(z.strictObject({ signer: PartyId, keyId: KeyId, ...signature }))
      .min(1)
      .max(LIMITS.signaturesPerStatementMax)
      .readonly(),
  })
  .meta({ id: 'Authorisation' });

/** An operator's signature over a command: base64url of its JSON is the header Operator-Signature. */
export const OperatorSignature = z.strictObject({ ...validity, ...signature }).meta({ id: 'OperatorSignature' });

/** What a key is for. */
export const KeyPurpose = z.enum(['authentication', 'instruction', 'assertion']);

/** A key with the proof that its holder wants it enrolled here, with the other keys and the terms of the request. */
export const EnrolledKey = z
  .strictObject({
    key: PublicKey,
    purposes: z.array(KeyPurpose).min(1).max(3).readonly(),
    possession: z.strictObject({ ...validity, ...signature }),
  })
  .meta({ id: 'EnrolledKey' });

/** Keys that one request enrols, so many at least. */
export const enrolledKeys = (min: number): z.ZodReadonly<z.ZodArray<typeof EnrolledKey>> =>
  z.array(EnrolledKey).min(min).max(LIMITS.signaturesPerStatementMax).readonly();

const Threshold = z.int().min(1).max(LIMITS.signaturesPerStatementMax);

/** How many keys must sign together for a purpose. */
export const Thresholds = z
  .strictObject({ authentication: Threshold, instruction: Threshold, assertion: Threshold })
  .meta({ id: 'Thresholds' });

/** Who may give a party new keys together, and after how many days. */
export const Guardianship = z
  .strictObject({
    guardians: z.array(PartyId).min(1).max(LIMITS.guardiansMax).readonly(),
    threshold: z.int().min(1).max(LIMITS.guardiansMax),
    delayDays: z.int().min(1).max(LIMITS.recoveryDelayDaysMax),
  })
  .meta({ id: 'Guardianship' });
