import { ERROR_CATALOGUE, isErrorCode, LIMITS, type DomainError, type ErrorCode } from '@scrip/model';
import { LedgerRefusal, LedgerUnavailable, type UnavailableReason } from '../ledger/ledger-error.js';
import type { GatewayProblemCode, ProblemKind } from './problem-codes.js';
import { Problem, type FieldError } from './problem.js';

/** What a client can do about a refusal, where it is more than "correct the request". */
const HINTS: Partial<Record<ErrorCode, string>> = {
  PARTY_UNKNOWN: 'Register the holder with POST /v1/parties at its custodian’s gateway, on the same channel.',
  SECURITY_UNKNOWN: 'Check the ISIN and the channel; GET /v1/securities lists what is registered.',
  LOT_UNKNOWN: 'Lot ids are in the holdings; encode the slash as %2F in the path.',
  CALENDAR_UNKNOWN: 'GET /v1/business-date lists the calendars of a channel.',
  AUTHORITY_DENIED: 'Send the request to the gateway of the organisation that holds the role.',
  UNITS_INSUFFICIENT: 'Read the holdings of the sender and instruct fewer units.',
  LOTS_PER_MOVEMENT_EXCEEDED: 'Instruct fewer units at once; a movement consumes a limited number of lots.',
  AUTHORISED_UNITS_EXCEEDED: 'Issue fewer units; authorisedUnits of the security is the limit.',
  SECURITY_EXISTS: 'Read it with GET /v1/securities/{isin}.',
  BUSINESS_DATE_NOT_LATER: 'GET /v1/business-date shows the date; name a later one.',
  DAY_STEP_OUT_OF_ORDER: 'Take the cut-offs, the close and the next business day in their order, one at a time.',
  NOT_A_BUSINESS_DAY: 'Name the next business day; GET /v1/calendars/{calendar} lists the holidays.',
  BREAKS_OPEN: 'GET /v1/calendars/{calendar}/breaks?status=open lists them; have them resolved first.',
  BREAKS_TOO_MANY: 'Resolve breaks that this organisation has raised; GET /v1/calendars/{calendar}/breaks?status=open.',
  CALENDAR_VERSION_STALE: 'Read the calendar again with GET /v1/calendars/{calendar} and decide on that version.',
  INSTRUCTION_CUT_OFF_PASSED: 'Agree a later settlement date with the other party and instruct that.',
  BUSINESS_DATE_STEP_EXCEEDED: `Check the year; a step is at most ${LIMITS.businessDateStepDaysMax} calendar days, a longer way takes several.`,
  SAME_HOLDER: 'Name two different holders.',
  CLAIM_ABSENT: 'A claim issuer who is trusted makes the claim with POST /v1/claims; a pending transfer then settles.',
  CLAIM_EXPIRED: 'Renew the claim with POST /v1/claims at its issuer; a pending transfer then settles.',
  CLAIM_REVOKED: 'Only a new claim helps; GET /v1/parties/{id}/claims shows what there is.',
  CLAIM_UNTRUSTED: 'GET /v1/securities/{isin}/requirements lists the claim issuers who are trusted.',
  CLAIM_OUT_OF_SCOPE: 'The claim was made for other securities; ask its issuer for one that counts here.',
  CLAIM_INDEX_TAKEN: 'Send the request with a new Idempotency-Key: the claim then has another id.',
  TRUST_ISSUER_OMITTED: 'List the claim issuer with an end; GET /v1/trust shows who is listed.',
  SETTLEMENT_DATE_NOT_REACHED: 'It settles by itself when the business date reaches its settlement date.',
};

const hintOf = (code: ErrorCode): string =>
  HINTS[code] ??
  (ERROR_CATALOGUE[code].retrySafe
    ? 'Repeat the request with the same Idempotency-Key.'
    : 'Correct the request and send it with a new Idempotency-Key.');

/** How a code of the ledger's catalogue appears over HTTP; an unknown one (a newer chaincode's) as a plain refusal. */
export function kindOfLedgerCode(code: string): ProblemKind {
  if (!isErrorCode(code)) {
    return { status: 422, title: 'The ledger refused the request', hint: 'See the code.', retrySafe: false };
  }
  const { happened, retrySafe, status } = ERROR_CATALOGUE[code];
  return { status, title: happened.replace(/\.$/, ''), hint: hintOf(code), retrySafe };
}

/** A problem with a code of the ledger's catalogue. */
export function ledgerProblem(
  code: string,
  options: { readonly detail?: string; readonly errors?: readonly FieldError[]; readonly cause?: unknown } = {},
): Problem {
  return new Problem(code, kindOfLedgerCode(code), options);
}

/** The problem of what the model refuses before the ledger is asked. */
export function domainProblem(error: DomainError): Problem {
  const { rule } = error.details;
  const detail = typeof rule === 'string' ? `${error.message} Needed: ${rule}.` : error.message;
  return ledgerProblem(error.code, { detail, cause: error });
}

const UNAVAILABLE: Readonly<Record<UnavailableReason, GatewayProblemCode>> = {
  conflict: 'LEDGER_CONFLICT',
  unreachable: 'LEDGER_UNREACHABLE',
  'outcome-unknown': 'OUTCOME_UNKNOWN',
};

const RETRY_AFTER_SECONDS = 1;

/** The one translation of whatever a handler threw into what the client reads. Unknown errors say nothing of themselves. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof LedgerRefusal) {
    return ledgerProblem(error.code, { detail: error.message, cause: error, ...pointedAt(error) });
  }
  if (error instanceof LedgerUnavailable) {
    return Problem.of(UNAVAILABLE[error.reason], {
      cause: error,
      headers: { 'Retry-After': `${RETRY_AFTER_SECONDS}` },
    });
  }
  return Problem.of('INTERNAL_ERROR', { cause: error });
}

function pointedAt(refusal: LedgerRefusal): { readonly errors?: readonly FieldError[] } {
  const { path, rule } = refusal.details;
  if (typeof path !== 'string') return {};
  const detail = typeof rule === 'string' ? `needed: ${rule}` : refusal.message;
  return { errors: [{ in: 'body', pointer: `#${path}`, detail, code: refusal.code }] };
}
