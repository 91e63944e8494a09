import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RequestHandler } from 'express';

/** Where a gateway has the page by which anybody verifies an ownership certificate; it needs no key. */
export const VERIFIER_PATH = '/verifier';

/** Where it has the page on which anybody writes texts of the language; it needs no key and sends nothing. */
export const EDITOR_PATH = '/editor';

const PAGES = { [VERIFIER_PATH]: '@scrip/verify/verifier.html', [EDITOR_PATH]: '@scrip/editor/editor.html' } as const;

const POLICY = /http-equiv="Content-Security-Policy" content="([^"]+)"/;

/**
 * A page that is one file and works without a gateway too: whoever verifies had better take it from elsewhere. Its own
 * security policy is stricter than that of the other answers.
 */
export function openPage(path: keyof typeof PAGES): RequestHandler {
  const page = readFileSync(createRequire(import.meta.url).resolve(PAGES[path]), 'utf8');
  const policy = POLICY.exec(page)?.[1];
  if (policy === undefined) throw new Error(`the page ${path} has no security policy`);
  return (_request, response) => {
    response.setHeader('Content-Security-Policy', `${policy}; frame-ancestors 'none'`);
    response.type('html').send(page);
  };
}
