import { GATEWAY_PROBLEMS, type GatewayProblemCode, type ProblemKind } from './problem-codes.js';

/** One fault of a request: where (an RFC 6901 pointer as URI fragment) and what. */
export interface FieldError {
  readonly in: 'body' | 'query' | 'path' | 'header';
  readonly pointer: string;
  readonly detail: string;
  /** Code of the error catalogue, where a single value is at fault. */
  readonly code?: string;
  readonly hint?: string;
}

/** An RFC 9457 problem document with our extensions. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly instance?: string;
  readonly hint: string;
  readonly retrySafe: boolean;
  readonly errors?: readonly FieldError[];
}

/** Parts of a problem beyond its code. */
export interface ProblemOptions extends ErrorOptions {
  readonly detail?: string;
  readonly hint?: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Why a request was not fulfilled, as the client will read it. Never carries private values. */
export class Problem extends Error {
  readonly code: string;
  readonly kind: ProblemKind;
  readonly headers: Readonly<Record<string, string>>;
  readonly #options: ProblemOptions;

  constructor(code: string, kind: ProblemKind, options: ProblemOptions = {}) {
    super(options.detail ?? kind.title, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.kind = kind;
    this.headers = options.headers ?? {};
    this.#options = options;
  }

  /** A problem of the gateway's own catalogue. */
  static of(code: GatewayProblemCode, options: ProblemOptions = {}): Problem {
    return new Problem(code, GATEWAY_PROBLEMS[code], options);
  }

  /** @param correlationId names the occurrence, absent for the problem of an operation */
  toDocument(correlationId?: string): ProblemDocument {
    const { errors, hint } = this.#options;
    return {
      type: `urn:scrip:problem:${this.code.toLowerCase().replaceAll('_', '-')}`,
      title: this.kind.title,
      status: this.kind.status,
      detail: this.message,
      code: this.code,
      ...(correlationId === undefined ? {} : { instance: `urn:scrip:request:${correlationId}` }),
      hint: hint ?? this.kind.hint,
      retrySafe: this.kind.retrySafe,
      ...(errors === undefined ? {} : { errors }),
    };
  }
}
