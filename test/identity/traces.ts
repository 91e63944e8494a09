import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Base64 of a text wherever it stands in other bytes: the characters that only the text itself decides. */
function base64Within(text: string): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text, 'utf8')]);
    const whole = bytes.toString('base64').replace(/=+$/, '');
    const inner = whole.slice(offset === 0 ? 0 : offset + 1, bytes.length % 3 === 0 ? undefined : -1);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** What would betray a text in a heap of bytes: itself, in hexadecimal, in base64, and its unsalted hash likewise. */
export function tracesOf(text: string): readonly Buffer[] {
  const digest = createHash('sha256').update(text, 'utf8').digest();
  const forms = [text, Buffer.from(text, 'utf8').toString('hex'), ...base64Within(text)];
  const hashed = [digest.toString('hex'), digest.toString('base64').replace(/=+$/, ''), digest.toString('base64url')];
  return [...[...new Set([...forms, ...hashed])].map((form) => Buffer.from(form, 'latin1')), digest];
}

/** The texts of which a heap of bytes holds a trace. */
export function tracedIn(bytes: Uint8Array, texts: readonly string[]): readonly string[] {
  const heap = Buffer.from(bytes);
  return texts.filter((text) => tracesOf(text).some((trace) => heap.includes(trace)));
}

/** Files below a folder, at any depth. */
export function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile());
}

/** The texts of which a file holds a trace. */
export const tracedInFile = (path: string, texts: readonly string[]): readonly string[] =>
  tracedIn(readFileSync(path), texts);
