import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import { canonicalJson } from '@scrip/model';
import { operatorOf, shownBy } from './authentication.js';
import { correlationIdOf } from './correlation.js';
import { readIdempotencyKey, type Idempotency } from './idempotency.js';
import { readOperatorSignature } from './operator-signature.js';
import { preferredWait } from './prefer.js';
import type { FileType, Reply, Route } from './route.js';

/** The handler of a declared route: parse everything first, then answer; commands run under their Idempotency-Key. */
export function runRoute(route: Route, mspId: string, idempotency: Idempotency): RequestHandler {
  const isCommand = route.declaration.method === 'post';
  return async (request, response) => {
    const body: unknown = isCommand ? request.body : {};
    const answer = route.prepare({ params: { ...request.params }, query: { ...request.query }, body });
    const correlationId = correlationIdOf(response);
    const signed = route.declaration.isSigned === true ? readOperatorSignature(request) : {};
    const accepted = acceptedOf(request, route.declaration.alsoAs);
    const known = { operator: operatorOf(response), ...shownBy(response), correlationId, signed, accepted };
    if (!isCommand || route.declaration.isSecret === true) {
      await send(
        response,
        await answer({ ...known, commandId: '', seed: new Uint8Array() }),
        route.declaration.mediaType,
      );
      return;
    }
    const named = route.declaration.takesTable === true ? { ...(body as object), file: '' } : body;
    const key = readIdempotencyKey(request.rawHeaders);
    const wait = preferredWait(request.get('Prefer'));
    const command = { mspId, operator: known.operator.id, key, content: contentOf(request, named) };
    const { reply, replayed } = await idempotency.run(command, (identity) => answer({ ...known, ...identity }));
    if (replayed) response.setHeader('Idempotency-Replayed', 'true');
    const present = route.declaration.present;
    await send(response, present === undefined ? reply : await present(reply, wait));
  };
}

/** The form of an answer that a request would rather have than JSON (RFC 9110, 12.5.1), if it is offered. */
function acceptedOf(request: Request, offered: readonly FileType[] | undefined): FileType | undefined {
  if (offered === undefined) return undefined;
  const wanted = request.accepts(['application/json', ...offered]);
  return offered.find((type) => type === wanted);
}

/** What a key is bound to: the order of fields and spaces in a body do not make it another one. */
function contentOf(request: Request, body: unknown): string {
  const { method, path, query } = request;
  return canonicalJson({ method, path, query: { ...query }, body });
}

async function send(response: Response, reply: Reply, mediaType?: string): Promise<void> {
  const isProblem = reply.status >= 400;
  response.status(reply.status).set(reply.headers ?? {});
  if (reply.table !== undefined) {
    response.type(`${reply.table.type}; charset=utf-8`);
    await pipeline(Readable.from(reply.table.lines), response);
    return;
  }
  if (reply.file !== undefined) {
    const { type, name, bytes } = reply.file;
    if (type.startsWith('text/')) response.type(type).set('Content-Disposition', `inline; filename="${name}"`);
    else response.type(type).attachment(name);
    response.send(Buffer.from(bytes));
    return;
  }
  if (mediaType !== undefined && !isProblem && typeof reply.body === 'string') {
    response.type(mediaType).send(reply.body);
    return;
  }
  response.type(isProblem ? 'application/problem+json' : 'application/json').send(JSON.stringify(reply.body));
}
