import { expect, test } from '@jest/globals';
import { plainKey, statusBytes, statusIndexOf, type ClaimId } from '@scrip/model';
import { ES256 } from '@sd-jwt/crypto-nodejs';
import { getListFromStatusListJWT } from '@sd-jwt/jwt-status-list';
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { p256Signer } from './local-key.js';
import { issueStatusList } from './status-list.js';

const signer = p256Signer(createHash('sha256').update('claim issuer').digest());
const REVOKED = 'abcde'.padEnd(64, '0') as ClaimId;
const STANDING = 'abcdf'.padEnd(64, '0') as ClaimId;

test('a status list verifies in an independent library and tells which claims are revoked', async () => {
  const lst = deflateSync(statusBytes([REVOKED])).toString('base64url');
  const terms = { uri: 'https://example.org/status', issuedAt: 1_795_000_000, expiresAt: 1_795_003_600 };
  const token = await issueStatusList({ ...terms, statusList: { bits: 1, lst } }, 'did:example:bank#key', signer);
  const [header = '', payload = '', signature = ''] = token.split('.');
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({
    alg: 'ES256',
    typ: 'statuslist+jwt',
  });
  const verify = await ES256.getVerifier(plainKey(signer.key));
  expect(await verify(`${header}.${payload}`, signature)).toBe(true);
  expect(await verify(`${header}.${payload}x`, signature)).toBe(false);
  const list = getListFromStatusListJWT(token);
  expect([list.getStatus(statusIndexOf(REVOKED)), list.getStatus(statusIndexOf(STANDING))]).toEqual([1, 0]);
});
