import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Contract, GatewayError } from '@hyperledger/fabric-gateway';
import { peer } from '@hyperledger/fabric-protos';

import type { CollectionDefinition } from '../engine.js';
import { sha256 } from '../crypto/ecdsa.js';
import { TestDevnet } from './devnet.fixture.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

const SHARED: CollectionDefinition = {
  name: 'shared',
  policy: "OR('AlphaMSP.member', 'BetaMSP.member')",
  requiredPeerCount: 1,
  maxPeerCount: 1,
  blockToLive: 0,
  memberOnlyRead: true,
  memberOnlyWrite: true,
};
const LONELY: CollectionDefinition = { ...SHARED, name: 'lonely', policy: "OR('AlphaMSP.member')" };
const OPEN: CollectionDefinition = { ...SHARED, name: 'open', memberOnlyRead: false, memberOnlyWrite: false };

let devnet: TestDevnet;
const contracts = new Map<string, Contract>();

beforeAll(async () => {
  devnet = await TestDevnet.create();
  await devnet.start();
  await devnet.deployProbe('all', {
    endorsementPolicy: "OutOf(2, 'AlphaMSP.peer', 'BetaMSP.peer', 'GammaMSP.peer', 'DeltaMSP.peer')",
    collections: [SHARED, LONELY, OPEN],
  });
});

afterAll(async () => {
  await devnet.remove();
});

function contract(mspId: string): Contract {
  const known = contracts.get(mspId) ?? devnet.contract(mspId);
  contracts.set(mspId, known);
  return known;
}

