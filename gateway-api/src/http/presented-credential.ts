import {
  DomainError,
  namedIssuer,
  parseSdJwt,
  parseToken,
  refuseCredential,
  verifyPresentation,
  type Challenge,
  type VerifiedCredential,
} from '@scrip/model';
import { CHALLENGE_SECONDS } from '../operations/presentation-challenges.js';
import type { ChannelServices, Services } from '../services.js';
import { adoptedIssuers, type AdoptedIssuer } from './adopted-issuers.js';
import { Problem } from './problem.js';

/** Verifies a presentation by an adopted key of the issuer that it names. @throws {DomainError} {Problem} */
export async function presentedCredential(
  services: Services,
  channel: ChannelServices,
  presentation: string,
  commandId: string,
): Promise<VerifiedCredential> {
  const issuers = await issuersNamed(channel, namedIssuer(presentation));
  const nonce = nonceOf(presentation);
  if (!(await services.challenges.use(nonce, commandId))) throw Problem.of('CHALLENGE_NOT_OPEN');
  const challenge = { audience: services.mspId, nonce, ageSecondsMax: CHALLENGE_SECONDS };
  return verifyByAny(presentation, issuers, challenge);
}

/** Verifies by the first of the keys that fits; the refusal is that of the last. */
function verifyByAny(
  presentation: string,
  issuers: readonly AdoptedIssuer[],
  challenge: Challenge,
): VerifiedCredential {
  const now = Math.floor(Date.now() / 1_000);
  let refusal = new DomainError('CREDENTIAL_ISSUER_UNKNOWN');
  for (const { key, credentialType } of issuers) {
    try {
      const verified = verifyPresentation(presentation, key, challenge, now);
      return verified.claims['vct'] === credentialType ? verified : refuseCredential('a type that was adopted');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

/** The challenge that a presentation answers, before it is trusted. */
function nonceOf(presentation: string): string {
  const { keyBinding } = parseSdJwt(presentation);
  const nonce = keyBinding === undefined ? undefined : parseToken(keyBinding).payload['nonce'];
  return typeof nonce === 'string' ? nonce : refuseCredential("the holder's token");
}

/** Adopted keys of an issuer that are in force: the one that the credential names, or all where it names none. */
async function issuersNamed(
  channel: ChannelServices,
  { issuer, keyId }: { readonly issuer: unknown; readonly keyId: unknown },
): Promise<readonly AdoptedIssuer[]> {
  const inForce = (await adoptedIssuers(channel)).filter(
    (each) => each.issuer === issuer && each.endedOn === undefined,
  );
  const named = typeof keyId === 'string' ? inForce.filter((each) => keyId.endsWith(each.keyId)) : [];
  return named.length > 0 ? named : inForce;
}
