import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { textMateGrammar } from './text-mate.js';

const folder = mkdtempSync(join(tmpdir(), 'scrip-vsix-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files: Readonly<Record<string, Uint8Array>> = {};
beforeAll(() => {
  const [script, file] = [fileURLToPath(new URL('../package.mjs', import.meta.url)), join(folder, 'scrip.vsix')];
  const { status, stderr } = spawnSync(process.execPath, [script, file], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  files = unzipSync(new Uint8Array(readFileSync(file)));
});
const text = (name: string): string => strFromU8(files[name] ?? new Uint8Array());

describe('the packed extension', () => {
  test('has all that it names, and nothing else', () => {
    const manifest = JSON.parse(text('extension/package.json')) as {
      readonly main: string;
      readonly dependencies?: object;
      readonly contributes: {
        readonly languages: readonly { readonly configuration: string }[];
        readonly grammars: readonly { readonly path: string }[];
      };
    };
    const named = [
      manifest.main,
      ...manifest.contributes.languages.map(({ configuration }) => configuration),
      ...manifest.contributes.grammars.map(({ path }) => path),
      './dist/server.cjs',
      './readme.md',
      './LICENSE.txt',
      './package.json',
    ].map((path) => path.replace('./', 'extension/'));
    expect(Object.keys(files).sort()).toEqual(['[Content_Types].xml', 'extension.vsixmanifest', ...named].sort());
    for (const content of Object.values(files)) expect(content.length).toBeGreaterThan(0);
    expect(manifest.dependencies).toBeUndefined();
  });

  test('says what it is, and the type of each of its files', () => {
    const [, path] = /Code\.Manifest" Path="([^"]+)"/.exec(text('extension.vsixmanifest')) ?? [];
    expect(files).toHaveProperty([path ?? '']);
    expect(text('extension.vsixmanifest')).toContain('Id="scrip-language" Version="0.1.0" Publisher="scrip"');
    for (const name of Object.keys(files).filter((each) => each !== '[Content_Types].xml')) {
      expect(text('[Content_Types].xml')).toContain(`Extension=".${name.split('.').at(-1) ?? ''}"`);
    }
  });

  test('asks for nothing but modules of Node and of the editor', () => {
    for (const name of ['extension/dist/extension.cjs', 'extension/dist/server.cjs']) {
      const asked = new Set([...text(name).matchAll(/\brequire\("([^"]+)"\)/g)].map(([, module]) => module ?? ''));
      const others = [...asked].filter((module) => !module.startsWith('node:') && !NODE.has(module));
      expect(others).toEqual(name.includes('extension.cjs') ? ['vscode'] : []);
    }
  });
});

const NODE: ReadonlySet<string> = new Set([
  ...['assert', 'child_process', 'crypto', 'events', 'fs', 'net', 'os', 'path', 'process', 'stream', 'url', 'util'],
]);

test('the grammar has the words of the language (node editors/vscode/dist/record-grammar.js)', () => {
  const recorded = readFileSync(new URL('../syntaxes/scrip.tmLanguage.json', import.meta.url), 'utf8');
  expect(JSON.parse(recorded)).toEqual(textMateGrammar());
});