async function failure(action: Promise<unknown>): Promise<GatewayError> {
  try {
    await action;
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
  throw new Error('expected a gateway error');
}

async function put(mspId: string, collection: string, key: string, value: string): Promise<void> {
  await contract(mspId).submit('putPrivate', { arguments: [collection, key], transientData: { value } });
  await devnet.settled();
}

describe('collections', () => {
  test('members have the value, others have its hash', async () => {
    await put('AlphaMSP', 'shared', 'k', 'secret');
    for (const member of ['AlphaMSP', 'BetaMSP']) {
      expect(text(await contract(member).evaluateTransaction('getPrivate', 'shared', 'k'))).toBe('secret');
    }
    const hash = await contract('GammaMSP').evaluateTransaction('privateHash', 'shared', 'k');
    expect(text(hash)).toBe(sha256(Buffer.from('secret')).toString('hex'));
  });

  test("a member's client does not find the value at an outsider's peer", async () => {
    await put('AlphaMSP', 'shared', 'at-gamma', 'secret');
    const options = { arguments: ['shared', 'at-gamma'], endorsingOrganizations: ['GammaMSP'] };
    const error = await failure(contract('AlphaMSP').evaluate('getPrivate', options));
    expect(error.details[0]?.message).toContain('private data matching public hash version is not available');
  });

  test('member-only flags refuse clients of other organisations', async () => {
    const read = await failure(contract('GammaMSP').evaluateTransaction('getPrivate', 'shared', 'k'));
    expect(read.details[0]?.message).toContain(
      'tx creator does not have read access permission on privatedata in chaincodeName:probe collectionName: shared',
    );
    const write = await failure(put('GammaMSP', 'shared', 'k', 'forged'));
    expect(write.details[0]?.message).toContain('tx creator does not have write access permission');
  });

  test('transient data goes to members only, although the policy would allow others', async () => {
    const proposal = contract('AlphaMSP').newProposal('putPrivate', {
      arguments: ['shared', 'members'],
      transientData: { value: 'x' },
    });
    await (await (await proposal.endorse()).submit()).getStatus();
    const qscc = devnet.connect('AlphaMSP').getNetwork('all').getContract('qscc');
    const transaction = peer.ProcessedTransaction.deserializeBinary(
      await qscc.evaluateTransaction('GetTransactionByID', 'all', proposal.getTransactionId()),
    );
    const envelope = text(transaction.getTransactionenvelope()?.getPayload_asU8() ?? new Uint8Array());
    expect(envelope).toContain('BetaMSP');
    expect(envelope).not.toContain('GammaMSP');
  });

  test('endorsement from outside the collection is refused, not leaked', async () => {
    const error = await failure(put('AlphaMSP', 'lonely', 'k', 'x'));
    expect(error.message).toContain('failed to endorse transaction');
    expect(error.details[0]?.message).toContain(
      'required to disseminate to at least 1 peers, but know of only 0 eligible peers',
    );
  });

  test('delete and purge', async () => {
    await put('AlphaMSP', 'shared', 'gone', 'x');
    await contract('BetaMSP').submitTransaction('removePrivate', 'shared', 'gone');
    await devnet.settled();
    expect(text(await contract('AlphaMSP').evaluateTransaction('getPrivate', 'shared', 'gone'))).toBe('');
    await put('AlphaMSP', 'shared', 'purged', 'x');
    await contract('AlphaMSP').submitTransaction('purgePrivate', 'shared', 'purged');
    await devnet.settled();
    expect(text(await contract('BetaMSP').evaluateTransaction('getPrivate', 'shared', 'purged'))).toBe('');
    expect(text(await contract('GammaMSP').evaluateTransaction('privateHash', 'shared', 'purged'))).toBe('');
  });

  test('a private range is read by a read-only transaction', async () => {
    await put('AlphaMSP', 'open', 'b', '1');
    await put('AlphaMSP', 'open', 'a', '1');
    expect(text(await contract('BetaMSP').evaluateTransaction('privateRange', 'open'))).toBe('["a","b"]');
  });

  test('undefined collections', async () => {
    const read = await failure(contract('AlphaMSP').evaluateTransaction('getPrivate', 'none', 'k'));
    expect(read.details[0]?.message).toContain('collection all/probe/none could not be found');
    const hash = await failure(contract('AlphaMSP').evaluateTransaction('privateHash', 'none', 'k'));
    expect(hash.details[0]?.message).toContain(
      'collection [none] not defined in the collection config for chaincode [probe]',
    );
  });
});

describe('implicit collections', () => {
  test('are endorsed by their organisation alone, which keeps the value', async () => {
    const collection = '_implicit_org_AlphaMSP';
    const proposal = contract('AlphaMSP').newProposal('putPrivate', {
      arguments: [collection, 'own'],
      transientData: { value: 'mine' },
    });
    const status = await (await (await proposal.endorse()).submit()).getStatus();
    expect(status.code).toBe(peer.TxValidationCode.VALID);
    await devnet.settled();
    expect(text(await contract('AlphaMSP').evaluateTransaction('getPrivate', collection, 'own'))).toBe('mine');
    const hash = await contract('DeltaMSP').evaluateTransaction('privateHash', collection, 'own');
    expect(text(hash)).toBe(sha256(Buffer.from('mine')).toString('hex'));
  });

  test("another organisation's peer cannot endorse them", async () => {
    const commit = await contract('BetaMSP').submitAsync('putPrivate', {
      arguments: ['_implicit_org_AlphaMSP', 'forged'],
      transientData: { value: 'x' },
      endorsingOrganizations: ['BetaMSP', 'GammaMSP'],
    });
    expect((await commit.getStatus()).code).toBe(peer.TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
  });

  test("a client names the owner's peer to write from outside", async () => {
    await contract('BetaMSP').submit('putPrivate', {
      arguments: ['_implicit_org_AlphaMSP', 'from-beta'],
      transientData: { value: 'x' },
      endorsingOrganizations: ['AlphaMSP'],
    });
    await devnet.settled();
    const answer = await contract('AlphaMSP').evaluateTransaction('getPrivate', '_implicit_org_AlphaMSP', 'from-beta');
    expect(text(answer)).toBe('x');
  });
});

describe('key-level policies', () => {
  test('replace the policy of the chaincode for their key, and the planner follows them', async () => {
    await contract('AlphaMSP').submitTransaction('putFor', 'lot', '1', 'GammaMSP');
    await devnet.settled();
    await contract('AlphaMSP').submitTransaction('put', 'lot', '2');
    await devnet.settled();
    expect(text(await contract('AlphaMSP').evaluateTransaction('get', 'lot'))).toBe('2');
    const commit = await contract('AlphaMSP').submitAsync('put', {
      arguments: ['lot', '3'],
      endorsingOrganizations: ['AlphaMSP', 'BetaMSP', 'DeltaMSP'],
    });
    expect((await commit.getStatus()).code).toBe(peer.TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
  });
});
