/** What to do about refusals while holders are asked about an amendment. */
export const SOLICITATION_HINTS = {
  AMENDMENT_WITHOUT_CONSENT: 'Leave solicitation out: issuer and registrar amend it by themselves.',
  SOLICITATION_DATES_INVALID:
    'details name the rule and the business date; GET /v1/calendars shows which days there are.',
  SOLICITATION_UNKNOWN: 'GET /v1/securities/{isin}/solicitations lists those that there are.',
  SOLICITATION_RUNNING: 'It is concluded after its deadline; its issuer may take it back before.',
  SOLICITATION_CLOSED: 'GET /v1/securities/{isin}/solicitations/{number} shows what has become of it.',
  RECORD_DATE_NOT_OVER: 'Do it on a business date after the record date.',
  AMENDMENT_NOT_DUE: 'Nothing is to be done: it is carried out on the business date from which the definition counts.',
  VOTE_EXISTS: 'GET /v1/securities/{isin}/solicitations/{number}/accounts/{holderId} shows what is on record.',
  VOTE_WITHOUT_UNITS:
    'Who had units at the end of the record date votes; name the sub-account by designation, where there is one.',
  VOTE_UNITS_EXCEEDED: 'GET /v1/securities/{isin}/solicitations/{number}/accounts/{holderId} shows how many there are.',
  VOTE_DIVIDED: 'Give all units as yes or all as no; who holds for others declares that it is a nominee.',
  VOTE_OF_ISSUER: 'Set the units aside: POST /v1/securities/{isin}/solicitations/{number}/set-aside.',
  VOTE_NOT_OF_ISSUER:
    'Only accounts for whose owner the record has the LEI or register number of the issuer are set aside.',
  VOTE_ON_ANOTHER: 'GET /v1/securities/{isin}/solicitations/{number} shows the hash of what is asked.',
} as const;
