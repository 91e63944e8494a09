import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  PARTY_CREDENTIAL,
  partyCredentialPayload,
  plainKey,
  isDualFunction,
  TRANSACTIONS,
  type MspId,
} from '@scrip/model';
import { ed25519Signer, enrolKeys, issueCredential, newSecret, p256Signer, presentCredential } from '@scrip/signing';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ScripClient } from '../client/client.js';
import type { JsonObject } from '../ledger/ledger.js';
import { fakeJoint } from '../support/fake-joint.js';
import { fakeClaims } from '../support/fake-claims.js';
import { BALLOT, fakeTitle } from '../support/fake-title.js';
import { ISIN, PERSON, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';
import { stated } from './stated.js';

const DIGEST = 'd'.repeat(64);
/** An encumbrance of a holding. */
const ENCUMBERED = (): object => ({ holderId: ada, encumbranceId: 'e-1' });
const ORDER = { basis: 'court-order', document: DIGEST };
const OPEN = { validFrom: '2026-11-23', validUntil: '2026-11-30' };
const TERM = { mandateId: 'poa', validFrom: '2026-11-23', rule: { is: 'agent', party: `P${'B'.repeat(32)}` } };
const issuer = { ...p256Signer(newSecret()), did: 'did:web:bank.example' };
const holder = ed25519Signer(newSecret());

/** What of the description of the API this test walks. */
const Described = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        responses: z.record(
          z.string(),
          z.object({ headers: z.record(z.string(), z.object({ description: z.string() })).optional() }),
        ),
      }),
    ),
  ),
});

interface Operation {
  readonly id: string;
  readonly path: string;
  readonly method: string;
  readonly status: string;
  readonly location: string | undefined;
}

let gateway: TestGateway;
let client: ScripClient;
let ada: string;
let operations: readonly Operation[];
let paths: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const { functions } = gateway.ledger;
  // a fake ledger that takes every proposal as it takes that of a correction
  const proposing = functions.get('calendar:correct');
  for (const name of Object.keys(TRANSACTIONS).filter(isDualFunction)) {
    if (proposing !== undefined) functions.set(name, proposing);
  }
  const { network, channel } = await client.parties.ledger();
  for (const [name, act] of fakeClaims({ network, channel } as never)) {
    if (name.startsWith('claim')) functions.set(name, act);
  }
  for (const [name, act] of fakeJoint()) functions.set(name, act);
  functions.set('party:recordReason', () => ({ events: [], result: null }));
  functions.set('credential:issuers', () => {
    const key = stated(plainKey(issuer.key));
    const adopted = { keyId: 'A'.repeat(43), key, issuer: issuer.did, credentialType: PARTY_CREDENTIAL };
    return { events: [], result: { issuers: [adopted] } };
  });
  for (const [name, act] of fakeTitle()) {
    if (!isDualFunction(name)) functions.set(name, act);
  }
  functions.set('mandate:grant', ({ act }) => {
    const entered = { origin: 'granted', enteredOn: '2026-11-23', enteredBy: 'TestMSP', resigned: [] };
    const { principal = '', mandateId = '' } = act as JsonObject;
    const facts = { mandate: { ...(act as JsonObject), ...entered } };
    return { events: [{ type: 'MandateGiven', facts }], result: { principal, mandateId } };
  });
  ada = (await client.registerParty(PERSON)).partyId;
  const described = Described.parse(await (await fetch(`${gateway.url}/openapi.json`)).json());
  paths = new Map(Object.entries(described.paths).map(([path, methods]) => [path, Object.keys(methods)]));
  operations = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId: id, responses }]) =>
      ['201', '202']
        .filter((status) => status in responses)
        .map((status) => ({
          id,
          path,
          method,
          status,
          location: responses[status]?.headers?.['Location']?.description,
        })),
    ),
  );
});
afterAll(() => gateway.dispose());

const authorisation = (): object => ({
  ...OPEN,
  signatures: [{ signer: ada, keyId: 'A'.repeat(43), signature: 'A'.repeat(86) }],
});

/** Somebody from another network, with a credential from there. */
async function imported(): Promise<object> {
  const { network, channel } = await client.parties.ledger();
  const { nonce, audience } = await client.presentationChallenge();
  const issuedAt = Math.floor(Date.now() / 1_000);
  const said = { issuer: issuer.did, subject: `${issuer.did}:ute`, holderKey: plainKey(holder.key), issuedAt };
  const made = partyCredentialPayload({ ...said, expiresAt: issuedAt + 600, fields: PERSON }, () => 'A'.repeat(22));
  const credential = await issueCredential(made, `${issuer.did}#1`, issuer);
  const presentation = await presentCredential(credential, Object.keys(PERSON), { audience, nonce }, issuedAt, holder);
  const enrolling = [{ signer: holder, purposes: ['authentication', 'instruction'] as const }];
  const keys = await enrolKeys({ network, channel } as never, 'TestMSP' as MspId, enrolling, {}, OPEN as never);
  return { presentation, keys };
}

