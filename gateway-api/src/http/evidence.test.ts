import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isDualFunction, TRANSACTIONS } from '@scrip/model';
import { ScripClient } from '../client/client.js';
import type { JsonObject } from '../ledger/ledger.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const RECEIPT = {
  evidenceId: 'receipt-2026',
  kind: 'vault-receipt',
  document: 'd'.repeat(64),
  issuedOn: '2026-11-20',
  validUntil: '2026-12-18',
} as const;
const SHOWN = { ...RECEIPT, isin: ISIN, publishedBy: 'TestMSP', publishedOn: '2026-11-23' };
const DEMAND = { kind: 'vault-receipt', everyMonths: 12 };
let gateway: TestGateway;
let client: ScripClient;

beforeAll(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const { functions } = gateway.ledger;
  const proposing = functions.get('calendar:correct');
  if (proposing === undefined) throw new Error('the fake takes no proposals');
  for (const name of Object.keys(TRANSACTIONS).filter(isDualFunction)) functions.set(name, proposing);
  await client.registerSecurity(PLACEMENT);
});
afterAll(() => gateway.dispose());

async function happened(type: string, evidence: JsonObject): Promise<void> {
  const block = gateway.ledger.commit([{ type, facts: { evidence } }]);
  for (let tries = 0; tries < 200 && (await client.securities()).asOf.block < block; tries += 1);
}
const answers = (name: string, result: JsonObject): unknown =>
  gateway.ledger.functions.set(name, () => ({ events: [], result }));

describe('evidence of what stands behind a security', () => {
  test('is published: proposed as the ledger takes it, and said in words', async () => {
    const approval = await client.evidence.publish(ISIN, RECEIPT);
    expect(approval).toMatchObject({ status: 'proposed', body: { ...RECEIPT, isin: ISIN } });
    expect(approval.summary).toBe(
      `A vault-receipt of 2026-11-20 is shown for what stands behind ${ISIN} until 2026-12-18.`,
    );
  });

  test('is shown with what is demanded and whether transfers wait', async () => {
    answers('evidence:behind', { demands: [{ ...DEMAND, isStale: true }], transfersSuspended: true });
    expect(await client.evidence.behind(ISIN)).toMatchObject({
      ...{ transfersSuspended: true, demands: [{ kind: 'vault-receipt', isStale: true }], items: [] },
    });
    await happened('EvidencePublished', SHOWN);
    const demands = [{ ...DEMAND, evidence: SHOWN, goodUntil: '2026-12-18', isStale: false }];
    answers('evidence:behind', { demands, transfersSuspended: false });
    expect(await client.evidence.behind(ISIN)).toMatchObject({ transfersSuspended: false, demands, items: [SHOWN] });
    const revoked = { ...SHOWN, revoked: { by: 'TestMSP', on: '2026-11-23' } };
    await happened('EvidenceRevoked', revoked);
    expect((await client.evidence.behind(ISIN)).items).toEqual([revoked]);
  });

  test('is listed by when it is due', async () => {
    const due = [{ isin: ISIN, ...DEMAND, evidence: SHOWN, goodUntil: '2026-12-18', isStale: false }];
    answers('evidence:due', { days: 60, due });
    expect(await client.evidence.due({ within: '60' })).toMatchObject({ days: 60, items: due });
    await expect(client.evidence.due({ within: 'soon' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  test('is taken back by who published it', async () => {
    answers('evidence:revoke', { isin: ISIN, evidenceId: 'receipt-2026', revokedOn: '2026-11-23' });
    expect(await client.evidence.revoke(ISIN, 'receipt-2026')).toMatchObject({ revokedOn: '2026-11-23' });
    gateway.ledger.failures.push(new LedgerRefusal('EVIDENCE_REVOKED', 'refused'));
    await expect(client.evidence.revoke(ISIN, 'receipt-2026')).rejects.toMatchObject({
      ...{ code: 'EVIDENCE_REVOKED', status: 409 },
    });
  });

  test('that is missing keeps a transfer pending, and says what cures it', async () => {
    const [ada, bob] = [await client.registerParty(PERSON), await client.registerParty({ ...PERSON, name: 'Bob' })];
    answers('settlement:dryRun', {
      ...{
        allowed: false,
        rules: [{ rule: 'evidence-vault-receipt', side: 'security', allowed: false, reason: 'EVIDENCE_STALE' }],
      },
    });
    const asked = { isin: ISIN, fromHolderId: ada.partyId, toHolderId: bob.partyId, units: '1' };
    const { id, status } = await client.transfer(asked);
    expect(status).toBe('pending');
    expect(await client.verdict(id)).toMatchObject({
      ...{ allowed: false, rules: [{ rule: 'evidence-vault-receipt', reason: 'EVIDENCE_STALE' }] },
    });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['of no kind', () => client.evidence.publish(ISIN, { ...RECEIPT, kind: 'rumour' as never }), 'VALIDATION_FAILED'],
    ['of an unknown security', () => client.evidence.behind('US5949181045'), 'SECURITY_UNKNOWN'],
  ])('is refused: %s', async (_, call, code) => {
    await expect(call()).rejects.toMatchObject({ code });
  });
});
