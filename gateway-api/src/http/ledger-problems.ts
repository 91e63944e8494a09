import { ERROR_CATALOGUE, isErrorCode, type DomainError } from '@scrip/model';
import { LedgerRefusal, LedgerUnavailable, type UnavailableReason } from '../ledger/ledger-error.js';
import { HINTS } from './hints.js';
import type { GatewayProblemCode, ProblemKind } from './problem-codes.js';
import { Problem, type FieldError } from './problem.js';

/** How a code of the ledger's catalogue appears over HTTP; an unknown one (a newer chaincode's) as a plain refusal. */
export function kindOfLedgerCode(code: string): ProblemKind {
  if (!isErrorCode(code)) {
    return { status: 422, title: 'The ledger refused the request', hint: 'See the code.', retrySafe: false };
  }
  const { happened, retrySafe, status } = ERROR_CATALOGUE[code];
  return { status, title: happened.replace(/\.$/, ''), hint: HINTS[code] ?? 'See the code.', retrySafe };
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
  const { mistakes, path, rule } = refusal.details;
  if (typeof mistakes === 'string') return { errors: mistakes.split('\n').map(mistakeInText) };
  if (typeof path !== 'string') return {};
  const detail = typeof rule === 'string' ? `needed: ${rule}` : refusal.message;
  return { errors: [{ in: 'body', pointer: `#${withinBody(path)}`, detail, code: refusal.code }] };
}

/** Where a field is in what the client sent: the ledger tells where it is in the command, whose body that is. */
const withinBody = (path: string): string => path.replace(/^\/body(?=\/|$)/, '');

/** A mistake in a text as the ledger lists it, told as those are that the gateway finds: `2:8 DEFINITION_UNKNOWN there is no …`. */
function mistakeInText(line: string): FieldError {
  const [, at, column, code, message] = /^(\d+):(\d+) ([A-Z_]+) (.*)$/.exec(line) ?? [];
  const where = { in: 'body', pointer: '#/text' } as const;
  if (code === undefined) return { ...where, detail: line };
  return { ...where, detail: `line ${at}, column ${column}: ${message}`, code };
}
