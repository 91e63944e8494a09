import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { mspId, partyId, type MspId, type PartyId } from '../identifiers/names.js';
import { units } from '../numbers/units.js';
import { LIMITS } from '../limits.js';
import { list, optional, pattern, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { legalBasisFields, type LegalBasis } from './legal-basis.js';

/** What a freeze holds: a security as a whole, a holder (in one security or in all), or a part of one holding. */
export const FREEZE_SCOPES = ['security', 'holder', 'units'] as const;

/** What a freeze holds. */
export type FreezeScope = (typeof FREEZE_SCOPES)[number];

/** Names what is frozen; each organisation has one freeze of it, which is its own to change and to lift. */
export interface FreezeTarget {
  readonly scope: FreezeScope;
  /** Absent: the holder is frozen in all securities. */
  readonly isin?: Isin;
  /** Absent: all holders are. */
  readonly holderId?: PartyId;
}

/** What somebody asks to be frozen. */
export interface FreezeRequest extends FreezeTarget, LegalBasis {
  /** Units of a part; absent for a whole. */
  readonly units?: bigint;
  /** Last business date on which it holds; absent: until it is lifted. */
  readonly until?: BusinessDate;
}

/** A freeze on the ledger. It never moves units, and no movement changes it but one whose order says so. */
export interface Freeze extends FreezeRequest {
  readonly imposedBy: MspId;
  readonly since: BusinessDate;
  /** The dispute that holds these units, and with which alone the freeze ends; absent: an order does. */
  readonly dispute?: string;
}

/** Reader of the id of a dispute, used once for a security. */
export const disputeId = pattern(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a dispute id');

/** Whether two freezes of one thing are the same: of one organisation, and over the same dispute or none. */
export const isSameFreeze = (
  left: Pick<Freeze, 'imposedBy' | 'dispute'>,
  right: Pick<Freeze, 'imposedBy' | 'dispute'>,
): boolean => left.imposedBy === right.imposedBy && left.dispute === right.dispute;

const asked = { ...legalBasisFields, until: optional(businessDate) } as const;
const ofScope =
  <T>(scope: FreezeScope, read: Reader<T>): Reader<T & { readonly scope: FreezeScope }> =>
  (value, path) => ({ scope, ...read(value, path) });

/** Reader of the body of `register:freezeSecurity`. */
export const securityFreeze: Reader<FreezeRequest & { readonly isin: Isin }> = ofScope(
  'security',
  record({ ...asked, isin }),
);

/** Reader of the body of `register:freezeHolder`. */
export const holderFreeze: Reader<FreezeRequest & { readonly holderId: PartyId }> = ofScope(
  'holder',
  record({ ...asked, isin: optional(isin), holderId: partyId }),
);

/** Reader of the body of `register:freezeUnits`. */
export const unitsFreeze: Reader<
  FreezeRequest & { readonly isin: Isin; readonly holderId: PartyId; readonly units: bigint }
> = ofScope('units', record({ ...asked, isin, holderId: partyId, units }));

/** The body of `register:liftFreeze`. */
export interface FreezeLifting extends FreezeTarget, LegalBasis {
  readonly imposedBy: MspId;
}

const target = { scope: word(...FREEZE_SCOPES), isin: optional(isin), holderId: optional(partyId) } as const;
const lifting = record({ ...target, ...legalBasisFields, imposedBy: mspId });

/** Reader of the body of `register:liftFreeze`. */
export const freezeLifting: Reader<FreezeLifting> = (value, path) => {
  const read = lifting(value, path);
  const [hasIsin, hasHolder] = [read.isin !== undefined, read.holderId !== undefined];
  if (read.scope !== 'holder' && !hasIsin) refuseField(`${path}/isin`, `present for the scope ${read.scope}`);
  if (read.scope === 'security' && hasHolder) refuseField(`${path}/holderId`, 'absent for the scope security');
  if (read.scope !== 'security' && !hasHolder) refuseField(`${path}/holderId`, `present for the scope ${read.scope}`);
  return read;
};

const freeze: Reader<Freeze> = record({
  ...{ ...target, ...asked, units: optional(units) },
  ...{ imposedBy: mspId, since: businessDate, dispute: optional(disputeId) },
});

/** How the freezes of one thing are stored: at most one of each organisation, beside those over disputes. */
export const freezesRecord = storedRecord<{ readonly freezes: readonly Freeze[] }>(
  'freezes',
  record({ freezes: list(freeze, { min: 1, max: LIMITS.participantsMax + LIMITS.disputesPerHoldingMax }) }),
);

/** Whether a freeze holds on a day: its last day is included. */
export const isFreezeInForce = ({ until }: Pick<Freeze, 'until'>, today: BusinessDate): boolean =>
  until === undefined || !isBefore(until, today);
