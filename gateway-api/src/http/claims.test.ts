import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  claim,
  claimDetails,
  claimDetailsHash,
  claimIdOf,
  sha256Hex,
  STATUS_LIST_ENTRIES,
  statusIndexOf,
  type ClaimId,
  type LedgerName,
} from '@scrip/model';
import { StatusList } from '@sd-jwt/jwt-status-list';
import { ScripClient } from '../client/client.js';
import type { NewClaim, Trust } from '../client/types.js';
import { fakeClaims } from '../support/fake-claims.js';
import { stated } from './stated.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const SUBJECT = `P${'A'.repeat(32)}`;
const SECRET = 'identity card seen at the counter';
const NEW_CLAIM: NewClaim = {
  subject: SUBJECT,
  type: 'kyc',
  validFrom: '2026-11-20',
  validUntil: '2027-11-19',
  details: { findings: SECRET, retention: { purpose: 'anti-money-laundering', basis: 'legal-obligation' } },
};
const TRUST: Trust = {
  type: 'kyc',
  effect: 'requires',
  sides: 'receiver',
  issuers: [{ mspId: 'TestMSP', from: '2026-11-20' }],
};

let gateway: TestGateway;
let client: ScripClient;
let ledger: LedgerName;

beforeEach(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const { network, channel } = await client.parties.ledger();
  ledger = { network, channel } as LedgerName;
  for (const [name, perform] of fakeClaims(ledger)) gateway.ledger.functions.set(name, perform);
});
afterEach(() => gateway.dispose());

const submitted = (name: string): Readonly<Record<string, unknown>> =>
  gateway.ledger.submitted.find((command) => command.name === name)?.body ?? {};

describe('a claim over REST', () => {
  test('is recorded with its details as transient data, then published without them', async () => {
    const { claimId } = await client.claims.make(NEW_CLAIM);
    const published = claim(submitted('claim:publish'), '');
    expect(published).toMatchObject({ issuer: 'TestMSP', subject: SUBJECT, type: 'kyc', graceDays: 0 });
    expect(claimId).toBe(claimIdOf(ledger, published));
    expect(submitted('claim:record')).toEqual({ claimId });
    expect(JSON.stringify(gateway.ledger.submitted)).not.toContain(SECRET);
    const [transient] = [...gateway.ledger.transients.values()];
    const details = claimDetails(JSON.parse(transient?.['details'] ?? ''), '');
    expect(details.findings).toBe(SECRET);
    expect(claimDetailsHash(details)).toBe(published.detailsHash);
    // The salt of the claim is public: it must not open the hash of the details.
    expect(details.salt).not.toBe(published.salt);
    expect(sha256Hex(published.salt)).not.toBe(details.salt);
  });

  test('repeated with its key is the same claim; with another key another one', async () => {
    const first = await client.claims.make(NEW_CLAIM, { idempotencyKey: 'claim-key-1' });
    expect(await client.claims.make(NEW_CLAIM, { idempotencyKey: 'claim-key-1' })).toEqual(first);
    expect((await client.claims.make(NEW_CLAIM)).claimId).not.toBe(first.claimId);
  });

  test('is asked of the ledger with what it is worth, and revoked by its id', async () => {
    const { claimId } = await client.claims.make(NEW_CLAIM);
    expect((await client.claims.ofParty(SUBJECT)).claims).toMatchObject([{ claimId, status: 'valid' }]);
    expect(await client.claims.revoke(claimId)).toMatchObject({ claimId, announced: true });
    expect(submitted('claim:revoke')).toEqual({ claimId });
    expect((await client.claims.ofParty(SUBJECT)).claims).toMatchObject([{ claimId, status: 'revoked' }]);
  });

  test('shows what stands behind it to its issuer’s operators, and logs who read it', async () => {
    const { partyId: subject } = await client.registerParty(PERSON);
    const { claimId } = await client.claims.make({ ...NEW_CLAIM, subject });
    const transient = [...gateway.ledger.transients.values()].at(-1);
    const details = claimDetails(JSON.parse(transient?.['details'] ?? ''), '');
    gateway.ledger.functions.set('claim:details', () => ({ events: [], result: stated(details) }));
    expect((await client.claims.details(claimId, 'complaint')).details).toMatchObject({ findings: SECRET });
    expect((await client.parties.accessReport(subject)).items).toMatchObject([
      { operator: 'mia-maker', purpose: 'complaint' },
    ]);
    const call = client.claims.details('0'.repeat(64), 'curiosity');
    await expect(call).rejects.toMatchObject({ problem: { code: 'CLAIM_UNKNOWN' } });
  });

  test('is found in the status list of its issuer by an independent reader, when it is revoked', async () => {
    const [kept, revoked] = [await client.claims.make(NEW_CLAIM), await client.claims.make(NEW_CLAIM)];
    await client.claims.revoke(revoked.claimId);
    const { status_list: list } = await client.claims.statusList('TestMSP');
    const read = StatusList.decompressStatusList(list.lst, list.bits);
    expect(read.getStatus(statusIndexOf(revoked.claimId as ClaimId))).toBe(1);
    expect(read.getStatus(statusIndexOf(kept.claimId as ClaimId))).toBe(0);
    expect(read.statusList).toHaveLength(STATUS_LIST_ENTRIES);
  });

  test('that was never published is revoked without notice', async () => {
    expect(await client.claims.revoke('0'.repeat(64))).toMatchObject({ announced: false });
  });

  test.each<[string, object]>([
    ['a value with digits', { value: '19701231' }],
    ['a type in capitals', { type: 'KYC' }],
    ['a grace beyond the maximum', { graceDays: 91 }],
    ['an end before its beginning', { validUntil: '2026-11-19' }],
    ['a security twice', { securities: [ISIN, ISIN] }],
    ['no details', { details: undefined }],
    ['an issuer of its own', { issuer: 'OtherMSP' }],
  ])('with %s is refused, and nothing is sent', async (_, differing) => {
    const call = client.claims.make({ ...NEW_CLAIM, ...differing });
    await expect(call).rejects.toMatchObject({ problem: { code: 'VALIDATION_FAILED' } });
    expect(gateway.ledger.submitted).toEqual([]);
  });
});

