import type { z } from 'zod';
import type { Operator, OperatorRole } from '@scrip/config';
import type { JsonObject } from '../ledger/ledger.js';
import type { TableType } from '../storage/table-file.js';
import type { Method } from '../operators/authenticator.js';
import { parsePart } from './validation.js';

/** What a handler gets: the parts of the request, parsed, and who asks. */
export interface RouteRequest<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly operator: Operator;
  /** How the operator has shown who it is. */
  readonly method: Method;
  /** Thumbprint of the certificate to which what was shown is bound; undefined: to none. */
  readonly certificate?: string | undefined;
  readonly correlationId: string;
  /** The operator's own signature over the command, where one was sent: to be put into a command as it is. */
  readonly signed: { readonly signature?: JsonObject };
  /** Names the command for good: derived from operator and Idempotency-Key. Empty on reads. */
  readonly commandId: string;
  /** What the caller would rather have than JSON, of what the route offers. */
  readonly accepted?: FileType | undefined;
  /** 32 random bytes that belong to the Idempotency-Key, the same in every repetition. Empty on reads. */
  readonly seed: Uint8Array;
}

/** What a handler answers. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** A table in place of a body: it is sent line by line. */
  readonly table?: { readonly type: TableType; readonly lines: AsyncIterable<string> };
  /** A file in place of a body. */
  readonly file?: { readonly type: FileType; readonly name: string; readonly bytes: Uint8Array };
}

/** Media types of files that are handed out in place of JSON. */
export type FileType = 'application/pdf' | 'text/html' | 'text/markdown';

/** The raw parts of a request. */
export interface RawParts {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** What is known of a request besides its parts. */
export type RequestContext = Omit<RouteRequest<never, never, never>, 'params' | 'query' | 'body'>;

/**
 * What a route answers when nothing is wrong: 201 for a resource that was created, 202 for what was accepted or waits for
 * a checker, each with the path of the GET that `Location` leads to; 200 for everything else.
 */
export type DeclaredReply = { readonly description: string; readonly schema: z.ZodType } & (
  { readonly status: 200; readonly isTable?: true } | { readonly status: 201 | 202; readonly location: string }
);

/** A route as declared: the source of routing, validation and OpenAPI alike. */
export interface RouteDeclaration<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> {
  readonly method: 'get' | 'post';
  /** OpenAPI path, for instance `/v1/securities/{isin}`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
  /** Roles of which the operator needs one; absent: maker for commands, any for reads. */
  readonly roles?: readonly OperatorRole[];
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly reply: DeclaredReply;
  readonly handle: (request: RouteRequest<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Reply> | Reply;
  /** The command is one that an operator with a key on record signs: the request may carry Operator-Signature. */
  readonly isSigned?: true;
  /** What else the ledger, or a channel that is not founded yet, may answer to this read. */
  readonly refusals?: readonly (409 | 422)[];
  /** The body is a table, which comes as a file of rows in place of JSON. */
  readonly takesTable?: true;
  /** What the answer is where that is not JSON: its body is the text itself. */
  readonly mediaType?: 'application/xml';
  /** As what the answer is to be had besides JSON: by `Accept`, or as the query says. */
  readonly alsoAs?: readonly FileType[];
  /** The answer is a secret: it is given once, kept nowhere, and a repetition does the work again. */
  readonly isSecret?: true;
  /** How the stored answer of a command appears to this request, for instance after waiting; absent: as stored. */
  readonly present?: (stored: Reply, waitSeconds: number | undefined) => Promise<Reply>;
}

/** A route without its types: parts are parsed when it is prepared, before anything is done. */
export interface Route {
  readonly declaration: Omit<RouteDeclaration<z.ZodObject, z.ZodObject, z.ZodType>, 'handle'>;
  /** @throws {Problem} VALIDATION_FAILED */
  readonly prepare: (parts: RawParts) => (context: RequestContext) => Promise<Reply>;
}

/** Declares a route; handler and schemas are checked against each other here. */
export function route<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  declaration: RouteDeclaration<P, Q, B>,
): Route {
  return {
    declaration,
    prepare: (parts) => {
      const params = parsePart(declaration.params, parts.params, 'path');
      const query = parsePart(declaration.query, parts.query, 'query');
      const body = parsePart(declaration.body, parts.body, 'body');
      return async (context) => declaration.handle({ ...context, params, query, body });
    },
  };
}
