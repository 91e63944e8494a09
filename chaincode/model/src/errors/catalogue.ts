/** One entry of the error catalogue. */
export interface CatalogueEntry {
  /** What happened, in words for the person who sent the command. */
  readonly happened: string;
  /** What was therefore not done. */
  readonly notDone: string;
  /** Whether the same command may be sent again unchanged with a chance of success. */
  readonly retrySafe: boolean;
  /** HTTP status that a gateway answers with (RFC 9110). */
  readonly status: number;
}

const NOTHING = 'Nothing was written.';
const entry = (status: number, happened: string, retrySafe = false, notDone = NOTHING): CatalogueEntry => ({
  happened,
  notDone,
  retrySafe,
  status,
});

/**
 * Every refusal that the domain knows. Codes are stable: a meaning that changes gets a new code. Texts hold no values,
 * because messages reach blocks, logs and other organisations.
 */
export const ERROR_CATALOGUE = {
  // the call itself
  FUNCTION_UNKNOWN: entry(404, 'There is no such function.'),
  ARGUMENTS_INVALID: entry(400, 'The number of arguments is wrong.'),
  COMMAND_MALFORMED: entry(400, 'The command is not canonical JSON (RFC 8785).'),
  FIELD_INVALID: entry(400, 'A field is missing, unknown or not of its form.'),
  LIMIT_EXCEEDED: entry(400, 'A named maximum is exceeded.'),
  DUPLICATE_IN_BATCH: entry(400, 'The same item occurs twice in one command.'),
  // identifiers and values
  ISIN_INVALID: entry(400, 'The ISIN is not valid (ISO 6166).'),
  CFI_INVALID: entry(400, 'The CFI code is not valid (ISO 10962).'),
  FISN_INVALID: entry(400, 'The FISN is not valid (ISO 18774).'),
  LEI_INVALID: entry(400, 'The LEI is not valid (ISO 17442).'),
  CURRENCY_UNKNOWN: entry(400, 'The currency is not an active ISO 4217 code.'),
  COUNTRY_UNKNOWN: entry(400, 'The country is not an ISO 3166-1 alpha-2 code.'),
  DATE_INVALID: entry(400, 'The date is not a calendar date (ISO 8601, year-month-day).'),
  AMOUNT_INVALID: entry(400, 'The amount is not a decimal number of the allowed form and scale.'),
  UNITS_INVALID: entry(400, 'The quantity is not a whole number of units greater than zero.'),
  TERMS_INVALID: entry(422, 'The terms of the security contradict each other.'),
  // authority
  NOT_BOOTSTRAPPED: entry(409, 'The channel has no authority records yet.', true),
  FOUNDING_NOT_ACCEPTED: entry(409, 'A member that the founding names has not accepted it.', true),
  ALREADY_BOOTSTRAPPED: entry(409, 'The channel has authority records already.'),
  AUTHORITY_INCOMPLETE: entry(422, 'The authority records leave a necessary role empty.'),
  AUTHORITY_DENIED: entry(403, "The caller's organisation does not hold the authority for this."),
  STANDING_DENIED: entry(403, "The standing of the caller's organisation does not let it give commands."),
  STANDING_FINAL: entry(409, 'The membership of the organisation has ended.'),
  STANDING_UNCHANGED: entry(409, 'The organisation has this standing already.'),
  NODE_OPERATOR_UNFIT: entry(422, 'The party is no node operator that the organisation has registered.'),
  PARTICIPANT_UNKNOWN: entry(404, 'The organisation is not a participant of this channel.'),
  PEER_NOT_OF_CALLER: entry(403, "Private records are read and written only at the caller's own peer.", true),
  // operators, maker and checker
  OPERATOR_UNKNOWN: entry(403, "The operator is not on record for the caller's organisation."),
  OPERATOR_LAPSED: entry(403, 'The appointment of the operator has ended.'),
  OPERATOR_ROLE_MISSING: entry(403, 'The operator does not have a role that this needs.'),
  OPERATORS_ON_RECORD: entry(409, 'The organisation has operators on record already.'),
  OPERATORS_TOO_FEW: entry(422, 'An administrator and another operator as checker would not be left.'),
  SAME_PERSON: entry(403, 'Who makes a sensitive act, or gains by it, does not check it.'),
  APPROVAL_UNKNOWN: entry(404, 'There is no such act of this organisation to approve.'),
  APPROVAL_CLOSED: entry(409, 'The act has been decided already.'),
  APPROVAL_DIFFERS: entry(409, 'The act is another than the one that the decision names.'),
  APPROVAL_EXPIRED: entry(409, 'The time in which the act could be approved has passed.'),
  // idempotency
  COMMAND_REUSED: entry(409, 'The command id was used before for another command or by another caller.'),
  // calendar
  CALENDAR_UNKNOWN: entry(404, 'There is no such calendar.'),
  BUSINESS_DATE_NOT_LATER: entry(409, 'The business date moves only forward.'),
  BUSINESS_DATE_STEP_EXCEEDED: entry(422, 'The business date would move further forward than one command may move it.'),
  NOT_A_BUSINESS_DAY: entry(422, 'The date is a holiday or a day of the weekend.'),
  BUSINESS_DAY_ABSENT: entry(422, 'The calendars have no business day near the date.'),
  DAY_STEP_OUT_OF_ORDER: entry(409, 'Another step of the business day comes first.'),
  BUSINESS_DAY_CLOSED: entry(409, 'The business day is closed.', true),
  CALENDAR_VERSION_STALE: entry(409, 'The calendar has changed since this was decided.'),
  HOLIDAY_NOT_FUTURE: entry(422, 'The holidays up to the business date can no longer be changed.'),
  HOLIDAY_UNCHANGED: entry(409, 'The day is a holiday already, or was none.'),
  BREAKS_OPEN: entry(409, 'Breaks are open, so the business day cannot end.', true),
  BREAK_UNKNOWN: entry(404, 'There is no such break.'),
  BREAK_EXISTS: entry(409, 'A break with this id exists already.'),
  BREAKS_TOO_MANY: entry(409, 'The organisation has as many open breaks of this calendar as it may have.'),
  BREAK_NOT_OPEN: entry(409, 'The break is resolved already.'),
  // parties
  PARTY_UNKNOWN: entry(404, 'There is no such party.'),
  PARTY_EXISTS: entry(409, 'The party is registered already.'),
  PARTY_RECORD_MISSING: entry(400, 'The private record was not presented as transient data.'),
  PARTY_RECORD_ABSENT: entry(409, "The caller's organisation keeps no private record of this party.", true),
  PARTY_RECORD_DIFFERS: entry(409, 'The private record is not the one that the command names.'),
  RETENTION_NOT_BEGUN: entry(409, 'The retention period of the private record has not begun.'),
  // keys and signatures
  KEY_UNKNOWN: entry(404, 'The party has no such key that is in force.'),
  KEY_EXISTS: entry(409, 'The key belongs to a party already, or did before.'),
  KEYS_TOO_FEW: entry(422, 'Fewer keys would be left for a purpose than must sign together.'),
  SIGNATURE_INVALID: entry(403, 'A signature is not by the key that it names over this statement.'),
  SIGNATURES_INSUFFICIENT: entry(403, 'The signatures do not suffice for this.'),
  SEQUENCE_STALE: entry(409, 'The record of the party has changed since this was signed.'),
  STATEMENT_NOT_CURRENT: entry(409, 'The business date is outside the days for which this was signed.'),
  // credentials
  CREDENTIAL_INVALID: entry(422, 'The credential does not hold.'),
  CREDENTIAL_ISSUER_UNKNOWN: entry(403, 'The issuer of the credential is not adopted on this channel.'),
  // capacity and recovery
  PARTY_RESTRICTED: entry(403, 'The party cannot act for itself at present.'),
  PARTY_NOT_RESTRICTED: entry(409, 'The party can act for itself.'),
  GUARDIAN_UNFIT: entry(422, 'A guardian must be another party that signs for itself.'),
  GUARDIANS_TOO_FEW: entry(403, 'Fewer guardians ask for the recovery than must ask together.'),
  RECOVERY_PENDING: entry(409, 'A recovery of the keys of the party has been asked for and has not ended.'),
  RECOVERY_ABSENT: entry(409, 'No recovery of the keys of the party has been asked for.'),
  RECOVERY_NOT_DUE: entry(409, 'The delay of the recovery has not passed.', true),
  // claims
  CLAIM_UNKNOWN: entry(404, 'There is no such claim.'),
  CLAIM_EXISTS: entry(409, 'The claim has been made already.'),
  CLAIM_NOT_PRESENTED: entry(400, 'The claim or its details were not presented as transient data.'),
  CLAIM_DIFFERS: entry(409, 'The claim or its details are not those that the command names.'),
  CLAIM_NOT_RECORDED: entry(409, "The claim is not in the claim issuer's collection.", true),
  CLAIM_DETAILS_ABSENT: entry(404, "The caller's organisation keeps no details of this claim."),
  CLAIM_INDEX_TAKEN: entry(409, 'Another claim of the claim issuer has this index of the status list.'),
  CLAIM_IN_FORCE: entry(409, 'The claim issuer has not revoked the claim.', true),
  CLAIM_REVOCATION_FINAL: entry(409, 'The claim was revoked, and a revocation is final.'),
  CLAIM_ABSENT: entry(422, 'A claim that is needed has not been made.', true),
  CLAIM_UNTRUSTED: entry(422, 'The issuer of a claim that is needed is not trusted for it.', true),
  CLAIM_OUT_OF_SCOPE: entry(422, 'A claim that is needed does not count for this security.', true),
  CLAIM_NOT_YET_VALID: entry(422, 'A claim that is needed is not valid yet.', true),
  CLAIM_EXPIRED: entry(422, 'A claim that is needed has expired.', true),
  CLAIM_REVOKED: entry(422, 'A claim that is needed was revoked.', true),
  CLAIM_BLOCKS: entry(403, 'A claim forbids this.'),
  TRUST_ISSUER_OMITTED: entry(422, 'A claim issuer that was trusted is left out; its trust must be ended in words.'),
  TRUST_UNKNOWN: entry(404, 'The claim issuer is not trusted for claims of this type.'),
  TRUST_WIDENED: entry(422, 'What is left would allow more than before: two persons adopt that.'),
  TRUST_EFFECT_FIXED: entry(409, 'Claims of this type have another effect already.'),
  // mandates, offices and groups
  MANDATE_UNKNOWN: entry(404, 'The party has no such mandate in force.'),
  MANDATE_EXISTS: entry(409, 'A mandate of the party with this id exists, or did before.'),
  MANDATE_NOT_IN_FORCE: entry(403, 'The mandate is not in force at present.'),
  MANDATE_INSUFFICIENT: entry(403, 'No mandate lets those who signed do this.'),
  AGENT_UNFIT: entry(422, 'A mandate is for another party than the one that gives it.'),
  OFFICER_UNKNOWN: entry(404, 'The party does not hold this office.'),
  OFFICER_EXISTS: entry(409, 'The party holds this office already.'),
  OFFICE_UNFIT: entry(422, 'Only an entity has offices, and others than itself hold them.'),
  GROUP_UNKNOWN: entry(404, 'There is no such group.'),
  GROUP_DIFFERS: entry(409, 'The group exists with another kind or for another entity.'),
  GROUP_MEMBER_UNKNOWN: entry(409, 'The organisation that declared the group does not name this member so.'),
  GROUP_SHARES_EXCEEDED: entry(422, 'The shares of the beneficial owners exceed 100 per cent.'),
  // securities
  SECURITY_UNKNOWN: entry(404, 'There is no such security on this channel.'),
  SECURITY_EXISTS: entry(409, 'A security with this ISIN is registered already.'),
  // movements
  AUTHORISED_UNITS_EXCEEDED: entry(422, 'More units would be issued than are authorised.'),
  SAME_HOLDER: entry(422, 'Sender and receiver are the same holder.'),
  UNITS_INSUFFICIENT: entry(422, 'The sender does not hold enough units.'),
  UNITS_RESERVED: entry(422, 'Units of the sender are reserved for other settlements.', true),
  LOTS_PER_MOVEMENT_EXCEEDED: entry(422, 'The movement would consume more lots than one movement may.'),
  SECURITY_FROZEN: entry(422, 'The security is frozen.', true),
  HOLDER_FROZEN: entry(422, 'A holder is frozen.', true),
  UNITS_FROZEN: entry(422, 'So many units are frozen that those that are left do not suffice.', true),
  FREEZE_EXPIRED: entry(422, 'The freeze would end before it begins.'),
  FREEZE_ABSENT: entry(404, 'The organisation has frozen no such thing.'),
  // rules of compliance: what time or a document can cure may be sent again
  RULE_UNKNOWN: entry(400, 'The catalogue has no rule of this name and version.'),
  PACK_UNKNOWN: entry(400, 'There is no rule pack of this name and version.'),
  OFFERING_CLOSED: entry(409, 'The offering is closed.'),
  OFFERING_OPEN: entry(409, 'The offering is not closed.'),
  RULES_ABSENT: entry(404, 'The security has no rules of this version.'),
  RULES_BACKDATED: entry(422, 'Rules begin today at the earliest, and not before those that they follow.'),
  EXEMPTION_EXISTS: entry(409, 'The party has an exemption with this id already.'),
  EXEMPTION_EXPIRED: entry(422, 'The exemption would end before it begins.'),
  EXEMPTION_UNKNOWN: entry(404, 'The party has no such exemption in force.'),
  CONSENT_EXISTS: entry(409, 'The organisation has given or refused its consent already.'),
  RULE_MISPLACED: entry(400, 'A rule stands where it would say nothing.'),
  RULE_EXCLUDES: entry(422, 'A rule excludes the movement.', true),
  CLAIM_VALUE_NOT_ALLOWED: entry(422, 'A claim that is needed says something else.', true),
  RESIDENCE_UNKNOWN: entry(422, 'The residence of a party is not known.', true),
  RESIDENCE_NOT_ALLOWED: entry(422, 'A party resides where the rules do not allow it.', true),
  PARTY_KIND_NOT_ALLOWED: entry(422, 'The rules do not allow a party of this kind.'),
  SCREENING_MISSING: entry(422, 'A party has not been screened.', true),
  SCREENING_HIT: entry(403, 'A rule of compliance forbids this.'),
  NOT_AFFILIATES: entry(422, 'Sender and receiver are not affiliates.', true),
  TOO_EARLY: entry(422, 'The rules allow this on a later date only.', true),
  TOO_LATE: entry(422, 'The rules allowed this up to an earlier date only.'),
  BLACKOUT: entry(422, 'The rules allow no movement in this period.', true),
  OFFERING_NOT_CLOSED: entry(422, 'The offering is not closed.', true),
  DISTRIBUTION_PERIOD_RUNNING: entry(422, 'The distribution compliance period is not over.', true),
  NOT_ISSUED: entry(422, 'The units have not been issued.', true),
  LOCKED_UP: entry(422, 'The units are locked up.', true),
  COOLING_OFF_RUNNING: entry(422, 'The time to reconsider is not over.', true),
  HOLDING_PERIOD_RUNNING: entry(422, 'The sender has not held the units for long enough.', true),
  NOT_VESTED: entry(422, 'The units have not vested.', true),
  PART_EXCEEDED: entry(422, 'More of a holding would move at once than the rules allow.', true),
  HOLDERS_EXCEEDED: entry(422, 'There would be more holders than the rules allow.', true),
  SUBSCRIBERS_EXCEEDED: entry(422, 'There would be more subscribers than the rules allow.', true),
  HOLDING_ABOVE_MAXIMUM: entry(422, 'The receiver would hold more than the rules allow.', true),
  HOLDING_BELOW_MINIMUM: entry(422, 'A party would be left with less than the rules allow.', true),
  PARTIAL_EXIT: entry(422, 'The rules allow a transfer of all units only.'),
  UNITS_BELOW_MINIMUM: entry(422, 'Fewer units would move than the rules allow.'),
  UNITS_NOT_A_MULTIPLE: entry(422, 'The units are not a multiple of what the rules say.'),
  NOMINAL_UNKNOWN: entry(422, 'The units have no nominal value in the currency of the rule.'),
  NOMINAL_BELOW_MINIMUM: entry(422, 'Less nominal value would move than the rules allow.'),
  DENOMINATION_BELOW_MINIMUM: entry(422, 'One unit is less than the rules allow.'),
  SHARE_EXCEEDED: entry(422, 'The receiver would hold a larger part than the rules allow.', true),
  VOLUME_EXCEEDED: entry(422, 'The sender would have transferred more in the period than the rules allow.', true),
  OFFERING_LIMIT_EXCEEDED: entry(422, 'The offering would raise more in the period than the rules allow.', true),
  INVESTMENT_LIMIT_EXCEEDED: entry(422, 'The investor would invest more in the period than the rules allow.', true),
  INVESTMENT_BELOW_MINIMUM: entry(422, 'The investor would subscribe for less than the rules allow.'),
  INVESTMENT_BAND_UNKNOWN: entry(422, 'It is not known how much the investor may invest.', true),
  CONSENT_MISSING: entry(422, 'A consent that the rules ask for has not been given.', true),
  VENUE_NOT_ALLOWED: entry(422, 'The rules do not allow the place where the transfer was agreed.'),
  LOT_UNKNOWN: entry(404, 'There is no such lot.'),
  // settlement
  INSTRUCTION_UNKNOWN: entry(404, 'There is no such settlement instruction.'),
  INSTRUCTION_EXISTS: entry(409, 'A settlement instruction with this id exists already.'),
  INSTRUCTION_NOT_PENDING: entry(409, 'The settlement instruction is no longer pending.'),
  INSTRUCTION_NOT_OF_BATCH: entry(
    422,
    'The instruction is of another security or of another custodian than the batch.',
  ),
  SETTLEMENT_DATE_NOT_REACHED: entry(409, 'The business date has not reached the settlement date.', true),
  SETTLEMENT_CUT_OFF_PASSED: entry(409, 'The settlement cut-off of the business day has passed.', true),
  INSTRUCTION_CUT_OFF_PASSED: entry(
    409,
    'The cut-off for instructions due on this business date has passed; a later settlement date can be instructed.',
  ),
  SETTLEMENT_BEFORE_TRADE: entry(422, 'The settlement date is before the trade date.'),
  TRADE_DATE_IN_FUTURE: entry(422, 'The trade date is after the business date.'),
  // key policies
  ATTESTORS_TOO_FEW: entry(409, 'Fewer than two organisations could attest the lot.'),
  POLICY_INVALID: entry(500, 'The key policy could not be proven to be sound.'),
  // the machinery
  RECORD_UNREADABLE: entry(500, 'A record on the ledger is not of a schema that this version reads.'),
  INTERNAL: entry(500, 'The command could not be carried out for a reason that is not its own.', true),
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

/** A stable error code: a key of {@link ERROR_CATALOGUE}. */
export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** Whether a text is a code of the catalogue. */
export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(ERROR_CATALOGUE, text);
