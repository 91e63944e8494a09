import { deflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { credentialStatusBytes, plainKey, type CredentialStatus } from '@scrip/model';
import { issueStatusList, newSecret, p256Signer, type Signer } from '@scrip/signing';
import { statusIn, statusPlace } from './credential-status.js';

const NOW = 1_795_000_000;
const URI = 'https://cirrus.example/credential-status-list?channel=securities';
const issuer = p256Signer(newSecret());
const ENTRIES: readonly (readonly [number, CredentialStatus])[] = [
  [0, 'invalid'],
  [5, 'suspended'],
];

function list(by: Signer = issuer, bytes = credentialStatusBytes(ENTRIES)): Promise<string> {
  const statusList = { bits: 2, lst: deflateSync(bytes).toString('base64url') };
  return issueStatusList({ uri: URI, statusList, issuedAt: NOW, expiresAt: NOW + 60 }, 'did:example:1#1', by);
}

test.each([
  [0, 'invalid'],
  [1, 'valid'],
  [5, 'suspended'],
  [1_048_575, 'valid'],
])('entry %d is %s', async (index, status) => {
  expect(statusIn(await list(), { uri: URI, index }, plainKey(issuer.key), NOW)).toBe(status);
});

test.each<[string, () => Promise<unknown>]>([
  [
    'of another issuer',
    async () => statusIn(await list(p256Signer(newSecret())), { uri: URI, index: 1 }, plainKey(issuer.key), NOW),
  ],
  ['of another address', async () => statusIn(await list(), { uri: `${URI}2`, index: 1 }, plainKey(issuer.key), NOW)],
  ['that is too old', async () => statusIn(await list(), { uri: URI, index: 1 }, plainKey(issuer.key), NOW + 60)],
  ['without the entry', async () => statusIn(await list(), { uri: URI, index: 1_048_576 }, plainKey(issuer.key), NOW)],
  [
    'that grows without end',
    async () =>
      statusIn(await list(issuer, new Uint8Array(2 ** 25)), { uri: URI, index: 1 }, plainKey(issuer.key), NOW),
  ],
  [
    'that is no token',
    () => Promise.resolve().then(() => statusIn('a.b', { uri: URI, index: 1 }, plainKey(issuer.key), NOW)),
  ],
])('a list %s says nothing', async (_, judged) => {
  await expect(judged()).rejects.toMatchObject({ code: 'CREDENTIAL_INVALID' });
});

test('a credential without a place in a list has none', () => {
  expect(statusPlace({})).toBeUndefined();
  expect(statusPlace({ status: { status_list: { idx: 3, uri: URI } } })).toEqual({ uri: URI, index: 3 });
});
