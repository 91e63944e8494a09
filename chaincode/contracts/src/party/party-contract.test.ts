import { beforeEach, describe, expect, test } from '@jest/globals';
import { NO_KEYS } from '@scrip/model';
import { refusalOfCall, type Channel } from '../test-support/channel.js';
import { CUSTODIAN, holderOf, openedChannel, REGISTRAR, REGULATOR, takeOn } from '../test-support/market.js';

const NAME = 'Ada Lovelace';
const { record, reference } = holderOf(CUSTODIAN, NAME);
const registration = { ...reference, kind: 'person' };
const PUBLIC = { ...registration, custodian: CUSTODIAN, keyring: NO_KEYS, sequence: 0, restrictions: [] };
const COLLECTION = `_implicit_org_${CUSTODIAN}`;
let channel: Channel;

beforeEach(async () => {
  channel = await openedChannel();
});

const keep = (transient: Readonly<Record<string, string>>, body: unknown = reference): Promise<unknown> =>
  channel.submit(CUSTODIAN, 'party:record', body, { transient });

describe('the private record', () => {
  test('is written with its command id to the collection of the caller, and nowhere else', async () => {
    const options = { transient: { record }, commandId: 'onboarding' };
    const { writes, events } = await channel.submit(CUSTODIAN, 'party:record', reference, options);
    expect(writes.map(({ collection, key }) => [collection, key])).toEqual([
      [COLLECTION, 'command/onboarding'],
      [COLLECTION, `party/${reference.partyId}`],
    ]);
    expect(events).toEqual([]);
  });

  test('may be presented again, but not replaced by another one', async () => {
    await keep({ record });
    await keep({ record });
    const moved = JSON.parse(record) as { address: { line1: string } };
    moved.address.line1 = 'Other street';
    const { canonicalJson, partyRecordHash, privatePartyRecord } = await import('@scrip/model');
    const body = { ...reference, recordHash: partyRecordHash(privatePartyRecord(moved, '')) };
    expect((await refusalOfCall(keep({ record: canonicalJson(moved) }, body))).code).toBe('PARTY_EXISTS');
  });

  test('of somebody who was not registered is erased at once, and of a party when its retention period has begun', async () => {
    const purge = (): Promise<unknown> => channel.submit(CUSTODIAN, 'party:purge', { partyId: reference.partyId });
    await keep({ record });
    await purge();
    expect(channel.peer.ledger.snapshot()).not.toMatch(/Lovelace|Example street/);
    await keep({ record });
    await channel.submit(CUSTODIAN, 'party:register', registration);
    expect((await refusalOfCall(purge())).code).toBe('RETENTION_NOT_BEGUN');
    expect(channel.peer.ledger.snapshot()).toMatch(/Lovelace/);
  });

  test.each([
    ['not presented', {}, reference, 'PARTY_RECORD_MISSING'],
    ['not canonical', { record: ` ${record}` }, reference, 'COMMAND_MALFORMED'],
    ['of another person', { record: holderOf(CUSTODIAN, 'Eve').record }, reference, 'PARTY_RECORD_DIFFERS'],
    [
      'of another organisation',
      { record: holderOf(REGISTRAR, NAME).record },
      holderOf(REGISTRAR, NAME).reference,
      'PARTY_RECORD_DIFFERS',
    ],
    ['over its maximum', { record: `"${'a'.repeat(20_000)}"` }, reference, 'LIMIT_EXCEEDED'],
    ['of another shape', { record: '{"name":"Ada"}' }, reference, 'FIELD_INVALID'],
  ])('%s is refused, and the refusal shows nothing of it', async (_, transient, body, code) => {
    const before = channel.peer.ledger.snapshot();
    const refusal = await refusalOfCall(keep(transient, body));
    expect(refusal.code).toBe(code);
    expect(JSON.stringify(refusal)).not.toMatch(/Ada|Eve|Lovelace|Example street/);
    expect(channel.peer.ledger.snapshot()).toBe(before);
  });

  test('is neither written nor read at the peer of another organisation', async () => {
    const options = { transient: { record }, peerMspId: REGISTRAR };
    expect((await refusalOfCall(channel.submit(CUSTODIAN, 'party:record', reference, options))).code).toBe(
      'PEER_NOT_OF_CALLER',
    );
    await keep({ record });
    const args = [reference.partyId];
    expect(await channel.evaluate(CUSTODIAN, 'party:read', args)).toEqual(JSON.parse(record));
    expect((await refusalOfCall(channel.evaluate(CUSTODIAN, 'party:read', args, REGISTRAR))).code).toBe(
      'PEER_NOT_OF_CALLER',
    );
    expect((await refusalOfCall(channel.evaluate(REGISTRAR, 'party:read', args, CUSTODIAN))).code).toBe(
      'PEER_NOT_OF_CALLER',
    );
    expect((await refusalOfCall(channel.evaluate(REGISTRAR, 'party:read', args))).code).toBe('PARTY_RECORD_ABSENT');
  });

  test('is refused to a role that takes nobody on', async () => {
    const call = channel.submit(REGULATOR, 'party:record', reference, { transient: { record } });
    expect((await refusalOfCall(call)).code).toBe('AUTHORITY_DENIED');
  });
});

describe('the public party', () => {
  test('is an id and a hash, and holds nothing of the person', async () => {
    await keep({ record });
    const { writes, events, result } = await channel.submit(CUSTODIAN, 'party:register', registration, {
      peerMspId: REGISTRAR,
    });
    expect(result).toEqual({ partyId: reference.partyId });
    expect(events).toEqual([{ type: 'PartyRegistered', party: PUBLIC }]);
    expect(JSON.stringify([writes, events, result])).not.toMatch(/Ada|Lovelace|Paris|Example street|aaaaaaaa/);
    expect(await channel.evaluate(REGULATOR, 'party:get', [reference.partyId])).toEqual(PUBLIC);
  });

  test('without a private record is refused: an absent hash is no agreement', async () => {
    expect((await refusalOfCall(channel.submit(CUSTODIAN, 'party:register', registration))).code).toBe(
      'PARTY_RECORD_ABSENT',
    );
  });

  test('whose record is at another organisation is refused', async () => {
    await keep({ record });
    expect((await refusalOfCall(channel.submit(REGISTRAR, 'party:register', registration))).code).toBe(
      'PARTY_RECORD_ABSENT',
    );
  });

  test('with another hash is refused', async () => {
    await keep({ record });
    const body = { ...registration, recordHash: '0'.repeat(64) };
    expect((await refusalOfCall(channel.submit(CUSTODIAN, 'party:register', body))).code).toBe('PARTY_RECORD_DIFFERS');
  });

  test('is registered once', async () => {
    await takeOn(channel, CUSTODIAN, NAME);
    expect((await refusalOfCall(channel.submit(CUSTODIAN, 'party:register', registration))).code).toBe('PARTY_EXISTS');
  });

  test('that nobody knows is refused', async () => {
    const args = [`P${'A'.repeat(32)}`];
    expect((await refusalOfCall(channel.evaluate(REGULATOR, 'party:get', args))).code).toBe('PARTY_UNKNOWN');
  });
});
