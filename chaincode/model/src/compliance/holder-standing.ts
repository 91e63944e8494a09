import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { isErrorCode, type ErrorCode } from '../errors/catalogue.js';
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
  /** The last holder who was looked at; absent when all have been. */
  readonly after?: PartyId;
}

/** How far it has come, as it is stored. */
export const rescreeningRecord = storedRecord<Rescreening>(
  'screening of holders',
  record({ isin, businessDate, rulesVersion, after: optional(partyId) }),
);

/** The body of `compliance:rescreen`. */
export interface RescreeningRequest {
  readonly isin: Isin;
  /** Who is looked at, and nobody else is read; absent: the next ones, whoever they are. */
  readonly holders?: readonly PartyId[];
}

const rescreeningFields = record({
  isin,
  holders: optional(list(partyId, { min: 1, max: LIMITS.holdersPerScreeningMax })),
});

/** Reader of the body of `compliance:rescreen`. Error: DUPLICATE_IN_BATCH. */
export const rescreeningRequest: Reader<RescreeningRequest> = (value, path) => {
  const read = rescreeningFields(value, path);
  requireDistinct(read.holders ?? []);
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

/**
 * How far it has come when some holders were named and looked at: up to the last of them in the order of ids, who names
 * them answering for those between. Nobody is behind again by being looked at once more.
 */
export function progressBy(
  before: Rescreening | undefined,
  now: Rescreening,
  holders: readonly PartyId[],
): Rescreening {
  const reached = isOf(before, now) ? before.after : ('' as PartyId);
  const last = [...holders].sort().at(-1);
  if (reached === undefined || last === undefined) return now;
  return { ...now, after: last > reached ? last : reached };
}

/** What a verdict about a holder makes of its standing. */
export function statusOf({ outcome, curable }: Pick<ComplianceVerdict, 'outcome' | 'curable'>): HolderStatus {
  if (outcome === 'met') return 'good';
  return curable ? 'suspended' : 'blocked';
}

/** The hash by which a verdict is named in public: its trace is shown to who may judge again. */
export const verdictHashOf = (verdict: ComplianceVerdict | undefined): Sha256 =>
  sha256Hex(canonicalJson(verdict ?? {})) as Sha256;
