import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ScripClient } from '../client/client.js';
import { fakeClaims } from '../support/fake-claims.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { stated } from './stated.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const DIGEST = 'd'.repeat(64);
let gateway: TestGateway;
let client: ScripClient;
let partyIds: readonly string[];

beforeAll(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const taken = [PERSON, { ...PERSON, name: 'Bob Example' }, { ...PERSON, name: 'Cleo Example' }];
  const ids: string[] = [];
  for (const person of taken) ids.push((await client.registerParty(person)).partyId);
  partyIds = ids.sort();
});
afterAll(() => gateway.dispose());

const read = async (path: string): Promise<{ readonly status: number; readonly body: unknown }> => {
  const answer = await fetch(`${gateway.url}${path}`, { headers: { Authorization: `Bearer ${gateway.viewerKey}` } });
  return { status: answer.status, body: await answer.json() };
};

test('parties are those of this organisation, page by page, and nothing personal', async () => {
  const first = await client.parties.list({ limit: 2 });
  expect(first.items.map(({ partyId }) => partyId)).toEqual(partyIds.slice(0, 2));
  const second = await client.parties.list({ limit: 2, cursor: first.nextCursor ?? '' });
  expect(second.items.map(({ partyId }) => partyId)).toEqual(partyIds.slice(2));
  expect(second.nextCursor).toBeUndefined();
  expect(JSON.stringify([first, second])).not.toContain('Example');
  const elsewhere = { partyId: `P${'A'.repeat(32)}`, custodian: 'OtherMSP' };
  gateway.ledger.commit([{ type: 'PartyRegistered', facts: { party: stated({ ...first.items[0], ...elsewhere }) } }]);
  expect((await client.parties.list()).items).toHaveLength(3);
});

test('packs of rules are listed with the date of their law and the version that follows', async () => {
  const { items, notice } = await client.compliance.packs();
  expect(notice).toBe('Not legal advice.');
  expect(items.find(({ is }) => is === 'UkOffer@1')).toMatchObject({ lawSince: '2026-01-19', followedBy: 'UkOffer@2' });
  expect(items.filter(({ is, followedBy }) => is === 'UkOffer@2' && followedBy === undefined)).toHaveLength(1);
});

test('a claim is read by its id', async () => {
  const { network, channel } = await client.parties.ledger();
  for (const [name, act] of fakeClaims({ network, channel } as never)) gateway.ledger.functions.set(name, act);
  const retention = { purpose: 'kyc', basis: 'legal-obligation' as const };
  const about = { subject: partyIds[0] ?? '', type: 'kyc', validFrom: '2026-11-20', validUntil: '2027-11-19' };
  const { claimId } = await client.claims.make({ ...about, details: { findings: 'seen', retention } });
  expect((await client.claims.get(claimId)).claim).toMatchObject({ claimId, ...about, status: 'valid' });
  await expect(client.claims.get('0'.repeat(64))).rejects.toMatchObject({ code: 'CLAIM_UNKNOWN', status: 404 });
});

test('a break is read by its id', async () => {
  await client.registerSecurity(PLACEMENT);
  await client.calendars.raiseBreak({ breakId: 'b-1', isin: ISIN, reason: 'position', documentHash: DIGEST });
  const { items } = await client.calendars.breaks('TARGET');
  expect((await client.calendars.break('TARGET', 'b-1')).break).toEqual(items[0]);
  await expect(client.calendars.break('TARGET', 'b-2')).rejects.toMatchObject({ code: 'BREAK_UNKNOWN', status: 404 });
});

test('groups are listed page by page', async () => {
  const members = [{ party: partyIds[0] ?? '', statedBy: 'TestMSP' }];
  for (const groupId of ['group-1', 'group-2']) {
    const group = { groupId, kind: 'affiliates', declaredBy: 'TestMSP', members };
    gateway.ledger.commit([{ type: 'GroupDeclared', facts: { group } }]);
  }
  for (let tries = 0; tries < 200 && (await client.mandates.groups()).items.length < 2; tries += 1);
  const first = await client.mandates.groups({ limit: 1 });
  expect(first).toMatchObject({ items: [{ groupId: 'group-1', members }], nextCursor: 'group-1' });
  expect(await client.mandates.groups({ cursor: 'group-1' })).toMatchObject({ items: [{ groupId: 'group-2' }] });
});

test('an operator is read by its id', async () => {
  const operator = { id: 'mia-maker', name: 'Mia Maker', roles: ['maker'], validFrom: '2026-11-23' };
  expect(await read('/v1/operators/mia-maker')).toMatchObject({ status: 200, body: { operator } });
  expect(await read('/v1/operators/nobody')).toMatchObject({ status: 404, body: { code: 'OPERATOR_NOT_FOUND' } });
});

test('credential issuers and mandates that are not there are 404', async () => {
  gateway.ledger.functions.set('credential:issuers', () => ({ events: [], result: { issuers: [] } }));
  const issuer = client.credentialIssuer('A'.repeat(43));
  await expect(issuer).rejects.toMatchObject({ code: 'CREDENTIAL_ISSUER_NOT_FOUND', status: 404 });
  const mandate = client.mandates.get(partyIds[0] ?? '', 'poa');
  await expect(mandate).rejects.toMatchObject({ code: 'MANDATE_UNKNOWN', status: 404 });
});

test.each([
  ['/v1/parties', PERSON],
  ['/v1/securities', PLACEMENT],
  ['/v1/organisation', PERSON],
])('a channel in the body of %s is refused, and nothing is sent', async (path, body) => {
  const before = gateway.ledger.submitted.length;
  const answer = await fetch(`${gateway.url}${path}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${gateway.makerKey}`,
      ...{ 'Content-Type': 'application/json', 'Idempotency-Key': `channel-in-body-of-${path.slice(4)}` },
    },
    body: JSON.stringify({ ...body, channel: 'securities' }),
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ errors: [{ pointer: '#/channel', in: 'body' }] });
  expect(gateway.ledger.submitted).toHaveLength(before);
});

test('no body of the description names a channel: the query does, everywhere', async () => {
  interface Schema {
    readonly properties?: Readonly<Record<string, unknown>>;
  }
  interface Described {
    readonly paths: Readonly<
      Record<string, { readonly post?: { readonly requestBody: { readonly content: object } } }>
    >;
    readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  }
  const { paths, components } = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as Described;
  const bodies = Object.values(paths).map(({ post }) => JSON.stringify(post?.requestBody.content ?? {}));
  const named = bodies.flatMap((body) =>
    [...body.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? ''),
  );
  expect(named.length).toBeGreaterThan(30);
  for (const name of named) expect([name, components.schemas[name]?.properties ?? {}]).not.toHaveProperty('1.channel');
  for (const body of bodies) expect(body).not.toContain('"channel"');
});
