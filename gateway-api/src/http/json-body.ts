import express, { type RequestHandler } from 'express';
import { faultOfJson } from './plain-json.js';
import { Problem } from './problem.js';

/** 500 allocations take some 40 to 150 kB; a security with all its documents about 10 kB. */
export const BODY_BYTES_MAX = 256 * 1024;

/** JSON is UTF-8 (RFC 8259 section 8.1). */
const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]*)/i;

/** Reads a JSON object from the body and refuses what no schema should have to look at. */
export function readJsonBody(): RequestHandler[] {
  return [requireJson, express.json({ limit: BODY_BYTES_MAX, strict: true, inflate: false }), refuseUnfit];
}

const requireJson: RequestHandler = (request, _response, next) => {
  const charset = CHARSET.exec(request.get('Content-Type') ?? '')?.[1] ?? 'utf-8';
  const isJson = request.is('application/json') === 'application/json' && charset.toLowerCase() === 'utf-8';
  if (!isJson) throw Problem.of('UNSUPPORTED_MEDIA_TYPE');
  next();
};

const refuseUnfit: RequestHandler = (request, _response, next) => {
  const body: unknown = request.body;
  const fault = faultOfJson(body);
  if (fault !== undefined) {
    throw Problem.of('VALIDATION_FAILED', { detail: `${fault.pointer} in the body: ${fault.detail}`, errors: [fault] });
  }
  next();
};
