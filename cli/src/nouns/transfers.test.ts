import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  instructionRequest,
  isSignedBy,
  signedInstruction,
  statementBytes,
  type Authorisation,
  type BusinessDate,
  type NetworkName,
  type PublicKey,
} from '@scrip/model';
import type { SignedTransfer } from '@scrip/signing';
import { Session } from '../test-support/session.js';

const [MARA, BEN, COMPANY] = ['A', 'B', 'C'].map((letter) => `P${letter.repeat(32)}`) as [string, string, string];
/** Nothing listens there: what is signed off-line asks nobody. */
const NOWHERE = ['--url', 'http://127.0.0.1:9', '--network', 'sample', '--channel', 'securities'];
const ORDER = ['--isin', 'DE0007236101', '--from', COMPANY, '--to', BEN, '--units', '10'];
const DATES = ['--trade-date', '2026-11-23', '--valid-from', '2026-11-23'];

let session: Session;
beforeEach(() => {
  session = new Session();
});
afterEach(() => session.dispose());

async function newKey(name: string, type: string): Promise<PublicKey> {
  const { exitCode, out } = await session.run(
    'keys',
    'new',
    '--type',
    type,
    '--out',
    session.path(name),
    '--format',
    'json',
  );
  expect(exitCode).toBe(0);
  return (JSON.parse(out) as { key: PublicKey }).key;
}

/** Whether a signature of a transfer is that of a key, by the model alone. */
function isOf(key: PublicKey, { authorisation, ...order }: SignedTransfer, index: number): boolean {
  const { validFrom, validUntil, signatures }: Authorisation = authorisation;
  const act = signedInstruction(instructionRequest(order, ''));
  const ledger = { network: 'sample' as NetworkName, channel: 'securities' };
  const { signature = '' } = signatures[index] ?? {};
  return isSignedBy(key, statementBytes(ledger, { ...act, validFrom, validUntil }), { signature });
}

describe.each(['ed25519', 'p256'])('a key of kind %s', (type) => {
  test('is for its owner alone, is never overwritten, and never shown', async () => {
    await newKey('a.pem', type);
    const pem = readFileSync(session.path('a.pem'), 'utf8');
    expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    expect(statSync(session.path('a.pem')).mode & 0o777).toBe(0o600);
    const again = await session.run('keys', 'new', '--type', type, '--out', session.path('a.pem'));
    expect(again).toMatchObject({ exitCode: 2, err: expect.stringContaining('is there already') });
    expect(readFileSync(session.path('a.pem'), 'utf8')).toBe(pem);
    const { out } = await session.run('keys', 'show', session.path('a.pem'));
    const secret = pem.split('\n')[1] ?? '';
    expect(out).not.toContain(secret);
  });

  test('signs a transfer without asking anybody', async () => {
    const key = await newKey('a.pem', type);
    const argv = ['transfers', 'sign', ...NOWHERE, ...ORDER, ...DATES, '--key', session.path('a.pem')];
    const { exitCode, out } = await session.run(...argv, '--format', 'json');
    expect(exitCode).toBe(0);
    const signed = JSON.parse(out) as SignedTransfer;
    expect(isOf(key, signed, 0)).toBe(true);
    expect(isOf(key, { ...signed, units: '11' }, 0)).toBe(false);
    expect(signed.authorisation).toMatchObject({
      validFrom: '2026-11-23' as BusinessDate,
      validUntil: '2026-11-30',
      signatures: [{ signer: COMPANY }],
    });
  });
});

const LOT = `${'a'.repeat(64)}/0`;

test.each<[string, readonly string[], SignedTransfer['lots']]>([
  ['an order', ['--lots', 'highestPrice'], 'highestPrice'],
  ['lots by their ids', ['--lot', LOT], [LOT]],
])('which lots move is signed: %s', async (_, choice, lots) => {
  const key = await newKey('a.pem', 'p256');
  const argv = [...NOWHERE, ...ORDER, ...DATES, ...choice, '--key', session.path('a.pem'), '--format', 'json'];
  const { exitCode, out } = await session.run('transfers', 'sign', ...argv);
  expect(exitCode).toBe(0);
  const signed = JSON.parse(out) as SignedTransfer;
  expect(signed.lots).toEqual(lots);
  expect(isOf(key, signed, 0)).toBe(true);
  expect(isOf(key, { ...signed, lots: 'fifo' }, 0)).toBe(false);
});

test('an order beside lots by their ids is refused', async () => {
  await newKey('a.pem', 'p256');
  const argv = [...NOWHERE, ...ORDER, ...DATES, '--lots', 'lifo', '--lot', LOT, '--key', session.path('a.pem')];
  const { exitCode, err } = await session.run('transfers', 'sign', ...argv);
  expect([exitCode, err]).toEqual([2, expect.stringContaining('give an order, or name the lots')]);
});

test('a second person adds a signature to the file', async () => {
  const [first, second] = [await newKey('first.pem', 'p256'), await newKey('second.pem', 'ed25519')];
  const file = session.path('transfer.json');
  const by = (party: string, name: string): readonly string[] => ['--signer', `${party}=${session.path(name)}`];
  const signed = await session.run(
    'transfers',
    'sign',
    ...NOWHERE,
    ...ORDER,
    ...DATES,
    ...by(MARA, 'first.pem'),
    '--out',
    file,
  );
  expect(signed.out).toContain(`Hand it in with: scrip transfers submit --body ${file}`);
  expect(
    await session.run('transfers', 'countersign', file, ...NOWHERE, ...by(BEN, 'second.pem'), '--out', file),
  ).toMatchObject({
    exitCode: 0,
  });
  const both = JSON.parse(readFileSync(file, 'utf8')) as SignedTransfer;
  expect([isOf(first, both, 0), isOf(second, both, 1)]).toEqual([true, true]);
  expect(both.authorisation.signatures.map(({ signer }) => signer)).toEqual([MARA, BEN]);
});

test.each<[string, readonly string[], string]>([
  ['by nobody', [], 'nobody signs'],
  ['by a key that is not there', ['--key', '/nowhere.pem'], 'there is no key file /nowhere.pem'],
])('a transfer %s is not signed', async (_, more, message) => {
  const { exitCode, out, err } = await session.run('transfers', 'sign', ...NOWHERE, ...ORDER, ...DATES, ...more);
  expect([exitCode, out, err]).toEqual([2, '', expect.stringContaining(message)]);
});

test('a transfer that every ledger would refuse is not signed', async () => {
  await newKey('a.pem', 'p256');
  const argv = [...NOWHERE, ...ORDER.with(5, COMPANY), ...DATES, '--key', session.path('a.pem'), '--format', 'json'];
  const { exitCode, err } = await session.run('transfers', 'sign', ...argv);
  expect([exitCode, JSON.parse(err)]).toEqual([1, expect.objectContaining({ code: 'SAME_HOLDER' })]);
});

test('a key of another kind is refused by its kind', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  writeFileSync(session.path('a.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const { exitCode, err } = await session.run('keys', 'show', session.path('a.pem'));
  expect([exitCode, err]).toEqual([2, expect.stringContaining('a key of another kind')]);
  writeFileSync(session.path('a.pem'), 'no key');
  expect((await session.run('keys', 'show', session.path('a.pem'))).err).toContain('holds no private key in PEM');
});
