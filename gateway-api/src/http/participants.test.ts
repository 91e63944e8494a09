import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ScripClient } from '../client/client.js';
import type { NetworkMember } from '../ledger/ledger.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const ROOT = 'a'.repeat(64);
const LATER = '2036-01-01T00:00:00.000Z';
const member = (mspId: string): NetworkMember => ({
  mspId,
  roots: [{ thumbprint: ROOT, notAfter: LATER }],
  peers: [{ address: 'peer0:7051', certificate: { thumbprint: 'c'.repeat(64), notAfter: LATER } }],
  orderers: ['orderer0:7050'],
});
const NODES = { peers: ['peer0:7051'], orderers: ['orderer0:7050'], roots: [ROOT] };
const RECORD = { mspId: 'TestMSP', lei: '9999FICTAURORABANK97', name: 'Test', roles: ['registrar'] };

describe('participants over REST', () => {
  let gateway: TestGateway;
  let client: ScripClient;
  let administrator: ScripClient;
  beforeEach(async () => {
    gateway = await openTestGateway();
    client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
    administrator = new ScripClient({ url: gateway.url, apiKey: gateway.administratorKey });
    gateway.ledger.network = [member('TestMSP')];
    gateway.ledger.functions.set('authority:declareNodes', (body) => ({
      events: [{ type: 'ParticipantChanged', facts: { participant: { ...RECORD, nodes: body } } }],
      result: { mspId: 'TestMSP' },
    }));
  });
  afterEach(() => gateway.dispose());

  const drift = async (mspId = 'TestMSP'): Promise<unknown> => (await client.participants.get(mspId)).participant.drift;

  test('what is declared is compared with what the network shows', async () => {
    expect(await drift()).toEqual([{ code: 'NODES_UNDECLARED', subject: 'TestMSP' }]);
    await administrator.participants.declareNodes(NODES);
    expect((await client.participants.get('TestMSP')).participant).toEqual({
      ...{ mspId: 'TestMSP', record: { ...RECORD, nodes: NODES }, network: member('TestMSP'), drift: [] },
    });
    gateway.ledger.network = [{ ...member('TestMSP'), peers: [] }];
    expect(await drift()).toEqual([{ code: 'PEER_ABSENT', subject: 'peer0:7051' }]);
  });

  test('nodes are declared by an administrator', async () => {
    await expect(client.participants.declareNodes(NODES)).rejects.toMatchObject({
      problem: { code: 'OPERATOR_NOT_PERMITTED', status: 403 },
    });
  });

  test('the LEI is that of the party that runs the nodes', async () => {
    const party = { partyId: `P${'A'.repeat(32)}`, custodian: 'TestMSP', entity: { lei: '529900T8BM49AURSDO55' } };
    gateway.ledger.commit([{ type: 'PartyRegistered', facts: { party } }]);
    await administrator.participants.declareNodes({ ...NODES, operatorParty: party.partyId });
    expect(await drift()).toEqual([{ code: 'LEI_DIFFERS', subject: '529900T8BM49AURSDO55' }]);
  });

  test('members without a record are shown, and organisations that are neither are not found', async () => {
    gateway.ledger.network = [member('TestMSP'), member('StrangerMSP')];
    expect((await client.participants.list()).items.map(({ mspId }) => mspId)).toEqual(['StrangerMSP', 'TestMSP']);
    expect(await drift('StrangerMSP')).toEqual([{ code: 'RECORD_ABSENT', subject: 'StrangerMSP' }]);
    await expect(client.participants.get('NoneMSP')).rejects.toMatchObject({
      problem: { code: 'PARTICIPANT_UNKNOWN', status: 404 },
    });
  });

  test('without the peer there is no answer instead of a wrong one', async () => {
    gateway.ledger.isReachable = false;
    await expect(client.participants.list()).rejects.toMatchObject({ problem: { code: 'LEDGER_UNREACHABLE' } });
  });
});
