import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RequestHandler } from 'express';

/** Where a gateway has the page by which anybody verifies an ownership certificate; it needs no key. */
export const VERIFIER_PATH = '/verifier';

const POLICY = /http-equiv="Content-Security-Policy" content="([^"]+)"/;

/**
 * The verifier page, one file that works without a gateway too: whoever verifies had better take it from elsewhere. Its own
 * security policy is stricter than that of the other answers.
 */
export function verifierPage(): RequestHandler {
  const page = readFileSync(createRequire(import.meta.url).resolve('@scrip/verify/verifier.html'), 'utf8');
  const policy = POLICY.exec(page)?.[1];
  if (policy === undefined) throw new Error('the verifier page has no security policy');
  return (_request, response) => {
    response.setHeader('Content-Security-Policy', `${policy}; frame-ancestors 'none'`);
    response.type('html').send(page);
  };
}
