import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  CREDENTIAL_LIST_ENTRIES,
  keyIdOf,
  parseSdJwt,
  parseToken,
  partyRecordHash,
  plainKey,
  privatePartyRecord,
  type JsonRecord,
} from '@scrip/model';
import { ed25519Signer, newSecret, p256Signer, type Signer } from '@scrip/signing';
import { StatusList } from '@sd-jwt/jwt-status-list';
import { importJWK, jwtVerify, type JWK, type JWTVerifyResult } from 'jose';
import { ScripClient } from '../client/client.js';
import type { JsonObject } from '../ledger/ledger.js';
import { openAssertionKey } from '../operators/assertion-key.js';
import { PERSON } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';
import { stated } from './stated.js';

const PARTY = `P${'A'.repeat(32)}`;
const ORGANISATION = `P${'B'.repeat(32)}`;
const THRESHOLDS = { authentication: 1, instruction: 1, assertion: 1 };
const holder = ed25519Signer(newSecret());
const RECORD = privatePartyRecord(
  stated({ schema: 1, salt: 'c'.repeat(64), ...PERSON, retention: { purpose: 'custody', basis: 'contract' } }),
  '',
);

let gateway: TestGateway;
let client: ScripClient;

const keyOf = ({ key }: Signer): JsonObject => ({
  ...stated({ key, keyId: keyIdOf(key) }),
  ...{ purposes: ['authentication', 'instruction'], addedOn: '2026-11-23' },
});
const recorded = (partyId: string, key: JsonObject, more: JsonObject = {}): JsonObject => ({
  ...{ partyId, kind: 'person', custodian: 'TestMSP', recordHash: partyRecordHash(RECORD), sequence: 0 },
  ...{ keyring: { keys: [key], thresholds: THRESHOLDS }, restrictions: [], ...more },
});

/** What the channel knows of the party from now on. */
async function become(more: JsonObject): Promise<void> {
  const party = recorded(PARTY, keyOf(holder), more);
  gateway.ledger.functions.set('party:get', () => ({ events: [], result: party }));
  const block = gateway.ledger.commit([{ type: 'PartyRegistered', facts: { party } }]);
  for (let tries = 0; tries < 200 && (await client.parties.get(PARTY)).asOf.block < block; tries += 1);
}

beforeEach(async () => {
  gateway = await openTestGateway({}, { publicUrl: 'https://gateway.test.example/' });
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const own = recorded(ORGANISATION, keyOf(openAssertionKey(gateway.directory)));
  gateway.ledger.functions.set('party:ofKey', () => ({ events: [], result: own }));
  gateway.ledger.functions.set('party:read', () => ({ events: [], result: stated(RECORD) }));
  gateway.ledger.functions.set('party:purge', () => ({ events: [], result: {} }));
  gateway.ledger.commit([{ type: 'PartyRegistered', facts: { party: recorded(PARTY, keyOf(holder)) } }]);
  await become({});
});
afterEach(() => gateway.dispose());

/** The place that a credential names in its payload. */
async function issued(): Promise<{ readonly idx: number; readonly uri: string }> {
  const { credential } = await client.partyCredential(PARTY, 'the holder asked');
  const { status } = parseToken(parseSdJwt(credential).token).payload as { status: { status_list: JsonRecord } };
  return status.status_list as { idx: number; uri: string };
}

/** The list as a verifier reads it, who has no key here: verified by the organisation's published key. */
async function verified(): Promise<JWTVerifyResult & { readonly list: StatusList }> {
  const answer = await fetch(`${gateway.url}/credential-status-list`);
  expect(answer.headers.get('Content-Type')).toMatch(/^application\/statuslist\+jwt/);
  const key = await importJWK(plainKey(openAssertionKey(gateway.directory).key) as JWK, 'ES256');
  const read = await jwtVerify(await answer.text(), key, { typ: 'statuslist+jwt', requiredClaims: ['exp', 'iat'] });
  const { lst, bits } = read.payload['status_list'] as { lst: string; bits: 2 };
  return { ...read, list: StatusList.decompressStatusList(lst, bits) };
}
const statusAt = async (idx: number): Promise<number> => (await verified()).list.getStatus(idx);

test('a credential names a place in a list that an independent reader verifies without a key', async () => {
  const { idx, uri } = await issued();
  expect(uri).toBe('https://gateway.test.example/credential-status-list?channel=securities');
  const { payload, protectedHeader, list } = await verified();
  expect(payload.sub).toBe(uri);
  expect(protectedHeader.kid).toContain(ORGANISATION);
  expect(list.statusList).toHaveLength(CREDENTIAL_LIST_ENTRIES);
  expect(list.getStatus(idx)).toBe(0);
});

test('it is suspended while the party does not act by its keys, and counts again', async () => {
  const { idx } = await issued();
  const terms = { guardians: [ORGANISATION], keys: [{ key: stated(holder.key), purposes: ['instruction'] }] };
  const recovery = { requestedOn: '2026-11-23', effectiveOn: '2026-11-30', ...terms, thresholds: THRESHOLDS };
  await become({ recovery });
  expect(await statusAt(idx)).toBe(2);
  const restriction = { since: '2026-11-23', imposedBy: 'TestMSP', reasonHash: 'f'.repeat(64), outlasting: [] };
  await become({ restrictions: [restriction] });
  expect(await statusAt(idx)).toBe(2);
  await become({});
  expect(await statusAt(idx)).toBe(0);
});

test('it ends with the key to which it is bound', async () => {
  const { idx } = await issued();
  const keys = [{ ...keyOf(holder), revokedOn: '2026-11-23' }, keyOf(p256Signer(newSecret()))];
  await become({ keyring: { keys, thresholds: THRESHOLDS } });
  expect(await statusAt(idx)).toBe(1);
});

test('it ends with the record that it repeats, which an ended relationship amends; a new one counts', async () => {
  const before = await issued();
  await become({ recordHash: 'e'.repeat(64) });
  const after = await issued();
  expect([await statusAt(before.idx), await statusAt(after.idx)]).toEqual([1, 0]);
});

test('it ends with the erasure of the record, which the channel does not see', async () => {
  const { idx } = await issued();
  expect(await statusAt(idx)).toBe(0);
  await client.parties.erasePersonalRecord(PARTY);
  expect(await statusAt(idx)).toBe(1);
});

test('two credentials of one party have two places, and neither tells of the other', async () => {
  const [first, second] = [await issued(), await issued()];
  expect(first.idx).not.toBe(second.idx);
});

test('an unknown channel has no list', async () => {
  expect((await fetch(`${gateway.url}/credential-status-list?channel=none`)).status).toBe(404);
});
