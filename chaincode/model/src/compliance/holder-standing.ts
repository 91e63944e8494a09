import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { isErrorCode, type ErrorCode } from '../errors/catalogue.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { mspId, partyId, sha256Text, type MspId, type PartyId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { sha256Hex } from '../serialisation/digest.js';
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

/** Reader of the body of `compliance:rescreen`. */
export const rescreeningRequest: Reader<{ readonly isin: Isin }> = record({ isin });

/** After whom the next page begins: where the last one ended, if that was today and by the same rules. */
export const resumeAfter = (
  before: Rescreening | undefined,
  now: Pick<Rescreening, 'businessDate' | 'rulesVersion'>,
): PartyId | undefined =>
  before?.businessDate === now.businessDate && before.rulesVersion === now.rulesVersion ? before.after : undefined;

/** What a verdict about a holder makes of its standing. */
export function statusOf({ outcome, curable }: Pick<ComplianceVerdict, 'outcome' | 'curable'>): HolderStatus {
  if (outcome === 'met') return 'good';
  return curable ? 'suspended' : 'blocked';
}

/** The hash by which a verdict is named in public: its trace is shown to who may judge again. */
export const verdictHashOf = (verdict: ComplianceVerdict | undefined): Sha256 =>
  sha256Hex(canonicalJson(verdict ?? {})) as Sha256;
