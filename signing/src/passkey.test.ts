import { describe, expect, test } from '@jest/globals';
import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import {
  fromBase64url,
  isSignedBy,
  passkeyChallenge,
  signature,
  toBase64url,
  type P256Key,
  type PasskeyScope,
  type Signature,
} from '@scrip/model';
import { newSecret, p256Signer } from './local-key.js';
import { passkeySigner, type AuthenticatorAnswer } from './passkey.js';

const secret = newSecret();
const SCOPE: PasskeyScope = { rpId: 'bank.example', origins: ['https://bank.example', 'https://app.bank.example'] };
const KEY = { ...(p256Signer(secret).key as P256Key), passkey: SCOPE };
const MESSAGE = new TextEncoder().encode('a statement');
const USER_PRESENT = 0b001;
const USER_VERIFIED = 0b100;

/** How the answer of an authenticator may differ from a good one. */
interface Differing {
  readonly client?: Readonly<Record<string, unknown>>;
  readonly clientText?: Uint8Array;
  readonly rpId?: string;
  readonly flags?: number;
  /** Bytes that the authenticator signs instead. */
  readonly signed?: Uint8Array;
}

/** An authenticator made by hand (W3C WebAuthn level 2, sections 5.8.1, 6.1 and 6.3.3). */
function answerOf(challenge: Uint8Array, differing: Differing = {}): AuthenticatorAnswer {
  const { client, rpId = SCOPE.rpId, flags = USER_PRESENT | USER_VERIFIED } = differing;
  const data = {
    type: 'webauthn.get',
    challenge: toBase64url(challenge),
    origin: SCOPE.origins[0],
    crossOrigin: false,
    ...client,
  };
  const clientDataJSON = differing.clientText ?? new TextEncoder().encode(JSON.stringify(data));
  const counter = [0, 0, 0, 7];
  const authenticatorData = Uint8Array.of(...sha256(new TextEncoder().encode(rpId)), flags, ...counter);
  const signed = differing.signed ?? Uint8Array.of(...authenticatorData, ...sha256(clientDataJSON));
  const given = p256.sign(signed, secret, { lowS: false, prehash: true, format: 'der' });
  return {
    authenticatorData: Uint8Array.from(authenticatorData).buffer,
    clientDataJSON: Uint8Array.from(clientDataJSON).buffer,
    signature: Uint8Array.from(given).buffer,
  };
}

const sign = (differing?: Differing): Promise<Signature> =>
  passkeySigner(KEY, (challenge) => Promise.resolve(answerOf(challenge, differing))).sign(MESSAGE);

describe('a passkey', () => {
  test('signs with whatever half of s the authenticator gives', async () => {
    for (let round = 0; round < 16; round += 1) {
      const message = Uint8Array.of(...MESSAGE, round);
      const signer = passkeySigner(KEY, (challenge) => Promise.resolve(answerOf(challenge)));
      const given = signature(await signer.sign(message), '');
      expect(isSignedBy(KEY, message, given)).toBe(true);
    }
  });

  test('is asked for the hash of the statement', async () => {
    let asked = new Uint8Array();
    const signer = passkeySigner(KEY, (challenge) => {
      asked = Uint8Array.from(challenge);
      return Promise.resolve(answerOf(challenge));
    });
    await signer.sign(MESSAGE);
    expect(asked).toEqual(Uint8Array.from(sha256(MESSAGE)));
  });

  test.each<[string, Differing]>([
    ['from another of its origins', { client: { origin: 'https://app.bank.example' } }],
    ['from a browser that does not say whether it was embedded', { client: { crossOrigin: undefined } }],
    ['with flags beside those that are needed', { flags: 0b11101 }],
    ['with members that are not known', { client: { tokenBinding: { status: 'supported' } } }],
  ])('counts %s', async (_, differing) => {
    expect(isSignedBy(KEY, MESSAGE, await sign(differing))).toBe(true);
  });

  test.each<[string, Differing]>([
    ['made at registration (step 11)', { client: { type: 'webauthn.create' } }],
    ['for another challenge (step 12)', { client: { challenge: toBase64url(passkeyChallenge(Uint8Array.of(1))) } }],
    ['with the challenge in padded base64 (step 12)', { client: { challenge: `${toBase64url(sha256(MESSAGE))}=` } }],
    ['from a page of somebody else (step 13)', { client: { origin: 'https://bank.example.evil.example' } }],
    ['from an origin that only begins alike (step 13)', { client: { origin: 'https://bank.example:8443' } }],
    ['from within a page of somebody else (step 13)', { client: { crossOrigin: true } }],
    ['for another relying party (step 15)', { rpId: 'evil.example' }],
    ['without a person present (step 16)', { flags: USER_VERIFIED }],
    ['without verifying the person (step 17)', { flags: USER_PRESENT }],
    ['over other data (step 20)', { signed: MESSAGE }],
    ['with client data that are a list', { clientText: new TextEncoder().encode('[]') }],
    ['with client data that are no JSON', { clientText: new TextEncoder().encode('{') }],
    ['with client data that are no UTF-8', { clientText: Uint8Array.of(0x22, 0xff, 0x22) }],
    ['with client data that are null', { clientText: new TextEncoder().encode('null') }],
  ])('does not count %s', async (_, differing) => {
    expect(isSignedBy(KEY, MESSAGE, await sign(differing))).toBe(false);
  });

  test('does not count with the upper half of s', async () => {
    const given = await sign();
    const bytes = fromBase64url(given.signature);
    const { r, s } = p256.Signature.fromBytes(bytes, 'compact');
    const high = new p256.Signature(r, p256.Point.Fn.ORDER - s).toBytes('compact');
    expect(isSignedBy(KEY, MESSAGE, { ...given, signature: toBase64url(high) })).toBe(false);
  });

  test('does not sign like a plain key, nor a plain key like a passkey', async () => {
    const plain = p256Signer(secret);
    expect(isSignedBy(KEY, MESSAGE, await plain.sign(MESSAGE))).toBe(false);
    expect(isSignedBy(plain.key, MESSAGE, await sign())).toBe(false);
  });

  test('with too little authenticator data is not read at all', async () => {
    const given = await sign();
    const short = toBase64url(fromBase64url(given.passkey?.authenticatorData ?? '').slice(0, 36));
    const passkey = { authenticatorData: short, clientDataJSON: given.passkey?.clientDataJSON };
    expect(() => signature({ ...given, passkey }, '')).toThrow(expect.objectContaining({ code: 'FIELD_INVALID' }));
  });
});
