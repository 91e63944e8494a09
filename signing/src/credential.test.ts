import { beforeAll, describe, expect, test } from '@jest/globals';
import { ES256, digest, generateSalt } from '@sd-jwt/crypto-nodejs';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import {
  conceal,
  DomainError,
  keyIdOf,
  partyCredentialPayload,
  plainKey,
  toBase64url,
  verifyCredential,
  verifyPresentation,
  type Challenge,
  type PlainKey,
} from '@scrip/model';
import { createHash, randomBytes } from 'node:crypto';
import { fieldsOf, issueCredential, presentCredential } from './credential.js';
import { ed25519Signer, p256Signer } from './local-key.js';
import type { Signer } from './signer.js';

const NOW = 1_795_000_000;
const CHALLENGE: Challenge = { audience: 'BorealisMSP', nonce: 'n-0123456789', ageSecondsMax: 300 };
const DID = 'did:scrip:test:securities:PABC';
const secretOf = (label: string): Uint8Array => createHash('sha256').update(label).digest();
const issuer = p256Signer(secretOf('issuer'));
const holder = p256Signer(secretOf('holder'));

const FIELDS = { name: 'Ada Lovelace', birthDate: '1815-12-10', address: { city: 'London', country: 'GB' } };

function credentialFor(key: Signer, by: Signer = issuer): Promise<string> {
  const credential = {
    issuer: DID,
    subject: `${DID}2`,
    holderKey: plainKey(key.key),
    issuedAt: NOW,
    expiresAt: NOW + 3_600,
    fields: FIELDS,
  };
  const made = partyCredentialPayload(credential, () => toBase64url(randomBytes(16)));
  return issueCredential(made, `${DID}#${keyIdOf(by.key)}`, by);
}

/** The rule by which a presentation is refused. */
function ruleOf(text: string, key: PlainKey = plainKey(issuer.key), challenge = CHALLENGE, now = NOW): unknown {
  try {
    verifyPresentation(text, key, challenge, now);
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    expect((error as DomainError).code).toBe('CREDENTIAL_INVALID');
    expect(JSON.stringify(error)).not.toMatch(/Ada|1815|London/);
    return (error as DomainError).details['rule'];
  }
  return 'accepted';
}

/** A verifier or issuer by an independent library. */
const independent = (signer: Signer, holderKey?: Signer): Promise<SDJwtVcInstance> =>
  Promise.all([jwkOf(signer), holderKey === undefined ? undefined : jwkOf(holderKey)]).then(
    async ([key, bound]) =>
      new SDJwtVcInstance({
        hasher: digest,
        hashAlg: 'sha-256',
        saltGenerator: generateSalt,
        signAlg: 'ES256',
        signer: await ES256.getSigner(key.secret),
        verifier: await ES256.getVerifier(key.open),
        kbSignAlg: 'ES256',
        ...(bound === undefined
          ? {}
          : { kbSigner: await ES256.getSigner(bound.secret), kbVerifier: await ES256.getVerifier(bound.open) }),
      }),
  );

function jwkOf(signer: Signer): Promise<{ readonly open: object; readonly secret: object }> {
  const label = signer === issuer ? 'issuer' : 'holder';
  const open = plainKey(signer.key);
  return Promise.resolve({ open, secret: { ...open, d: toBase64url(secretOf(label)) } });
}

