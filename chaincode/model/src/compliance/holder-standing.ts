import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { isErrorCode, type ErrorCode } from '../errors/catalogue.js';
import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { mspId, partyId, sha256Text, type MspId, type PartyId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { sha256Hex } from '../serialisation/digest.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { checked, count, list, optional, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import type { ComplianceVerdict } from './judge.js';

/** How somebody stands as a holder of a security: suspended is what time or a document can cure, blocked what they cannot. */
export const HOLDER_STATUSES = ['good', 'suspended', 'blocked'] as const;

/** A standing of a holder. */
export type HolderStatus = (typeof HOLDER_STATUSES)[number];

/** What was found when a holder was looked at again, with what it rests on. */
export interface HolderStanding {
  readonly isin: Isin;
  readonly holderId: PartyId;
  readonly status: HolderStatus;
  /** Why the rules for holders are not met. */
  readonly reasons: readonly ErrorCode[];
  /** Absent: no rule for holders holds for it. */
  readonly rulesVersion?: number;
  /** SHA-256 of the canonical verdict. */
  readonly verdictHash: Sha256;
  readonly since: BusinessDate;
  /** Registrar or screener who looked. */
  readonly by: MspId;
}

const errorCode: Reader<ErrorCode> = checked((text) => (isErrorCode(text) ? text : refuseField('', 'an error code')));
const rulesVersion = optional(count({ min: 1, max: LIMITS.ruleVersionsPerSecurityMax }));

/** How a standing is stored; a good one is not kept. */
export const holderStandingRecord = storedRecord<HolderStanding>(
  'standing of a holder',
  record({
    isin,
    holderId: partyId,
    status: word(...HOLDER_STATUSES),
    reasons: list(errorCode, { min: 0, max: LIMITS.expressionSizeMax }),
    rulesVersion,
    verdictHash: sha256Text,
    since: businessDate,
    by: mspId,
  }),
);

/** How far the holders of a security have been looked at again: on a day, by a version of its rules. */
export interface Rescreening {
  readonly isin: Isin;
  readonly businessDate: BusinessDate;
  readonly rulesVersion?: number;
  /** The last holder who was looked at or passed over; absent when all have been. */
  readonly after?: PartyId;
  /** Who was passed over, because it moved units whenever it was to be looked at, and has not been looked at since. */
  readonly missed?: readonly PartyId[];
}

const missedHolders = list(partyId, { min: 1, max: LIMITS.holdersMissedMax });

/** How far it has come, as it is stored. */
export const rescreeningRecord = storedRecord<Rescreening>(
  'screening of holders',
  record({ isin, businessDate, rulesVersion, after: optional(partyId), missed: optional(missedHolders) }),
);

/** The body of `compliance:rescreen`. */
export interface RescreeningRequest {
  readonly isin: Isin;
  /** Who is looked at, and nobody else is read; absent: the next ones, whoever they are. */
  readonly holders?: readonly PartyId[];
  /** Who is passed over for now, so that others are looked at meanwhile. */
  readonly missed?: readonly PartyId[];
}

const rescreeningFields = record({
  isin,
  holders: optional(list(partyId, { min: 1, max: LIMITS.holdersPerScreeningMax })),
  missed: optional(missedHolders),
});

/** Reader of the body of `compliance:rescreen`. Error: DUPLICATE_IN_BATCH. */
export const rescreeningRequest: Reader<RescreeningRequest> = (value, path) => {
  const read = rescreeningFields(value, path);
  requireDistinct([...(read.holders ?? []), ...(read.missed ?? [])]);
  return read;
};

/** What a round through all holders rests on. */
type RoundOfScreening = Pick<Rescreening, 'businessDate' | 'rulesVersion'>;

/** Whether a screening was of a day and by a version of the rules. */
const isOf = (before: Rescreening | undefined, now: RoundOfScreening): before is Rescreening =>
  before?.businessDate === now.businessDate && before.rulesVersion === now.rulesVersion;

/** After whom the next page begins: where the last one ended, if that was today and by the same rules. */
export const resumeAfter = (before: Rescreening | undefined, now: RoundOfScreening): PartyId | undefined =>
  isOf(before, now) ? before.after : undefined;

/** A round that goes on. */
type RoundOfSecurity = RoundOfScreening & Pick<Rescreening, 'isin'>;

/**
 * How far it has come when some holders were named and looked at, or passed over: up to the last of them in the order of ids,
 * who names them answering for those between. Nobody is behind again by being looked at once more.
 *
 * @throws DomainError LIMIT_EXCEEDED where too many would have been passed over
 */
export function progressBy(
  before: Rescreening | undefined,
  now: RoundOfSecurity,
  { holders = [], missed = [] }: Pick<RescreeningRequest, 'holders' | 'missed'>,
): Rescreening {
  const reached = isOf(before, now) ? before.after : ('' as PartyId);
  const last = [...holders, ...missed].sort().at(-1);
  const after = reached === undefined || last === undefined || last <= reached ? reached : last;
  return withMissed(after === undefined ? now : { ...now, after }, before, holders, missed);
}

/** How far it has come with the next holders, after whom there are others or not. */
export function progressWith(
  before: Rescreening | undefined,
  now: RoundOfSecurity,
  { holders, isCut }: { readonly holders: readonly PartyId[]; readonly isCut: boolean },
): Rescreening {
  const last = holders.at(-1);
  return withMissed(last === undefined || !isCut ? now : { ...now, after: last }, before, holders);
}

/** A round with who was passed over in it and has not been looked at since. */
function withMissed(
  round: Rescreening,
  before: Rescreening | undefined,
  holders: readonly PartyId[],
  more: readonly PartyId[] = [],
): Rescreening {
  const known = isOf(before, round) ? (before.missed ?? []) : [];
  const missed = [...new Set([...known, ...more])].filter((each) => !holders.includes(each)).sort();
  if (missed.length > LIMITS.holdersMissedMax) {
    throw new DomainError('LIMIT_EXCEEDED', { missedMax: LIMITS.holdersMissedMax });
  }
  return missed.length === 0 ? round : { ...round, missed };
}

/** What a verdict about a holder makes of its standing. */
export function statusOf({ outcome, curable }: Pick<ComplianceVerdict, 'outcome' | 'curable'>): HolderStatus {
  if (outcome === 'met') return 'good';
  return curable ? 'suspended' : 'blocked';
}

/** The hash by which a verdict is named in public: its trace is shown to who may judge again. */
export const verdictHashOf = (verdict: ComplianceVerdict | undefined): Sha256 =>
  sha256Hex(canonicalJson(verdict ?? {})) as Sha256;
