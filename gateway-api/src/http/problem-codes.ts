/** How a code of the error catalogue appears over HTTP. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What the client can do about it. */
  readonly hint: string;
  /** Whether the same request, with the same Idempotency-Key, may be sent again. */
  readonly retrySafe: boolean;
}

const kind = (status: number, title: string, hint: string, retrySafe = false): ProblemKind => ({
  status,
  title,
  hint,
  retrySafe,
});

/** Codes that the gateway itself raises; those of the ledger follow in `ledger-problems.ts`. */
export const GATEWAY_PROBLEMS = {
  VALIDATION_FAILED: kind(
    400,
    'The request is not valid',
    'Correct the fields listed in errors; /openapi.json describes them.',
  ),
  TABLE_INVALID: kind(
    400,
    'The table cannot be taken as it is',
    'Correct the rows that errors lists; /openapi.json names the columns.',
  ),
  IMPORT_NOT_FOUND: kind(404, 'There is no such import', 'GET /v1/imports lists those of this organisation.'),
  IMPORT_EXISTS: kind(
    409,
    'Another import has this id',
    'Send it under another import id: this one has rows of another kind or security, or is no dry run any more.',
  ),
  IMPORT_SECURITY_MISPLACED: kind(400, 'A register needs its security, and only a register', 'Name isin in the query.'),
  EXPORT_INCOMPLETE: kind(
    400,
    'What is to be exported is not said whole',
    'Name isin for all tables but holders, and for holders the purpose of reading personal data.',
  ),
  STATEMENT_NOT_FOUND: kind(
    404,
    'There is no such statement',
    'Upload one with POST /v1/securities/{isin}/statements; GET lists those that are here.',
  ),
  DIFFERENCES_NOT_HERE: kind(
    404,
    'This gateway did not make the reconciliation',
    'Ask the organisation that reported it: only it has the figures.',
  ),
  MALFORMED_JSON: kind(400, 'The body is not JSON', 'Send one JSON object in UTF-8.'),
  BODY_TOO_LARGE: kind(413, 'The body is too large', 'Send less in one request, for instance fewer allocations.'),
  UNSUPPORTED_MEDIA_TYPE: kind(415, 'The media type is not supported', 'Send Content-Type: application/json in UTF-8.'),
  MALFORMED_REQUEST: kind(400, 'The request cannot be read', 'Check the percent-encoding of the path and the headers.'),
  ROUTE_NOT_FOUND: kind(404, 'There is no such resource', 'The resources are listed in /openapi.json.'),
  METHOD_NOT_ALLOWED: kind(405, 'The method is not allowed here', 'Use one of the methods in the Allow header.'),
  UNAUTHENTICATED: kind(
    401,
    'The operator is not known',
    'Send Authorization: Bearer with a key, a session or an access token of one of this organisation’s operators.',
  ),
  OPERATOR_NOT_PERMITTED: kind(
    403,
    'The operator may not do this',
    'Ask an operator with the role that the route needs.',
  ),
  RATE_LIMITED: kind(429, 'Too many requests', 'Wait as long as Retry-After says.', true),
  IDEMPOTENCY_KEY_REQUIRED: kind(
    400,
    'The Idempotency-Key is missing',
    'Send a new unique Idempotency-Key (for instance a UUID) with each new command, and the same one with each repetition.',
  ),
  IDEMPOTENCY_KEY_INVALID: kind(
    400,
    'The Idempotency-Key is not valid',
    'Send it once, as 8 to 128 letters, digits or any of . _ : -',
  ),
  IDEMPOTENCY_KEY_REUSED: kind(
    422,
    'The Idempotency-Key belongs to another request',
    'Use a new key for a new command; this one was used with other content.',
  ),
  IDEMPOTENCY_IN_FLIGHT: kind(
    409,
    'The same request is still being worked on',
    'Repeat it after Retry-After to get its result.',
    true,
  ),
  CHANNEL_NOT_FOUND: kind(
    404,
    'The channel is not known here',
    'Name a channel that this organisation is a member of.',
  ),
  OPERATION_NOT_FOUND: kind(
    404,
    'There is no such operation',
    'Operations are known to the gateway that accepted them.',
  ),
  MESSAGE_NOT_AVAILABLE: kind(
    409,
    'There is no such message of the delivery now',
    'sese.024 says how it stands until it has settled; sese.025 confirms what has settled.',
  ),
  NOT_A_DELIVERY: kind(
    404,
    'There is no such delivery for a party of this organisation',
    'Name by leg a delivery of the instruction, and by party one of its two parties that this organisation keeps.',
  ),
  CHALLENGE_NOT_OPEN: kind(
    409,
    'The challenge was not made here, was answered, or is too old',
    'Ask for a new challenge with POST /v1/presentation-challenges and present the credential again.',
  ),
  ORGANISATION_NOT_REGISTERED: kind(
    409,
    'The organisation is not registered as a party',
    'Register it with POST /v1/organisation; its credentials name that party as their issuer.',
  ),
  CREDENTIALS_EXHAUSTED: kind(
    503,
    'Too many credentials are in force for the status list',
    'Issue credentials for fewer days, or wait until some have expired.',
    true,
  ),
  HOLDER_KEY_MISSING: kind(
    422,
    'The party has no key that could hold a credential',
    'Enrol an Ed25519 or P-256 key for authentication that is in force; passkeys cannot sign presentations.',
  ),
  CREDENTIAL_ISSUER_NOT_FOUND: kind(
    404,
    'There is no such issuer of credentials',
    'GET /v1/credential-issuers lists those whose credentials count or counted here.',
  ),
  OPERATOR_NOT_FOUND: kind(404, 'There is no such operator', 'GET /v1/operators lists those of this organisation.'),
  SESSION_NOT_RENEWABLE: kind(
    403,
    'A session does not open another one',
    'Use a key, an access token or a certificate: a session ends when it ends.',
  ),
  SESSIONS_EXHAUSTED: kind(503, 'Too many sessions are open', 'End one, or try again later.', true),
  EVENT_STREAMS_EXHAUSTED: kind(503, 'Too many event streams are open', 'Close one, or try again later.', true),
  OVERRIDE_NOT_FOUND: kind(
    404,
    'There is no such lawful override',
    'GET /v1/lawful-overrides lists those that were prepared at this gateway.',
  ),
  OVERRIDE_FUNCTION_UNKNOWN: kind(
    422,
    'There is no such command',
    'Name a command of the ledger that writes public records, or the id of an act that waits for its checker.',
  ),
  OVERRIDE_ACT_NOT_PROPOSED: kind(
    422,
    'A sensitive act is proposed first',
    'Propose it as always; then its checker prepares the override with the id of the act as approvalId.',
  ),
  OVERRIDE_ENDORSERS_MISSING: kind(
    409,
    'Too few peers endorse the command',
    'It takes a majority of members whose peers answer; name others, or try again when they do.',
  ),
  OVERRIDES_EXHAUSTED: kind(
    409,
    'Too many lawful overrides wait for signatures',
    'Submit some of them, or wait until they expire.',
    true,
  ),
  OVERRIDE_ENDORSEMENT_INVALID: kind(
    422,
    'The endorsement does not count',
    'It must be signed over this document with the key of an administrator of the organisation; see detail.',
  ),
  OVERRIDE_ENDORSED_ALREADY: kind(
    409,
    'An administrator of the organisation has endorsed already',
    'A policy counts each organisation once; add the endorsement of another one.',
  ),
  OVERRIDE_SAME_OPERATOR: kind(
    403,
    'Who prepared a lawful override does not submit it',
    'Ask another operator of this organisation.',
  ),
  OVERRIDE_DATE_UNFIT: kind(
    422,
    'No business date can be stated with this last day',
    'Name a day from the business date to ten days after it; GET /v1/business-date shows it.',
  ),
  OVERRIDE_EXPIRED: kind(409, 'The lawful override has expired', 'Prepare it again, and have it signed again.'),
  OVERRIDE_DECIDED: kind(
    409,
    'The lawful override has been submitted',
    'See its status; where it was not executed, prepare it again.',
  ),
  OVERRIDE_INSUFFICIENT: kind(
    409,
    'The endorsements do not satisfy the policies; nothing was changed',
    'It takes administrators of the authority and of a further member; prepare it again and have both sign.',
  ),
  OVERRIDE_STALE: kind(
    409,
    'The ledger has moved on since the override was prepared; nothing was changed',
    'Prepare it again, and have it signed again.',
  ),
  CERTIFICATE_NOT_PROVEN: kind(
    503,
    'The certificate does not prove what it says, so there is nothing to print',
    'Ask for it again; the detail names the check that failed. The JSON form is handed out all the same.',
    true,
  ),
  LEDGER_CONFLICT: kind(
    503,
    'Concurrent transactions kept the ledger busy',
    'Repeat the request with the same Idempotency-Key.',
    true,
  ),
  LEDGER_UNREACHABLE: kind(
    503,
    'The ledger could not be reached',
    'Repeat the request with the same Idempotency-Key when /readyz is green.',
    true,
  ),
  OUTCOME_UNKNOWN: kind(
    503,
    'The outcome is not known yet',
    'Repeat the request with the same Idempotency-Key: it is applied at most once.',
    true,
  ),
  SHUTTING_DOWN: kind(
    503,
    'The gateway is stopping',
    'Repeat the request with the same Idempotency-Key in a moment.',
    true,
  ),
  INTERNAL_ERROR: kind(
    500,
    'The gateway failed',
    'Repeat the request with the same Idempotency-Key; if it fails again, report the correlation id.',
    true,
  ),
} as const satisfies Readonly<Record<string, ProblemKind>>;

/** A code that the gateway itself raises. */
export type GatewayProblemCode = keyof typeof GATEWAY_PROBLEMS;