/** A good request for every operation that creates something or has it accepted, in an order that works. */
const REQUESTS: Readonly<Record<string, () => object | Promise<object>>> = {
  registerParty: () => PERSON,
  registerOrganisation: () => PERSON,
  importParty: imported,
  draftDefinition: () => ({ form: BALLOT }),
  amendSecurity: () => ({ definition: 'Ballot@2', hash: DIGEST, grandfathers: false }),
  adoptDefinition: () => ({ hash: DIGEST }),
  retireDefinition: () => ({}),
  registerSecurity: () => PLACEMENT,
  makeClaim: () => ({
    ...{ subject: ada, type: 'kyc', validFrom: '2026-11-20', validUntil: '2027-11-19' },
    details: { findings: 'seen', retention: { purpose: 'kyc', basis: 'legal-obligation' } },
  }),
  raiseBreak: () => ({ breakId: 'b-1', isin: ISIN, reason: 'position', documentHash: DIGEST }),
  uploadStatement: () => ({ table: `holderId,units\n${ada},5\n` }),
  startImport: () => ({ table: 'name,line1,city,postalCode,country\n' }),
  reconcile: () => ({ scope: 'custody' }),
  grantMandate: () => ({ act: TERM, authorisation: authorisation() }),
  proposeInstruction: async () => {
    const { partyId: to } = await client.registerParty(PERSON);
    return {
      ...{ instructionId: 'j-1', mode: 'onDate', legs: [{ kind: 'delivery', isin: ISIN, from: ada, to, units: '1' }] },
      ...{ tradeDate: '2026-11-23', settlementDate: '2026-11-23', lastDay: '2026-11-24' },
    };
  },
  transfer: async () => {
    const { partyId: toHolderId } = await client.registerParty(PERSON);
    return { isin: ISIN, fromHolderId: ada, toHolderId, units: '1' };
  },
  prepareLawfulOverride: () => ({
    ...{ ...ORDER, function: 'settlement:settle', body: { instructionIds: ['i-1'] } },
  }),
  issue: () => ({ allocations: [{ holderId: ada, units: '1' }] }),
  appointOperators: () => ({ operators: [{ id: 'new-1', roles: ['maker'] }] }),
  dismissOperator: () => ({}),
  cancelRecovery: () => ({ act: { sequence: 0 }, authorisation: authorisation() }),
  completeRecovery: () => ({}),
  restrictParty: () => ({ reason: 'minority', document: DIGEST }),
  restoreParty: () => ({}),
  declareHoldingCapacity: () => ({ holdsAs: 'nominee', document: DIGEST }),
  adoptTrust: () => ({
    ...{ type: 'kyc', effect: 'requires', sides: 'receiver' },
    issuers: [{ mspId: 'TestMSP', from: '2026-11-20' }],
  }),
  adoptCredentialIssuer: () => ({ issuer: issuer.did, key: plainKey(issuer.key), credentialType: PARTY_CREDENTIAL }),
  appointAgents: () => ({ ...TERM, document: DIGEST }),
  appointOfficer: () => ({ office: 'director', party: ada, validFrom: '2026-11-23', document: DIGEST }),
  correctBusinessDate: () => ({ calendar: 'TARGET', date: '2026-11-24', reason: 'outage' }),
  changeHolidays: () => ({ version: 1, add: ['2026-12-24'] }),
  resolveBreak: () => ({ noteHash: DIGEST }),
  exempt: () => ({
    ...{ exemptionId: 'relief-1', party: ada, rule: 'heldFor@1', reason: 'relief', validUntil: '2026-12-31' },
  }),
  giveStandingVote: () => ({ role: 'registrar', validUntil: '2026-12-31' }),
  giveAttestorNotice: () => ORDER,
  replaceAttestor: () => ({ ...ORDER, successor: 'OtherMSP' }),
  moveCustody: () => ({ ...ORDER, to: 'OtherMSP' }),
  changeScreener: () => ({ screener: 'OtherMSP' }),
  closeOffering: () => ({}),
  reopenOffering: () => ({}),
  freezeSecurity: () => ORDER,
  freezeHolder: () => ORDER,
  freezeUnits: () => ({ ...ORDER, holderId: ada, units: '1' }),
  liftFreeze: () => ({ ...ORDER, scope: 'security', isin: ISIN }),
  encumberUnits: () => ({ ...ENCUMBERED(), kind: 'pledge', units: '1', beneficiary: ada, document: DIGEST }),
  releaseUnits: () => ENCUMBERED(),
  subordinate: () => ({ ...ENCUMBERED(), behind: 'e-2' }),
  attachUnits: () => ({ ...ORDER, ...ENCUMBERED(), units: '1', beneficiary: ada }),
  liftAttachment: () => ({ ...ORDER, ...ENCUMBERED() }),
  enforce: () => ({ ...ORDER, ...ENCUMBERED(), units: '1', toHolderId: ada }),
  exchangeUnits: () => ({ intoIsin: ISIN, holderId: ada, exchangeId: 'x-1', units: '1' }),
  deactivateSecurity: () => ({ basis: 'terms', document: DIGEST }),
  publishEvidence: () => ({ evidenceId: 'e-1', kind: 'audit', document: DIGEST, issuedOn: '2026-11-20' }),
  withdrawSolicitation: () => ({ document: DIGEST }),
  raiseDispute: () => ({
    ...{ disputeId: 'd-1', ground: 'error', document: DIGEST, about: { entry: `${DIGEST}/0`, on: '2026-11-20' } },
  }),
  decideDispute: () => ({ basis: 'terms', document: DIGEST, decision: 'upheld' }),
  dematerialiseUnits: () => ({
    ...{ basis: 'terms', document: DIGEST, holderId: ada, certificates: [{ number: 'A-1', units: '1' }] },
  }),
  rematerialiseUnits: () => ({
    ...{ basis: 'terms', document: DIGEST, holderId: ada, certificates: [{ number: 'A-1', units: '1' }] },
  }),
  forceTransfer: () => ({ ...ORDER, fromHolderId: ada, toHolderId: ada, units: '1' }),
  recoverHolding: () => ({ ...ORDER, fromHolderId: ada, toHolderId: ada }),
  correctRegister: () => ({
    ...{ ...ORDER, corrects: { entry: `${DIGEST}/0`, on: '2026-11-23' }, breakId: 'b-1', toHolderId: ada, units: '1' },
  }),
  cancelTransfer: () => ORDER,
  redeemUnits: () => ({ ...ORDER, holderId: ada, units: '1' }),
  cancelUnits: () => ({ ...ORDER, holderId: ada, units: '1' }),
  changeAuthorisedUnits: () => ({ authorisedUnits: '2000', document: DIGEST }),
  changeStanding: () => ({ status: 'suspended', reason: 'breach' }),
};

