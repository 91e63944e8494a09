import { beforeEach, describe, expect, test } from '@jest/globals';
import { keyIdOf } from '@scrip/model';
import { refusalOfCall, type Channel } from '../test-support/channel.js';
import { signerOf } from '../test-support/keyed-party.js';
import { CUSTODIAN, openedChannel, REGULATOR } from '../test-support/market.js';

const { key } = signerOf('issuer elsewhere');
const keyId = keyIdOf(key);
const adoption = { issuer: 'did:example:bank', key, credentialType: 'urn:example:customer' };
let channel: Channel;

beforeEach(async () => {
  channel = await openedChannel();
});

describe('issuers of credentials elsewhere', () => {
  test('are adopted by a regulator, and ended for good', async () => {
    const { events } = await channel.submit(REGULATOR, 'credential:adoptIssuer', adoption);
    expect(events).toMatchObject([{ type: 'CredentialIssuerAdopted', issuer: { keyId, adoptedBy: REGULATOR } }]);
    await channel.submit(REGULATOR, 'credential:endIssuer', { keyId });
    expect(await channel.evaluate(CUSTODIAN, 'credential:issuers')).toMatchObject({
      issuers: [{ keyId, issuer: 'did:example:bank', adoptedOn: '2026-11-20', endedOn: '2026-11-20' }],
    });
    for (const [name, body, code] of [
      ['credential:adoptIssuer', adoption, 'KEY_EXISTS'],
      ['credential:endIssuer', { keyId }, 'CREDENTIAL_ISSUER_UNKNOWN'],
    ] as const) {
      const before = channel.peer.ledger.snapshot();
      expect((await refusalOfCall(channel.submit(REGULATOR, name, body))).code).toBe(code);
      expect(channel.peer.ledger.snapshot()).toBe(before);
    }
  });

  test.each([
    ['by another role', CUSTODIAN, adoption, 'AUTHORITY_DENIED'],
    ['without a name', REGULATOR, { ...adoption, issuer: 'bank' }, 'FIELD_INVALID'],
    ['with a key that is no point', REGULATOR, { ...adoption, key: { ...key, x: 'A'.repeat(43) } }, 'FIELD_INVALID'],
  ])('are not adopted %s', async (_, mspId, body, code) => {
    const before = channel.peer.ledger.snapshot();
    expect((await refusalOfCall(channel.submit(mspId, 'credential:adoptIssuer', body))).code).toBe(code);
    expect(channel.peer.ledger.snapshot()).toBe(before);
  });
});
