import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { TABLE_TYPES } from '../storage/table-file.js';
import { Problem } from './problem.js';

/** Largest table in one request: half a million rows of a hundred characters. */
export const UPLOAD_BYTES_MAX = 64 * 1024 * 1024;

/** A table that a request carries: where it lies until the request is answered, and what identifies it. */
export const Upload = z.strictObject({
  file: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  type: z.enum(TABLE_TYPES),
});

/** A table that a request carries. */
export type UploadedTable = z.output<typeof Upload>;

/**
 * Streams the body of a request to a file of its own and puts what identifies it in place of the body. The file is gone
 * when the request is answered: what is to stay has been taken out of it.
 *
 * @throws {Problem} UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE
 */
export function receiveTable(directory: string): RequestHandler {
  const folder = join(directory, 'uploads');
  rmSync(folder, { recursive: true, force: true });
  return async (request, response, next) => {
    const type = TABLE_TYPES.find((each) => request.is(each) === each);
    if (type === undefined || request.get('Content-Encoding') !== undefined) {
      throw Problem.of('UNSUPPORTED_MEDIA_TYPE', { hint: `Send Content-Type: ${TABLE_TYPES.join(' or ')} in UTF-8.` });
    }
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, randomUUID());
    response.once('close', () => rmSync(file, { force: true }));
    const measured = new Measured();
    try {
      await pipeline(request, measured, createWriteStream(file, { mode: 0o600 }));
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw Problem.of('MALFORMED_REQUEST', { cause: error });
    }
    request.body = { file, type, bytes: measured.bytes, sha256: measured.hash.digest('hex') } satisfies UploadedTable;
    next();
  };
}

/** Counts and digests what passes through, up to the maximum. */
class Measured extends Transform {
  readonly hash = createHash('sha256');
  bytes = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    this.hash.update(chunk);
    if (this.bytes > UPLOAD_BYTES_MAX) done(Problem.of('BODY_TOO_LARGE', { hint: 'Split the table into several.' }));
    else done(null, chunk);
  }
}
