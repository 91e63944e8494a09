import { describe, expect, test } from '@jest/globals';
import {
  givenInstruction,
  isSignedBy,
  keyIdOf,
  signedInstruction,
  statementBytes,
  type GivenInstruction,
  type NetworkName,
  type PublicKey,
} from '@scrip/model';
import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';

const workspace = fileURLToPath(new URL('../', import.meta.url));
const LEDGER = { network: 'scrip' as NetworkName, channel: 'securities' };

/** The example of the README that begins with a comment, with a line that also tells the public key. */
async function example(name: string): Promise<string> {
  const readme = await readFile(join(workspace, 'README.md'), 'utf8');
  const [, code] = new RegExp(`\`\`\`js\\n// ${name}\\n([^]*?)\`\`\``).exec(readme) ?? [];
  if (code === undefined) throw new Error(`the README has no example for ${name}`);
  return `${code}\nconsole.log(JSON.stringify(signer.key));\n`;
}

/** Runs something with a module beside the compiled sources, where the library is found by its name. */
async function withModule<T>(code: string, run: (file: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(workspace, 'dist', 'example-'));
  const file = join(directory, 'example.mjs');
  try {
    await writeFile(file, code);
    return await run(file);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** What an example printed is an instruction that the ledger would take, signed by the key that it printed. */
function expectSigned([given = '', key = '']: readonly string[]): void {
  const publicKey = JSON.parse(key) as PublicKey;
  const instruction: GivenInstruction = givenInstruction(JSON.parse(given), '');
  const { authorisation } = instruction;
  const [signature] = authorisation?.signatures ?? [];
  if (authorisation === undefined || signature === undefined) throw new Error('it is not signed');
  const { validFrom, validUntil } = authorisation;
  const message = statementBytes(LEDGER, { ...signedInstruction(instruction), validFrom, validUntil });
  expect(signature).toMatchObject({ signer: instruction.fromHolderId, keyId: keyIdOf(publicKey) });
  expect(isSignedBy(publicKey, message, signature)).toBe(true);
}

describe('the examples of the README', () => {
  test('sign in Node', async () => {
    const run = promisify(execFile);
    const { stdout } = await withModule(await example('node'), (file) => run(process.execPath, [file]));
    expectSigned(stdout.trim().split('\n'));
  });

  test('sign in a browser: bundled, with nothing that only Node has', async () => {
    const bundle = await withModule(await example('browser'), async (file) => {
      const made = await build({ entryPoints: [file], bundle: true, write: false, platform: 'browser', format: 'esm' });
      return made.outputFiles.map(({ text }) => text).join('');
    });
    const printed: string[] = [];
    const page = createContext({
      ...{ crypto, TextEncoder, TextDecoder, console: { log: (line: string) => printed.push(line) } },
    });
    await (runInContext(`(async () => {${bundle}})()`, page) as Promise<void>);
    expectSigned(printed);
  });
});