describe('trust over REST', () => {
  test('is adopted and listed; a security asks for its own and the network’s', async () => {
    await client.registerSecurity(PLACEMENT);
    const { issuers, ...own } = { ...TRUST, isin: ISIN, sides: 'both' as const };
    for (const trust of [TRUST, own]) {
      const proposed = await client.claims.adoptTrust(trust);
      expect(proposed).toMatchObject({ status: 'proposed', function: 'trust:adopt', body: trust });
      await new ScripClient({ url: gateway.url, apiKey: gateway.checkerKey }).approve(proposed);
    }
    expect((await client.claims.trust()).items).toEqual([TRUST]);
    expect((await client.claims.trust({ isin: ISIN })).items).toEqual([own]);
    const { rules } = await client.claims.requirements(ISIN);
    const rule = { type: 'kyc', effect: 'requires', issuers };
    expect(rules).toEqual([
      { ...rule, name: 'claim:network:kyc', sides: 'receiver' },
      { ...rule, name: 'claim:kyc', sides: 'both' },
    ]);
  });
});

test('a transfer that waits for a claim shows by its verdict what it waits for', async () => {
  const rules = [{ rule: 'claim:kyc', side: 'receiver', allowed: false, reason: 'CLAIM_ABSENT' }];
  const asked: unknown[] = [];
  gateway.ledger.functions.set('settlement:dryRun', ({ args }) => {
    asked.push(JSON.parse((args as readonly string[])[0] ?? ''));
    return { events: [], result: { allowed: false, rules } };
  });
  gateway.ledger.functions.set('settlement:settle', () => ({ events: [], result: null }));
  const [from, to] = [await client.registerParty(PERSON), await client.registerParty({ ...PERSON, name: 'Bob' })];
  await client.registerSecurity(PLACEMENT);
  const body = { isin: ISIN, fromHolderId: from.partyId, toHolderId: to.partyId, units: '30' };
  const { id, status, instructionId } = await client.transfer(body);
  expect(status).toBe('pending');
  expect(await client.verdict(id)).toMatchObject({ operationId: id, allowed: false, rules });
  expect(asked).toEqual([{ ...body, instructionId, tradeDate: '2026-11-23', settlementDate: '2026-11-23' }]);
  const unknown = client.verdict('0'.repeat(40));
  await expect(unknown).rejects.toMatchObject({ problem: { code: 'OPERATION_NOT_FOUND' } });
});
