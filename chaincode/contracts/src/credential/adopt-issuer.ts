import { DomainError, issuerAdoption, issuerEnd, keyIdOf, LIMITS, type IssuerAdoption, type KeyId } from '@scrip/model';
import { findCredentialIssuer, readCredentialIssuers, writeCredentialIssuer } from '../records/credential-records.js';
import type { CommandHandler } from '../transaction/submit.js';

/** Adopts a key of an issuer elsewhere, whose credentials members may import from now on. */
export const adoptIssuer: CommandHandler<IssuerAdoption> = {
  body: issuerAdoption,
  run: async (work, { issuer, key, credentialType }) => {
    const keyId = keyIdOf(key);
    if ((await findCredentialIssuer(work.state, keyId)) !== undefined) throw new DomainError('KEY_EXISTS', { keyId });
    if ((await readCredentialIssuers(work.state)).length >= LIMITS.credentialIssuersMax) {
      throw new DomainError('LIMIT_EXCEEDED', { issuersMax: LIMITS.credentialIssuersMax });
    }
    const adopted = { keyId, key, issuer, credentialType, adoptedBy: work.callerMspId, adoptedOn: await work.today() };
    writeCredentialIssuer(work.state, adopted);
    work.events.push({ type: 'CredentialIssuerAdopted', issuer: adopted });
    return { keyId };
  },
};

/** Ends the adoption of a key, for good: a key that was compromised never comes back. */
export const endIssuer: CommandHandler<{ readonly keyId: KeyId }> = {
  body: issuerEnd,
  run: async (work, { keyId }) => {
    const adopted = await findCredentialIssuer(work.state, keyId);
    if (adopted?.endedOn !== undefined || adopted === undefined) {
      throw new DomainError('CREDENTIAL_ISSUER_UNKNOWN', { keyId });
    }
    const ended = { ...adopted, endedOn: await work.today() };
    writeCredentialIssuer(work.state, ended);
    work.events.push({ type: 'CredentialIssuerEnded', issuer: ended });
    return { keyId, endedOn: ended.endedOn };
  },
};
