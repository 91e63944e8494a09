import type { Participants, Role } from '../authority/participant.js';
import { mayCommand } from '../authority/standing.js';
import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { lotId, mspId, partyId, type LotId, type MspId, type PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { legalBasisFields, type LegalBasis } from '../register/legal-basis.js';
import type { Security } from '../security/security.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, record, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { organisationAt } from './seats.js';

/** Places that a security itself gives to an organisation; custodians come with their clients. */
export const REPLACEABLE = ['registrar', 'issuer', 'notary', 'externalRegister'] as const;

/** A place that can be given to another organisation. */
export type ReplaceableRole = (typeof REPLACEABLE)[number];

const role = word(...REPLACEABLE);

/** Another organisation in a place of a security: the body of `ownership:replaceAttestor`. */
export interface AttestorReplacement extends LegalBasis {
  readonly isin: Isin;
  readonly role: ReplaceableRole;
  readonly successor: MspId;
}

/** Reader of the body of `ownership:replaceAttestor`. */
export const attestorReplacement: Reader<AttestorReplacement> = record({
  ...{ isin, role, successor: mspId },
  ...legalBasisFields,
});

/** That an organisation gives a place up: the body of `ownership:giveNotice`. */
export interface AttestorNotice extends LegalBasis {
  readonly isin: Isin;
  readonly role: ReplaceableRole;
}

/** Reader of the body of `ownership:giveNotice`. */
export const attestorNotice: Reader<AttestorNotice> = record({ isin, role, ...legalBasisFields });

/** A notice as it is on record: it binds whoever gave it, and lets the issuer name a successor. */
export interface RecordedNotice extends AttestorNotice {
  readonly by: MspId;
  readonly on: BusinessDate;
}

/** How a notice is stored. */
export const noticeRecord = storedRecord<RecordedNotice>(
  'notice of an attestor',
  record({ isin, role, ...legalBasisFields, by: mspId, on: businessDate }),
);

/** Which role on the channel a place takes. */
const TAKES: Partial<Readonly<Record<ReplaceableRole, Role>>> = { registrar: 'registrar', issuer: 'issuer' };

/**
 * The security with another organisation in a place. A notary or the keeper of a register elsewhere is named by the title.
 *
 * @throws DomainError ATTESTOR_UNKNOWN where nobody has the place, ATTESTOR_UNCHANGED, ATTESTOR_UNFIT
 */
export function withAttestor(
  security: Security,
  { role: at, successor }: Pick<AttestorReplacement, 'role' | 'successor'>,
  participants: Participants,
): { readonly security: Security; readonly leaving: MspId } {
  const { isin: of, title } = security;
  const leaving = holderOf(security, at);
  if (leaving === successor) throw new DomainError('ATTESTOR_UNCHANGED', { isin: of, role: at });
  const { roles, standing } = participants.require(successor);
  const taken = TAKES[at];
  if (!mayCommand(standing) || (taken !== undefined && !roles.includes(taken))) {
    throw new DomainError('ATTESTOR_UNFIT', { isin: of, role: at });
  }
  const named = (): Security => {
    if (at === 'registrar') return { ...security, registrar: successor };
    if (at === 'issuer') return { ...security, issuer: { ...security.issuer, mspId: successor } };
    if (title === undefined) return security;
    if (at === 'notary') return { ...security, title: { ...title, notary: successor } };
    if (!('evidenceOf' in title.register)) return security;
    return { ...security, title: { ...title, register: { ...title.register, confirmedBy: successor } } };
  };
  return { security: named(), leaving };
}

/** Who has a place of a security. @throws DomainError ATTESTOR_UNKNOWN */
export function holderOf(security: Security, at: ReplaceableRole): MspId {
  // the places that a security gives do not depend on a transfer
  const holder = organisationAt(at, security, { sellers: security.registrar });
  if (holder === undefined) throw new DomainError('ATTESTOR_UNKNOWN', { isin: security.isin, role: at });
  return holder;
}

/** Lots of one holder that are to be attested by those who attest them now. */
export interface RehomedHolding {
  readonly holderId: PartyId;
  readonly lotIds: readonly LotId[];
}

/** Lots of one holder that are attested by others than those who should, alike in who attests them. */
export interface StaleHolding extends RehomedHolding {
  /** Who attests them still. */
  readonly attestors: readonly MspId[];
}

const holding = record({ holderId: partyId, lotIds: list(lotId, { min: 1, max: LIMITS.lotsPerRehomingMax }) });

/** The body of `ownership:rehome`. */
export interface RehomingRequest {
  readonly isin: Isin;
  readonly holdings: readonly RehomedHolding[];
}

/** Reader of the body of `ownership:rehome`; no lot twice, and no more of them than `LIMITS.lotsPerRehomingMax`. */
export const rehomingRequest: Reader<RehomingRequest> = (value, path) => {
  const read = record({ isin, holdings: list(holding, { min: 1, max: LIMITS.lotsPerRehomingMax }) })(value, path);
  const lots = read.holdings.flatMap(({ lotIds }) => lotIds);
  requireDistinct(lots);
  const { lotsPerRehomingMax: lotsMax } = LIMITS;
  if (lots.length > lotsMax) throw new DomainError('LIMIT_EXCEEDED', { lotsMax });
  return read;
};
