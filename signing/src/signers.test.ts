import { describe, expect, test } from '@jest/globals';
import {
  isSignedBy,
  keyIdOf,
  provenKeys,
  publicKey,
  verifySigners,
  type BusinessDate,
  type EnrolledKey,
  type Enrolment,
  type LedgerName,
  type MspId,
  type NetworkName,
  type Party,
  type PartyId,
} from '@scrip/model';
import { ed25519Signer, newSecret, p256Signer } from './local-key.js';
import type { Signer } from './signer.js';
import { authorise, enrolKeys } from './statement.js';
import { signTransfer } from './transfer.js';
import { webCryptoSigner } from './web-crypto.js';

const LEDGER: LedgerName = { network: 'test' as NetworkName, channel: 'securities' };
const ADA = `P${'A'.repeat(32)}` as PartyId;
const VALIDITY = { validFrom: '2026-11-20' as BusinessDate, validUntil: '2026-11-24' as BusinessDate };
const ACT = { purpose: 'settlement:instruct', body: { instructionId: 'i-1', units: '10' } };
const MESSAGE = new TextEncoder().encode('a statement');

const webCryptoKey = async (algorithm: 'Ed25519' | 'ECDSA', isExportable: boolean): Promise<Signer> => {
  const named = algorithm === 'ECDSA' ? { name: 'ECDSA', namedCurve: 'P-256' } : { name: 'Ed25519' };
  return webCryptoSigner((await crypto.subtle.generateKey(named, isExportable, ['sign', 'verify'])) as CryptoKeyPair);
};
const SIGNERS: readonly (readonly [string, () => Promise<Signer>])[] = [
  ['Ed25519 in memory', () => Promise.resolve(ed25519Signer(newSecret()))],
  ['P-256 in memory', () => Promise.resolve(p256Signer(newSecret()))],
  ['Ed25519 in WebCrypto', () => webCryptoKey('Ed25519', true)],
  ['P-256 in WebCrypto', () => webCryptoKey('ECDSA', true)],
  ['Ed25519 that cannot be exported', () => webCryptoKey('Ed25519', false)],
  ['P-256 that cannot be exported', () => webCryptoKey('ECDSA', false)],
];

const partyOf = (signer: Signer): Party => ({
  partyId: ADA,
  kind: 'person',
  custodian: 'CustodianMSP' as MspId,
  recordHash: 'a'.repeat(64) as Party['recordHash'],
  sequence: 0,
  restrictions: [],
  keyring: {
    keys: [{ key: signer.key, purposes: ['instruction'], keyId: keyIdOf(signer.key), addedOn: VALIDITY.validFrom }],
    thresholds: { authentication: 1, instruction: 1, assertion: 1 },
  },
});

describe.each(SIGNERS)('%s', (_, make) => {
  test('makes signatures that the ledger takes, and no other message passes', async () => {
    const signer = await make();
    expect(publicKey(signer.key, '')).toEqual(signer.key);
    for (let round = 0; round < 8; round += 1) {
      const message = Uint8Array.of(...MESSAGE, round);
      const signature = await signer.sign(message);
      expect(isSignedBy(signer.key, message, signature)).toBe(true);
      expect(isSignedBy(signer.key, MESSAGE, signature)).toBe(false);
    }
  });

  test('signs for one ledger, one act and some days', async () => {
    const signer = await make();
    const given = await authorise(LEDGER, ACT, VALIDITY, [{ party: ADA, signer }]);
    const parties = [partyOf(signer)];
    expect(verifySigners(LEDGER, ACT, given, parties)).toEqual(new Map([[ADA, new Set([keyIdOf(signer.key)])]]));
    const elsewhere: readonly (() => unknown)[] = [
      () => verifySigners({ ...LEDGER, network: 'other' as NetworkName }, ACT, given, parties),
      () => verifySigners({ ...LEDGER, channel: 'placements' }, ACT, given, parties),
      () => verifySigners(LEDGER, { ...ACT, purpose: 'mandate:grant' }, given, parties),
      () => verifySigners(LEDGER, { ...ACT, body: { ...ACT.body, units: '11' } }, given, parties),
      () => verifySigners(LEDGER, ACT, { ...given, validUntil: '2026-11-25' as BusinessDate }, parties),
      () => verifySigners(LEDGER, ACT, { ...given, validFrom: '2026-11-19' as BusinessDate }, parties),
    ];
    for (const verify of elsewhere) expect(verify).toThrow(expect.objectContaining({ code: 'SIGNATURE_INVALID' }));
  });
});