/** What is said in the query of those that upload a table. */
const QUERIES: Readonly<Record<string, string>> = {
  startImport: '?importId=import-1&kind=holders',
  uploadStatement: '?scope=custody&businessDate=2026-11-23',
};

function addressOf(path: string): string {
  const values: Readonly<Record<string, string>> = {
    ...{
      isin: ISIN,
      calendar: 'TARGET',
      breakId: 'b-1',
      disputeId: 'd-1',
      number: '1',
      mspId: 'OtherMSP',
      place: 'notary',
      name: 'Ballot@1',
    },
    id: path.startsWith('/v1/operators') ? 'mia-maker' : ada,
  };
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

describe('201 and 202', () => {
  test('are tried here for every operation that declares one', () => {
    expect(operations.map(({ id }) => id).sort()).toEqual(Object.keys(REQUESTS).sort());
  });

  test('each declare a Location that is the path of a GET', () => {
    for (const { id, location } of operations) {
      const path = /GET (\S+)$/.exec(location ?? '')?.[1] ?? '';
      expect([id, paths.get(path)]).toEqual([id, expect.arrayContaining(['get'])]);
    }
  });

  test.each(Object.entries(REQUESTS))('of %s lead to what can be read', async (id, bodyOf) => {
    const operation = operations.find((each) => each.id === id);
    const isAdministrative = operation?.path.startsWith('/v1/operators') === true;
    const headers = {
      Authorization: `Bearer ${isAdministrative ? gateway.administratorKey : gateway.makerKey}`,
      ...{ 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
    };
    const body = await bodyOf();
    const isTable = 'table' in body;
    const sent = isTable ? String(body.table) : JSON.stringify(body);
    const type = isTable ? 'text/csv' : 'application/json';
    const init = { method: 'POST', headers: { ...headers, 'Content-Type': type }, body: sent };
    const query = QUERIES[id] ?? '';
    const answer = await fetch(`${gateway.url}${addressOf(operation?.path ?? '')}${query}`, init);
    expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([Number(operation?.status), '']);
    const location = answer.headers.get('Location') ?? '';
    const read = await fetch(`${gateway.url}${location}`, { headers });
    expect([location, read.status]).toEqual([expect.stringMatching(/^\/v1\//), 200]);
  });
});
