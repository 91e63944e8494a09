import { entry } from './catalogue-entry.js';

/** Refusals while holders are asked about an amendment of what they hold. */
export const SOLICITATION_ERRORS = {
  AMENDMENT_WITHOUT_CONSENT: entry(422, 'Nobody needs to be asked about the amendment.'),
  SOLICITATION_DATES_INVALID: entry(422, 'Record date and deadline of a solicitation do not go together.'),
  SOLICITATION_UNKNOWN: entry(404, 'The security has no such solicitation.'),
  SOLICITATION_RUNNING: entry(409, 'The holders of the security are being asked about an amendment.', true),
  SOLICITATION_CLOSED: entry(409, 'The holders are asked about this amendment no longer.'),
  RECORD_DATE_NOT_OVER: entry(409, 'The record date is not over: who has units then is not known yet.', true),
  AMENDMENT_NOT_DUE: entry(
    409,
    'The holders have agreed, and the day has not come from which the amendment counts.',
    true,
  ),
  VOTE_EXISTS: entry(409, 'The units of this account were voted already, or do not count.'),
  VOTE_WITHOUT_UNITS: entry(422, 'The account had no units at the end of the record date.'),
  VOTE_UNITS_EXCEEDED: entry(422, 'The account had fewer units at the end of the record date than are voted.'),
  VOTE_DIVIDED: entry(422, 'Who holds for itself says one thing with all its units; only a nominee divides them.'),
  VOTE_OF_ISSUER: entry(422, 'Units of the issuer itself have no vote.'),
  VOTE_NOT_OF_ISSUER: entry(422, 'The units are not those of the issuer itself.'),
  VOTE_ON_ANOTHER: entry(422, 'The vote is on another definition than the one about which holders are asked.'),
} as const;
