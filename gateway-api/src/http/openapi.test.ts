import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ScripClient } from '../client/client.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import { FakeLedger } from '../support/fake-ledger.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';
import { SIGNATURE_HEADER } from './operator-signature.js';
import { TAGS } from './openapi.js';

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly required?: boolean }[];
  readonly responses: Readonly<Record<string, { readonly headers?: { readonly Location?: { description: string } } }>>;
}
interface Described {
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const CLAIM = 'c'.repeat(64);
let gateway: TestGateway;
let unfounded: TestGateway;
let described: Described;
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  gateway = await openTestGateway();
  unfounded = await openTestGateway({ ledger: new FakeLedger(new Map()) });
  described = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as Described;
  const client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const [party, other] = [await client.registerParty(PERSON), await client.registerParty(PERSON)];
  await client.registerSecurity(PLACEMENT);
  const { partyId: fromHolderId } = party;
  const transfer = { isin: ISIN, fromHolderId, toHolderId: other.partyId, units: '1' };
  const operation = await client.transfer(transfer, { waitSeconds: 5 });
  const claim = { claimId: CLAIM, issuer: 'TestMSP', subject: fromHolderId, type: 'kyc' };
  const block = gateway.ledger.commit([{ type: 'ClaimPublished', facts: { claim } }]);
  for (let tries = 0; tries < 200 && (await client.securities()).asOf.block < block; tries += 1);
  ids = { parties: fromHolderId, claims: CLAIM, operations: operation.id };
});
afterAll(async () => {
  await gateway.dispose();
  await unfounded.dispose();
});

const operations = (): readonly (Operation & { readonly path: string; readonly method: string })[] =>
  Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method })),
  );

/** An address of a read, with something in the place of each parameter. */
function addressOf({ path, parameters = [] }: Operation & { readonly path: string }): string {
  const area = path.split('/')[2] ?? '';
  const values: Readonly<Record<string, string>> = {
    ...{ id: ids[area] ?? 'mia-maker', isin: ISIN, calendar: 'TARGET', breakId: 'b-1', mspId: 'TestMSP' },
    ...{ keyId: 'A'.repeat(43), groupId: 'group', mandateId: 'poa', lotId: `${'0'.repeat(64)}%2F0` },
    ...{ purpose: 'test', right: 'holder', units: '1', name: 'Ballot@1', q: 'find definitions' },
  };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  const query = parameters
    .filter(({ name, required }) => required === true && !path.includes(`{${name}}`))
    .map(({ name }) => `${name}=${values[name] ?? ''}`);
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}

/** What every read answers that is not described, when the ledger or the channel is in the way. */
async function undescribed(at: TestGateway): Promise<readonly string[]> {
  const found: string[] = [];
  for (const operation of operations().filter(({ method, path }) => method === 'get' && path !== '/v1/events')) {
    const { status } = await fetch(`${at.url}${addressOf(operation)}`, {
      headers: { Authorization: `Bearer ${at.makerKey}` },
    });
    if (!(`${status}` in operation.responses)) found.push(`${operation.operationId} ${status}`);
  }
  return found;
}

describe('the description of the API', () => {
  test('has a description of every area, in which something is', () => {
    const used = new Set(operations().flatMap(({ tags }) => tags));
    expect([...used].sort()).toEqual(Object.keys(TAGS).sort());
    expect(described.tags.map(({ name }) => name)).toEqual(Object.keys(TAGS));
  });

  test('shows Operator-Signature where it is used: with proposals, decisions and payments', () => {
    const signed = operations()
      .filter(({ parameters = [] }) => parameters.some(({ name }) => name === SIGNATURE_HEADER))
      .map(({ operationId }) => operationId);
    const proposals = operations()
      .filter(({ responses }) => responses['202']?.headers?.Location?.description.includes('/v1/approvals/') === true)
      .map(({ operationId }) => operationId);
    expect(proposals.length).toBeGreaterThan(10);
    expect(signed.sort()).toEqual(
      [
        ...proposals,
        'approve',
        'castVote',
        'prepareLawfulOverride',
        'proposeDefinition',
        'reject',
        'statePayment',
      ].sort(),
    );
  });

  test.each(['AUTHORITY_DENIED', 'PARTY_UNKNOWN', 'PARTY_RECORD_ABSENT', 'CLAIM_NOT_YET_VALID'])(
    'has what reads answer when the ledger says %s',
    async (code) => {
      for (const name of ['party:read', 'party:get', 'party:ofKey', 'claim:details', 'claim:ofParty']) {
        gateway.ledger.functions.set(name, () => {
          throw new LedgerRefusal(code, 'Refused.');
        });
      }
      for (const name of ['settlement:dryRun', 'mandate:mayAct', 'credential:issuers']) {
        gateway.ledger.functions.set(name, () => {
          throw new LedgerRefusal(code, 'Refused.');
        });
      }
      expect(await undescribed(gateway)).toEqual([]);
    },
  );

  test('has what reads answer before the channel is founded', async () => {
    expect(await undescribed(unfounded)).toEqual([]);
  });

  test('has what reads answer to an operator whose appointment has ended', async () => {
    const mia = { mspId: 'TestMSP', operatorId: 'mia-maker', roles: ['maker'], validFrom: '2026-11-23' };
    const dismissed = { ...mia, dismissedOn: '2026-11-23' };
    const block = gateway.ledger.commit([{ type: 'OperatorDismissed', facts: { operators: [dismissed] } }]);
    const client = new ScripClient({ url: gateway.url, apiKey: gateway.viewerKey });
    for (let tries = 0; tries < 200 && (await client.securities()).asOf.block < block; tries += 1);
    expect(await undescribed(gateway)).toEqual([]);
  });
});
