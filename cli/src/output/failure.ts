import type { InterchangeError } from '@scrip/interchange';
import { CommanderError } from 'commander';
import { ProblemError, type FieldError } from '@scrip/gateway-api';
import { DomainError, ERROR_CATALOGUE } from '@scrip/model';
import { EXIT, type ExitCode } from '../command/exit-code.js';
import { UsageError } from '../command/usage-error.js';
import { TextError } from '../texts/problems.js';
import { messageOf } from './message-of.js';

/** Why a command failed, in the members of RFC 9457 where a gateway said so. */
export interface Failure {
  readonly exitCode: ExitCode;
  readonly problem: FailureProblem;
  /** For people, where it is more than the problem in words. */
  readonly lines?: readonly string[];
}

/** A problem document, or one of this program itself in the same form. */
export interface FailureProblem {
  readonly type: string;
  readonly title: string;
  readonly status?: number;
  readonly detail?: string;
  readonly code: string;
  readonly instance?: string;
  readonly hint?: string;
  readonly retrySafe: boolean;
  readonly errors?: readonly FieldError[];
  /** Extension: give it with the next try, so that it is done once. */
  readonly commandId?: string;
}

const own = (code: string, title: string, more: Partial<FailureProblem> = {}): FailureProblem => ({
  type: `urn:scrip:cli:${code.toLowerCase().replaceAll('_', '-')}`,
  title,
  code,
  retrySafe: false,
  ...more,
});

const withHint = (hint: string | undefined): { readonly hint?: string } => (hint === undefined ? {} : { hint });

const SERVER_ERROR = 500;

/** By name: errors of the runtime may be of another realm. */
const isNamed = (error: unknown, name: string): error is Error =>
  (error as { name?: unknown } | undefined)?.name === name;

/** What an error means for the person or the script that gave the command. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ProblemError) return ofGateway(error);
  if (error instanceof TextError) return { exitCode: EXIT.refused, problem: error.document, lines: error.lines };
  if (isDocumentError(error)) return ofDocument(error);
  if (error instanceof UsageError) {
    return { exitCode: EXIT.usage, problem: own('USAGE', error.message, withHint(error.hint)) };
  }
  if (error instanceof CommanderError) {
    const title = error.message.replace(/^error: /, '');
    return { exitCode: EXIT.usage, problem: own('USAGE', title, { hint: '--help shows how it is called' }) };
  }
  if (error instanceof DomainError) return ofModel(error);
  if (isNamed(error, 'TypeError') && error.message === 'fetch failed') {
    const cause = error.cause as { readonly code?: string; readonly message?: string } | undefined;
    const detail = cause?.code ?? cause?.message ?? 'no connection';
    const hint = 'check the URL (scrip profile show) and whether the gateway runs';
    return {
      exitCode: EXIT.tryAgain,
      problem: own('GATEWAY_UNREACHABLE', 'The gateway cannot be reached', { detail, hint, retrySafe: true }),
    };
  }
  if (isNamed(error, 'SyntaxError')) {
    const hint = 'check the URL: this is not the answer of a gateway';
    return { exitCode: EXIT.tryAgain, problem: own('NOT_A_GATEWAY', 'The answer is not JSON', { hint }) };
  }
  const detail = messageOf(error);
  return { exitCode: EXIT.refused, problem: own('FAILED', 'The command failed', { detail }) };
}

/** By name, because the classes of formats are loaded by the commands that need them alone. */
const isDocumentError = (error: unknown): error is InterchangeError => isNamed(error, 'InterchangeError');

/** A document that cannot be read, or a definition that has no place in a format. */
function ofDocument({ code, message, path }: InterchangeError): Failure {
  const where = path === undefined ? {} : { detail: `at ${path}` };
  return { exitCode: EXIT.refused, problem: own(code, message, where) };
}

function ofGateway({ status, code, retrySafe, problem }: ProblemError): Failure {
  const exitCode = retrySafe || status >= SERVER_ERROR ? EXIT.tryAgain : EXIT.refused;
  if (problem !== undefined) return { exitCode, problem };
  const hint = 'this is not a problem document: check whether the URL is that of a gateway';
  return { exitCode, problem: own(code, `The answer is HTTP ${status}`, { status, hint, retrySafe }) };
}

/** What the model refuses here would be refused by every gateway too. */
function ofModel({ code, details }: DomainError): Failure {
  const { rule, path } = details;
  const where = typeof path === 'string' && path !== '/' ? ` Field: ${path.slice(1)}.` : '';
  const hint = typeof rule === 'string' ? { hint: `needed: ${rule}` } : {};
  const title = `${ERROR_CATALOGUE[code].happened}${where} Nothing was sent.`;
  return { exitCode: EXIT.refused, problem: own(code, title, hint) };
}

/** What the person at this program can do, where the gateway speaks to programs. */
const HINTS: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'the API key is not that of an operator of this gateway: scrip profile show',
  IDEMPOTENCY_KEY_REUSED: 'use another --command-id: this one belongs to another command',
  IDEMPOTENCY_KEY_INVALID: '--command-id takes 8 to 128 letters, digits or any of . _ : -',
};

/** What the gateway says to programs, in the words of this one. */
const inOwnWords = (hint: string): string =>
  hint
    .replace('send it with a new Idempotency-Key', 'give the command again')
    .replace(
      'Repeat the request with the same Idempotency-Key',
      'Give the same command again with the same --command-id',
    );

/** Title and detail, once where one repeats the other. */
function headline(title: string, detail: string | undefined): string {
  if (detail === undefined) return title;
  return detail.startsWith(title) ? detail : `${title}: ${detail}`;
}

/** The failure as lines for people. */
export function failureLines({ problem, lines }: Failure): readonly string[] {
  if (lines !== undefined) return [...lines, `error: ${problem.title}`];
  const { title, detail, code, errors = [], commandId } = problem;
  const hint = HINTS[code] ?? (problem.hint === undefined ? undefined : inOwnWords(problem.hint));
  return [
    `error: ${headline(title, detail)}`,
    ...errors.map((field) => `  ${field.pointer.replace(/^#\/?/, '') || field.in}: ${field.detail}`),
    ...(code === 'USAGE' ? [] : [`code: ${code}`]),
    ...(hint === undefined ? [] : [`hint: ${hint}`]),
    ...(commandId === undefined ? [] : [`try again with --command-id ${commandId}: it is done at most once`]),
  ];
}
