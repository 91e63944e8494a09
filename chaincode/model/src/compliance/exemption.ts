import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { mspId, partyId, sha256Text, type MspId, type PartyId, type Sha256 } from '../identifiers/names.js';
import { optional, pattern, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { RULES } from './catalogue.js';

/** By what authority somebody is exempt from a rule. */
export const EXEMPTION_REASONS = ['relief', 'court', 'inheritance', 'underwriting', 'treasury'] as const;

/** A rule that does not hold for a party for a time: the body of `compliance:exempt`. */
export interface ExemptionGrant {
  readonly exemptionId: string;
  readonly isin: Isin;
  readonly party: PartyId;
  /** Name and version of the rule. */
  readonly rule: string;
  readonly reason: (typeof EXEMPTION_REASONS)[number];
  /** Last business date on which it counts. */
  readonly validUntil: BusinessDate;
  /** SHA-256 of the document that gives it, with a salt in it. */
  readonly document?: Sha256;
}

/** An exemption on the ledger. */
export interface Exemption extends ExemptionGrant {
  readonly grantedBy: MspId;
  readonly grantedOn: BusinessDate;
  readonly endedOn?: BusinessDate;
}

const NAMES: ReadonlySet<string> = new Set(Object.values(RULES).map(({ is }) => is));

/** Reader of the name of a rule. Error: RULE_UNKNOWN. */
export const ruleName: Reader<string> = (value, path) =>
  typeof value === 'string' && NAMES.has(value)
    ? value
    : refuseField(path, 'a rule of the catalogue with its version', 'RULE_UNKNOWN');

const exemptionId = pattern(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'an exemption id');

const grantFields = {
  exemptionId,
  isin,
  party: partyId,
  rule: ruleName,
  reason: word(...EXEMPTION_REASONS),
  validUntil: businessDate,
  document: optional(sha256Text),
} as const;

/** Reader of the body of `compliance:exempt`. */
export const exemptionGrant: Reader<ExemptionGrant> = record(grantFields);

/** Reader of the body of `compliance:endExemption`. */
export const exemptionReference = record({ isin, party: partyId, exemptionId });

/** How an exemption is stored. */
export const exemptionRecord = storedRecord<Exemption>(
  'exemption',
  record({ ...grantFields, grantedBy: mspId, grantedOn: businessDate, endedOn: optional(businessDate) }),
);

/** Whether an exemption counts today. */
export const isExempting = ({ endedOn, validUntil }: Exemption, today: BusinessDate): boolean =>
  endedOn === undefined && !isBefore(validUntil, today);