describe('keys of another kind', () => {
  test.each([
    ['P-384', { name: 'ECDSA', namedCurve: 'P-384' }],
    ['RSA', { name: 'RSA-PSS', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' }],
  ])('%s are refused', async (_, algorithm) => {
    const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    await expect(webCryptoSigner(pair)).rejects.toThrow('must be Ed25519');
  });
});

describe('a transfer', () => {
  const order = {
    ...{ isin: 'US0378331005', fromHolderId: ADA, toHolderId: `P${'B'.repeat(32)}`, units: '10' },
    ...{ tradeDate: '2026-11-20', settlementDate: '2026-11-24' },
  };
  const signing = [{ party: ADA, signer: ed25519Signer(newSecret()) }];

  test('gets an id of its own unless it has one', async () => {
    const [first, second] = [
      await signTransfer(LEDGER, order, VALIDITY, signing),
      await signTransfer(LEDGER, order, VALIDITY, signing),
    ];
    expect(first.instructionId).not.toBe(second.instructionId);
    const named = await signTransfer(LEDGER, { ...order, instructionId: 'i-1' }, VALIDITY, signing);
    expect(named).toMatchObject({ ...order, instructionId: 'i-1', authorisation: VALIDITY });
  });

  test.each([
    ['of no units', { units: '0' }, 'UNITS_INVALID'],
    ['to oneself', { toHolderId: ADA }, 'SAME_HOLDER'],
    ['settled before it is traded', { settlementDate: '2026-11-19' }, 'SETTLEMENT_BEFORE_TRADE'],
  ])('%s is not signed', async (_, differing, code) => {
    await expect(signTransfer(LEDGER, { ...order, ...differing }, VALIDITY, signing)).rejects.toMatchObject({ code });
  });
});

describe('the proof of possession', () => {
  const CUSTODIAN = 'CustodianMSP' as MspId;
  const TODAY = VALIDITY.validFrom;
  const [phone, laptop] = [p256Signer(newSecret()), ed25519Signer(newSecret())];
  const enrolling = [phone, laptop].map((signer) => ({ signer, purposes: ['instruction'] as const }));
  const thresholds = { authentication: 1, instruction: 2, assertion: 1 };
  const guardianship = { guardians: [ADA], threshold: 1, delayDays: 3 };

  test('is by each key, over all keys and terms', async () => {
    const keys = await enrolKeys(LEDGER, CUSTODIAN, enrolling, { thresholds, guardianship }, VALIDITY);
    const enrolment = { keys, thresholds, guardianship };
    const expected = enrolling.map(({ signer: { key }, purposes }) => ({ key, purposes }));
    expect(provenKeys(LEDGER, CUSTODIAN, enrolment, TODAY)).toEqual(expected);
    const others: readonly Enrolment<EnrolledKey>[] = [
      { ...enrolment, keys: keys.slice(0, 1) },
      { ...enrolment, keys: [...keys].reverse() },
      { ...enrolment, keys: keys.map((key) => ({ ...key, purposes: ['authentication'] })) },
      { ...enrolment, thresholds: { ...thresholds, instruction: 1 } },
      { ...enrolment, guardianship: { ...guardianship, delayDays: 1 } },
      { keys, thresholds },
      { keys, guardianship },
    ];
    for (const other of others) {
      const prove = (): unknown => provenKeys(LEDGER, CUSTODIAN, other, TODAY);
      expect(prove).toThrow(expect.objectContaining({ code: 'SIGNATURE_INVALID' }));
    }
  });
});
