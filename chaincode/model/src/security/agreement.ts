import type { Participants } from '../authority/participant.js';
import { DomainError } from '../errors/domain-error.js';
import type { MspId } from '../identifiers/names.js';
import type { Security } from './security.js';

/** The organisations that change a security together: its issuer, and one of the others. */
export interface Agreeing {
  readonly issuer: MspId;
  readonly seconds: readonly MspId[];
}

/** Who besides the issuer agrees to a change: the registrar; a regulator, where registrar and issuer are one. */
export const secondToIssuer = ({ issuer, registrar }: Security, participants: Participants): readonly MspId[] =>
  issuer.mspId === registrar ? participants.acting.withRole('regulator') : [registrar];

/** Who agrees to a change of a security, the caller being one of them. @throws DomainError AUTHORITY_DENIED */
export function requireAgreeing(security: Security, participants: Participants, caller: MspId): Agreeing {
  const agreeing = { issuer: security.issuer.mspId, seconds: secondToIssuer(security, participants) };
  if (caller === agreeing.issuer || agreeing.seconds.includes(caller)) return agreeing;
  throw new DomainError('AUTHORITY_DENIED', { rule: 'issuer or registrar of the security' });
}

/** Whether the issuer has asked, and another organisation that agrees. */
export const isChangeAgreed = ({ issuer, seconds }: Agreeing, by: readonly MspId[]): boolean =>
  by.includes(issuer) && by.some((each) => each !== issuer && seconds.includes(each));
