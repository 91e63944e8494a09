import type { Request } from 'express';
import { OperatorSignature } from './schemas/signature.js';
import { stated } from './stated.js';
import { parsePart } from './validation.js';
import type { RequestContext } from './route.js';

/** Name of the header: base64url of the JSON of an operator's signature over the command that the request leads to. */
export const SIGNATURE_HEADER = 'Operator-Signature';

/** @throws {Problem} VALIDATION_FAILED when the header is there and not a signature */
export function readOperatorSignature(request: Request): RequestContext['signed'] {
  const header = request.get(SIGNATURE_HEADER);
  if (header === undefined) return {};
  return { signature: stated(parsePart(OperatorSignature, parsed(header), 'header')) };
}

function parsed(header: string): unknown {
  try {
    return JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
