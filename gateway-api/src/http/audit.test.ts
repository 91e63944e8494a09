import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Write } from '@scrip/audit';
import { ScripClient } from '../client/client.js';
import { ISIN, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

let gateway: TestGateway;
let client: ScripClient;
let holderId: string;

beforeAll(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  await client.registerSecurity(PLACEMENT);
  const address = { line1: '1 Sample Street', city: 'Dublin', postalCode: 'D02 X285', country: 'IE' };
  ({ partyId: holderId } = await client.registerParty({ name: 'Ada', address, country: 'IE' }));
});
afterAll(() => gateway.dispose());

const lot = (transactionId: string, units: string): Write => ({
  key: `lot/${ISIN}/${holderId}/${transactionId}/0`,
  value: JSON.stringify({ isin: ISIN, holderId, lotId: `${transactionId}/0`, units, sources: [] }),
});

test('is clean and at the height of the peer as long as nothing is wrong', async () => {
  const report = await client.audit();
  expect(report).toMatchObject({ channel: 'securities', clean: true, findings: [] });
  expect(report.block).toBe(report.peerHeight - 1);
  expect(report.readModel).toEqual({ comparedAt: report.block, differences: [] });
  expect(report.invariants.every(({ violations }) => violations === 0)).toBe(true);
});

test('names block, transaction and what is wrong; the metrics count it', async () => {
  const block = gateway.ledger.commit([], 't-forged', [lot('t-forged', '7')]);
  const report = await client.audit();
  expect(report.clean).toBe(false);
  expect(report.findings).toContainEqual({
    ...{ block, transactionId: 't-forged', invariant: 'movements' },
    finding: `${ISIN}: lots without an entry`,
  });
  expect(report.invariants.find(({ name }) => name === 'commands')?.violations).toBe(1);
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  expect(metrics).toContain('scrip_audit_findings_total{channel="securities",invariant="movements"} 2');
});

test('shows where the read model differs from the blocks', async () => {
  const { readModel } = await client.audit();
  expect(readModel.differences).toEqual([{ isin: ISIN, holderId, ledger: '7', readModel: '0' }]);
});
