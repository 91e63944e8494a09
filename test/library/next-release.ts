import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY } from '../support/command.js';

const BUNDLE = join(REPOSITORY, 'chaincode', 'contracts', 'dist', 'bundle');

/** A release of the chaincode. */
export interface Release {
  readonly path: string;
  readonly version: string;
}

/**
 * The chaincode as a later release of it: under another version, and without the programs of the library, so that it
 * decodes what is on the ledger instead. Whoever asks for it removes its folder.
 */
export function nextRelease(): Release {
  const path = mkdtempSync(join(tmpdir(), 'scrip-next-release-'));
  cpSync(BUNDLE, path, { recursive: true });
  const about = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as { readonly version: string };
  const version = `${about.version}-next`;
  writeFileSync(join(path, 'package.json'), JSON.stringify({ ...about, version }));
  const code = readFileSync(join(path, 'index.cjs'), 'utf8');
  const next = [
    [/^var COMPILED_TEXTS = \[[^\]]+\];$/m, 'var COMPILED_TEXTS = [];'],
    [`name: "scrip", version: "${about.version}"`, `name: "scrip", version: "${version}"`],
  ] as const;
  writeFileSync(
    join(path, 'index.cjs'),
    next.reduce((all, [from, to]) => replacedIn(all, from, to), code),
  );
  return { path, version };
}

/** @throws Error when there is nothing to replace: the bundle is made in another way than this knows */
function replacedIn(all: string, from: string | RegExp, to: string): string {
  const replaced = all.replace(from, to);
  if (replaced === all) throw new Error(`the bundle has no ${String(from)}`);
  return replaced;
}
