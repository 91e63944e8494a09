import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway();
});
afterAll(() => gateway.dispose());

test.each([
  ['/verifier', 'Verify an ownership certificate'],
  ['/editor', '<scrip-editor'],
])('the page %s needs no key and may do nothing but run what is in it', async (path, content) => {
  const response = await fetch(`${gateway.url}${path}`);
  const page = await response.text();
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page).toContain(content);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  for (const [element, directive] of [
    ['script', 'script-src'],
    ['style', 'style-src'],
  ] as const) {
    const found = [...page.matchAll(new RegExp(`<${element}>([^]*?)</${element}>`, 'g'))];
    const hashes = found.map(([, text]) =>
      createHash('sha256')
        .update(text ?? '')
        .digest('base64'),
    );
    expect(hashes).toHaveLength(1);
    expect(policy).toContain(`${directive} 'sha256-${hashes[0] ?? ''}'`);
  }
  expect(page).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)=/);
});