describe('a party credential', () => {
  let credential: string;
  beforeAll(async () => {
    credential = await credentialFor(holder);
  });
  const present = (fields: readonly string[], challenge = CHALLENGE, now = NOW, by = holder): Promise<string> =>
    presentCredential(credential, fields, challenge, now, by);

  test('shows the chosen fields and no others', async () => {
    expect([...fieldsOf(credential)].sort()).toEqual(Object.keys(FIELDS).sort());
    const text = await present(['name']);
    expect(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()).not.toMatch(/Ada|1815|London/);
    const { claims, holderKey } = verifyPresentation(text, plainKey(issuer.key), CHALLENGE, NOW);
    expect(claims['credentialSubject']).toEqual({ id: `${DID}2`, name: 'Ada Lovelace' });
    expect(claims['type']).toEqual(['VerifiableCredential', 'PartyCredential']);
    expect(keyIdOf(holderKey)).toBe(keyIdOf(holder.key));
  });

  test('is verified as its holder keeps it, with all fields and without saying who shows it', () => {
    const { claims, holderKey } = verifyCredential(credential, plainKey(issuer.key), NOW);
    expect(claims['credentialSubject']).toEqual({ id: `${DID}2`, ...FIELDS });
    expect(keyIdOf(holderKey)).toBe(keyIdOf(holder.key));
    const refused = expect.objectContaining({ code: 'CREDENTIAL_INVALID' });
    expect(() => verifyCredential(credential, plainKey(holder.key), NOW)).toThrow(refused);
    expect(() => verifyCredential(credential, plainKey(issuer.key), NOW + 3_660)).toThrow(refused);
  });

  test('verifies in an independent library, with the holder bound', async () => {
    const text = await present(['name', 'address']);
    const verifier = await independent(issuer, holder);
    const options = { currentDate: NOW, keyBindingNonce: CHALLENGE.nonce };
    const { payload, kb } = await verifier.verify(text, options);
    expect(payload['credentialSubject']).toEqual({ id: `${DID}2`, name: 'Ada Lovelace', address: FIELDS.address });
    expect(kb?.payload.aud).toBe(CHALLENGE.audience);
  });

  test('of an independent library verifies here', async () => {
    const other = await independent(issuer, holder);
    const payload = {
      iss: 'https://other.example',
      vct: 'urn:other:party',
      iat: NOW,
      exp: NOW + 600,
      cnf: { jwk: plainKey(holder.key) },
      credentialSubject: { id: 'did:example:1', name: 'Ada Lovelace', aliases: ['Countess', 'Augusta'] },
    };
    const frame = { credentialSubject: { _sd: ['name', 'aliases'], aliases: { _sd: [0, 1] } } };
    const issued = await other.issue(payload as never, frame as never);
    const kb = { payload: { iat: NOW, aud: CHALLENGE.audience, nonce: CHALLENGE.nonce } };
    const shown = { credentialSubject: { aliases: { 1: true } } };
    const text = await other.present(issued, shown, { kb });
    const { claims } = verifyPresentation(text, plainKey(issuer.key), CHALLENGE, NOW);
    expect(claims['credentialSubject']).toEqual({ id: 'did:example:1', aliases: ['Augusta'] });
  });

  test('with Ed25519 keys holds as well', async () => {
    const [by, key] = [ed25519Signer(secretOf('a')), ed25519Signer(secretOf('b'))];
    const text = await presentCredential(await credentialFor(key, by), ['name'], CHALLENGE, NOW, key);
    expect(ruleOf(text, plainKey(by.key))).toBe('accepted');
    expect(ruleOf(text, plainKey(issuer.key))).toBe('the signature of the issuer');
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['of another issuer', async () => ruleOf(await present([]), plainKey(holder.key)), 'the signature of the issuer'],
    ['without a holder', async () => ruleOf((await present([])).replace(/[^~]+$/, '')), "the holder's token"],
    ['by another holder', async () => ruleOf(await present([], CHALLENGE, NOW, issuer)), 'the signature of the holder'],
    [
      'for another verifier',
      async () => ruleOf(await present([], { ...CHALLENGE, audience: 'EveMSP' })),
      'made for this verifier',
    ],
    [
      'for another challenge',
      async () => ruleOf(await present([], { ...CHALLENGE, nonce: 'old' })),
      'made for this challenge',
    ],
    [
      'with a field added',
      async () => ruleOf(insert(await present(['name']), credential.split('~')[2] ?? '')),
      'made for this presentation',
    ],
    ['with a made-up field', async () => ruleOf(insert(await present([]), forged)), 'every disclosure used'],
    ['shown long ago', async () => ruleOf(await present([], CHALLENGE, NOW - 301)), 'made now'],
    ['from the future', async () => ruleOf(await present([], CHALLENGE, NOW + 61)), 'made now'],
    ['not yet begun', async () => ruleOf(await present([]), undefined, undefined, NOW - 61), 'begun'],
    ['expired', async () => ruleOf(await present([]), undefined, undefined, NOW + 3_660), 'not expired'],
    ['without an end', async () => ruleOf(await endless()), 'an end'],
    ['that is no credential', () => Promise.resolve(ruleOf('a.b.c')), 'an SD-JWT'],
    ['of garbage', () => Promise.resolve(ruleOf('a.b.c~')), 'JSON in base64url'],
    ['without an algorithm', async () => ruleOf(unsigned(await present([]))), 'the signature of the issuer'],
    ['over every limit', () => Promise.resolve(ruleOf(`${'a'.repeat(70_000)}~`)), 'a text of allowed length'],
  ])('%s is refused', async (_, rule, expected) => {
    expect(await rule()).toBe(expected);
  });

  /** A credential that never expires. */
  async function endless(): Promise<string> {
    const payload = { iss: DID, vct: 'urn:test', iat: NOW, cnf: { jwk: plainKey(holder.key) } };
    const issued = await issueCredential({ payload, disclosures: [] }, `${DID}#1`, issuer);
    return presentCredential(issued, [], CHALLENGE, NOW, holder);
  }

  const forged = conceal('c2FsdA', 'name', 'Eve').disclosure;
});

/** The presentation with a disclosure more. */
function insert(text: string, disclosure: string): string {
  const parts = text.split('~');
  return [...parts.slice(0, -1), disclosure, parts.at(-1)].join('~');
}

/** The presentation with `alg: none` and no signature of the issuer. */
function unsigned(text: string): string {
  const [token = '', ...rest] = text.split('~');
  const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'dc+sd-jwt' })).toString('base64url');
  return [`${header}.${token.split('.')[1] ?? ''}.`, ...rest].join('~');
}
