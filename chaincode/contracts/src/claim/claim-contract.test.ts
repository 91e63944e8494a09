import { beforeEach, describe, expect, test } from '@jest/globals';
import { claimRecord, LIMITS, type ClaimId } from '@scrip/model';
import { createHash } from 'node:crypto';
import { type Channel } from '../test-support/channel.js';
import { adopt, claimOf, FINDINGS, makeClaim, record, type TestClaim } from '../test-support/claims.js';
import { TEST_LEDGER } from '../test-support/keyed-party.js';
import {
  advanceTo,
  CUSTODIAN,
  FOUNDING_WITHOUT_WEEKENDS,
  openedChannel,
  REGISTRAR,
  REGULATOR,
  takeOn,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

const COLLECTION = `_implicit_org_${CUSTODIAN}`;
let channel: Channel;
let ada: string;
let kyc: TestClaim;

beforeEach(async () => {
  channel = await openedChannel(FOUNDING_WITHOUT_WEEKENDS);
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  kyc = claimOf(ada);
});

const publish = (by: string, body: unknown): Promise<unknown> => channel.submit(by, 'claim:publish', body);
const revoke = ({ claimId }: TestClaim, by = CUSTODIAN): Promise<unknown> =>
  channel.submit(by, 'claim:revoke', { claimId });
const announce = ({ claimId }: TestClaim, by: string = REGISTRAR): ReturnType<Channel['submit']> =>
  channel.submit(by, 'claim:announceRevocation', { issuer: CUSTODIAN, claimId });

async function statuses(scope = 'network'): Promise<readonly string[]> {
  const { claims } = (await channel.evaluate(REGULATOR, 'claim:ofParty', [ada, scope])) as {
    readonly claims: readonly { readonly status: string }[];
  };
  return claims.map(({ status }) => status);
}

/** The refusal of a call, which must have left the ledger as it was. */
async function refused(call: () => Promise<unknown>): Promise<string> {
  const refusal = await refusalWithoutTrace(channel, call);
  expect(JSON.stringify(refusal)).not.toContain(FINDINGS);
  return refusal.code;
}

describe('a claim is recorded', () => {
  test('with its details in the collection of its issuer, and nowhere else', async () => {
    const { writes, events } = await record(channel, kyc);
    expect(writes.map(({ collection, key }) => [collection, key.split('/')[0]])).toEqual([
      [COLLECTION, 'claim'],
      [COLLECTION, 'claimDetails'],
      [COLLECTION, 'command'],
    ]);
    expect(events).toEqual([]);
    expect(channel.peer.ledger.hash(COLLECTION, `claim/${kyc.claimId}`)?.toString('hex')).toBe(kyc.claimId);
  });

  test.each<[string, () => TestClaim, string]>([
    ['under another id', () => ({ ...kyc, claimId: '0'.repeat(64) as ClaimId }), 'CLAIM_DIFFERS'],
    ['for another ledger', () => claimOf(ada, {}, 'first', { ...TEST_LEDGER, channel: 'other' }), 'CLAIM_DIFFERS'],
    ['with other details', () => claimOf(ada, { detailsHash: '0'.repeat(64) }), 'CLAIM_DIFFERS'],
    ['that ends before it begins', () => withText('"2026-12-31"', '"2026-11-19"'), 'FIELD_INVALID'],
    [
      'with a value that could name somebody',
      () => withText('"validUntil":"2026-12-31"', '"validUntil":"2026-12-31","value":"19701231"'),
      'FIELD_INVALID',
    ],
    ['without its text', () => ({ ...kyc, transient: {} as TestClaim['transient'] }), 'CLAIM_NOT_PRESENTED'],
  ])('%s: refused', async (_, given, code) => {
    expect(await refused(() => record(channel, given()))).toBe(code);
  });

  test('once', async () => {
    await record(channel, kyc);
    expect(await refused(() => record(channel, kyc))).toBe('CLAIM_EXISTS');
  });

  test('by nobody in the name of another issuer', async () => {
    const { claimId, transient } = kyc;
    const call = (): Promise<unknown> => channel.submit(REGISTRAR, 'claim:record', { claimId }, { transient });
    expect(await refused(call)).toBe('AUTHORITY_DENIED');
  });
});

describe('a claim is published', () => {
  test('without anything personal', async () => {
    await record(channel, kyc);
    const { events, writes, result } = await channel.submit(CUSTODIAN, 'claim:publish', kyc.stated);
    const published = { ...kyc.stated, claimId: kyc.claimId, publishedOn: '2026-11-20' };
    expect(events).toEqual([{ type: 'ClaimPublished', claim: published }]);
    expect(JSON.stringify([events, writes, result])).not.toContain(FINDINGS);
  });

  test('before it is recorded: refused, an absent hash is no agreement', async () => {
    expect(await refused(() => publish(CUSTODIAN, kyc.stated))).toBe('CLAIM_NOT_RECORDED');
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['of another type', { type: 'accredited-investor' }],
    ['that is valid for longer', { validUntil: '2027-12-31' }],
    ['with a longer grace', { graceDays: 90 }],
    ['about another party', { subject: `P${'A'.repeat(32)}` }],
  ])('a claim %s than the one recorded is another claim', async (_, differing) => {
    await record(channel, kyc);
    const call = (): Promise<unknown> => publish(CUSTODIAN, { ...kyc.stated, ...differing });
    expect(await refused(call)).toBe('subject' in differing ? 'PARTY_UNKNOWN' : 'CLAIM_NOT_RECORDED');
  });

  test('by its issuer alone, and once', async () => {
    await makeClaim(channel, kyc);
    expect(await refused(() => publish(REGISTRAR, kyc.stated))).toBe('AUTHORITY_DENIED');
    expect(await refused(() => publish(CUSTODIAN, kyc.stated))).toBe('CLAIM_EXISTS');
  });

  /** Puts claims of the custodian about Ada into public state as if they had been published. */
  function publishedEarlier(number: number, typeOf: (index: number) => string): void {
    const earlier = Array.from({ length: number }, (_, n) => claimOf(ada, { type: typeOf(n) }, `no ${n}`));
    const writes = earlier.map(({ claimId, stated }) => {
      const value = claimRecord.encode({ ...stated, claimId, publishedOn: stated.validFrom });
      return { collection: '', key: `claim/${ada}/${CUSTODIAN}/${stated.type}/${claimId}`, value };
    });
    channel.peer.ledger.plant(writes);
  }

  test.each<[string, number, (index: number) => string]>([
    ['a movement can read all of one kind', LIMITS.claimsPerIssuerAndTypeMax, () => 'kyc'],
    ['a query can read all about a party', LIMITS.claimsPerIssuerAndPartyMax, (n) => `type-${String(n)}`],
  ])('so often that %s; those that are over make room', async (_, number, typeOf) => {
    publishedEarlier(number, typeOf);
    await record(channel, kyc);
    expect(await refused(() => publish(CUSTODIAN, kyc.stated))).toBe('LIMIT_EXCEEDED');
    for (const date of ['2026-12-20', '2027-01-10']) {
      await advanceTo(channel, date);
    }
    expect(await refused(() => publish(CUSTODIAN, kyc.stated))).toBe('LIMIT_EXCEEDED');
    await advanceTo(channel, '2027-01-11');
    await publish(CUSTODIAN, kyc.stated);
    expect(await statuses()).toHaveLength(1);
  });

  test('whatever another issuer has published about the party', async () => {
    publishedEarlier(LIMITS.claimsPerIssuerAndPartyMax, (n) => `type-${String(n)}`);
    const other = claimOf(ada, { issuer: REGISTRAR });
    await makeClaim(channel, other);
    expect(await statuses()).toHaveLength(LIMITS.claimsPerIssuerAndPartyMax + 1);
    expect(LIMITS.claimsPerIssuerAndPartyMax * LIMITS.participantsMax).toBeLessThanOrEqual(LIMITS.recordsPerQueryMax);
  });
});

describe('a revocation', () => {
  beforeEach(async () => {
    await adopt(channel, REGULATOR);
    await makeClaim(channel, kyc);
  });

  test('counts at once, though nobody was told (onchain-id/solidity#172)', async () => {
    expect(await statuses()).toEqual(['valid']);
    await revoke(kyc);
    expect(await statuses()).toEqual(['revoked']);
  });

  test('is by the id of the claim, of its issuer, at the issuer’s own peer', async () => {
    expect(await refused(() => revoke(kyc, REGISTRAR))).toBe('CLAIM_UNKNOWN');
    const elsewhere = (): Promise<unknown> =>
      channel.submit(CUSTODIAN, 'claim:revoke', { claimId: kyc.claimId }, { peerMspId: REGISTRAR });
    expect(await refused(elsewhere)).toBe('PEER_NOT_OF_CALLER');
  });

  test('is never undone: not recorded again, not published again (onchain-id/solidity#170)', async () => {
    await revoke(kyc);
    expect(await refused(() => revoke(kyc))).toBe('CLAIM_REVOCATION_FINAL');
    expect(await refused(() => record(channel, kyc))).toBe('CLAIM_EXISTS');
    expect(await refused(() => publish(CUSTODIAN, kyc.stated))).toBe('CLAIM_REVOCATION_FINAL');
  });

  test('of a claim that was never published keeps it from being published', async () => {
    const later = claimOf(ada, {}, 'later');
    await record(channel, later);
    await revoke(later);
    expect(await refused(() => publish(CUSTODIAN, later.stated))).toBe('CLAIM_REVOCATION_FINAL');
    expect(await refused(() => announce(later))).toBe('CLAIM_UNKNOWN');
  });

  test('is announced by anyone who sees it, once, and not before', async () => {
    expect(await refused(() => announce(kyc))).toBe('CLAIM_IN_FORCE');
    await revoke(kyc);
    const { events } = await announce(kyc);
    expect(events).toMatchObject([{ type: 'ClaimRevoked', claim: { claimId: kyc.claimId, revokedOn: '2026-11-20' } }]);
    expect(await refused(() => announce(kyc))).toBe('CLAIM_REVOCATION_FINAL');
  });

  test('that was announced stands, even if the private value came back', async () => {
    await revoke(kyc);
    await announce(kyc);
    const value = kyc.text;
    channel.peer.ledger.plant([{ collection: COLLECTION, key: `claim/${kyc.claimId}`, value }]);
    expect(await statuses()).toEqual(['revoked']);
  });

  test('cannot be got round by who puts a claim into public state without its issuer', async () => {
    const forged = claimOf(ada, {}, 'forged');
    const value = claimRecord.encode({ ...forged.stated, claimId: forged.claimId, publishedOn: kyc.stated.validFrom });
    const key = `claim/${ada}/${CUSTODIAN}/kyc/${forged.claimId}`;
    channel.peer.ledger.plant([{ collection: '', key, value }]);
    expect([...(await statuses())].sort()).toEqual(['revoked', 'valid']);
  });

  test('leaves another claim of the same content alone', async () => {
    await makeClaim(channel, claimOf(ada, {}, 'second'));
    await revoke(kyc);
    expect([...(await statuses())].sort()).toEqual(['revoked', 'valid']);
  });
});

describe('the details', () => {
  test('are in no form outside the collection of the claim issuer', async () => {
    await adopt(channel, REGULATOR);
    await makeClaim(channel, kyc);
    await revoke(kyc);
    await announce(kyc);
    const bytes = Buffer.from(FINDINGS, 'utf8');
    const hash = createHash('sha256').update(bytes);
    const forms = [FINDINGS, bytes.toString('hex'), bytes.toString('base64url'), hash.digest('hex')];
    const committed = JSON.parse(channel.peer.ledger.snapshot()) as readonly (readonly [
      name: string,
      value: unknown,
    ])[];
    const inside = committed.filter(([name]) => name.startsWith(`${COLLECTION}\n`));
    const outside = committed.filter(([name]) => !name.startsWith(`${COLLECTION}\n`));
    expect(JSON.stringify(inside)).toContain(FINDINGS);
    for (const form of forms) expect(JSON.stringify(outside)).not.toContain(form);
  });

  test('are read by clients of the claim issuer at its own peer, and by nobody else', async () => {
    await makeClaim(channel, kyc);
    const args = [kyc.claimId];
    expect(await channel.evaluate(CUSTODIAN, 'claim:details', args)).toMatchObject({ findings: FINDINGS });
    expect(await refused(() => channel.evaluate(REGISTRAR, 'claim:details', args))).toBe('CLAIM_DETAILS_ABSENT');
    expect(await refused(() => channel.evaluate(REGISTRAR, 'claim:details', args, CUSTODIAN))).toBe(
      'PEER_NOT_OF_CALLER',
    );
  });

  test('of a claim that was never published are erased at once, and it is not published any more', async () => {
    await record(channel, kyc);
    await channel.submit(CUSTODIAN, 'claim:purgeDetails', { claimId: kyc.claimId });
    expect(JSON.stringify(channel.peer.ledger.snapshot())).not.toContain(FINDINGS);
    expect(await refused(() => publish(CUSTODIAN, kyc.stated))).toBe('CLAIM_REVOCATION_FINAL');
    expect(await refused(() => record(channel, kyc))).toBe('CLAIM_EXISTS');
  });

  test('are erased when their retention period has begun, and the claim goes on', async () => {
    await adopt(channel, REGULATOR);
    await makeClaim(channel, kyc);
    const purge = (): ReturnType<Channel['submit']> =>
      channel.submit(CUSTODIAN, 'claim:purgeDetails', { claimId: kyc.claimId });
    expect(await refused(purge)).toBe('RETENTION_NOT_BEGUN');
    await advanceTo(channel, '2026-12-01');
    await purge();
    expect(JSON.stringify(channel.peer.ledger.snapshot())).not.toContain(FINDINGS);
    expect(await statuses()).toEqual(['valid']);
  });
});

function withText(from: string, to: string): TestClaim {
  const { transient } = kyc;
  return { ...kyc, transient: { ...transient, claim: transient.claim.replace(from, to) } };
}
