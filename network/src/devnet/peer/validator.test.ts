import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { common, peer } from '@hyperledger/fabric-protos';
import type { ChaincodeDefinition } from '../../engine.js';
import { parsePolicy } from '../../policy/dsl.js';
import { testChannel, type TestChannel } from '../../channel/channel.fixture.js';
import { proposeConfigUpdate } from '../../channel/config-update.js';
import { configUpdate, signedUpdate, updateRequest } from '../../channel/config-update.fixture.js';
import { systemClock } from '../clock.js';
import type { SigningIdentity } from '../../crypto/signing-identity.js';
import { bundleAfter } from './config-transaction.js';
import { commitDefinition } from './lifecycle-commit.js';
import { storedDefinition } from './lifecycle-definition.js';
import { Lifecycle } from './lifecycle.js';
import { MemoryState } from './memory-state.fixture.js';
import {
  blockOf,
  envelopeBytes,
  policyMetadata,
  type Signer,
  type TestTransaction,
  transactionBytes,
  type TestWrites,
} from './validator.fixture.js';
import { validateBlock } from './validator.js';

const Code = peer.TxValidationCode;
const HASH = 'ab'.repeat(32);

let channel: TestChannel;
let state: MemoryState;
let committed: Set<string>;

function peers(...mspIds: readonly string[]): SigningIdentity[] {
  return mspIds.map((mspId) => channel.signer(mspId, 'peer0'));
}

function policy(text: string): Buffer {
  return Buffer.from(parsePolicy(text).serializeBinary());
}

function transaction(request: Partial<TestTransaction>): Uint8Array {
  const creator = channel.signer('A', 'user1');
  return transactionBytes({ creator, endorsers: peers('A', 'B'), ...request });
}

function writing(writes: Partial<TestWrites>, ...mspIds: readonly string[]): Uint8Array {
  return transaction({ writes: [{ namespace: 'cc', ...writes }], endorsers: peers(...mspIds) });
}

async function validate(block: common.Block): Promise<number[]> {
  const { bundle } = channel;
  const ledgerOf = { state: () => state, locate: (txId: string) => (committed.has(txId) ? {} : undefined) };
  const context = { bundle, ledger: ledgerOf, lifecycle: new Lifecycle(bundle), clock: systemClock };
  return [...(await validateBlock(block, context))];
}

function codes(...transactions: readonly Uint8Array[]): Promise<number[]> {
  return validate(blockOf(7, transactions));
}

beforeAll(async () => {
  channel = await testChannel(['A', 'B', 'C']);
});

beforeEach(async () => {
  committed = new Set();
  state = new MemoryState();
  const definition: ChaincodeDefinition = {
    name: 'cc',
    version: '1.0',
    sequence: 1,
    initRequired: false,
    collections: [
      { ...COLLECTION, name: 'governed', endorsementPolicy: "AND('C.peer')" },
      { ...COLLECTION, name: 'plain' },
    ],
  };
  for (const name of ['cc', 'other']) {
    state.apply(await commitDefinition(state, name, storedDefinition({ ...definition, name })));
  }
});

const COLLECTION = {
  policy: "OR('A.member')",
  requiredPeerCount: 0,
  maxPeerCount: 1,
  blockToLive: 0,
  memberOnlyRead: false,
  memberOnlyWrite: false,
};

describe('form', () => {
  test('a transaction of two of three members is valid', async () => {
    expect(await codes(writing({ keys: ['a'] }, 'A', 'B'))).toEqual([Code.VALID]);
  });

  test.each<[string, Partial<TestTransaction>, number]>([
    ['of another channel', { channel: 'elsewhere' }, Code.TARGET_CHAIN_NOT_FOUND],
    ['of an unknown type', { type: 5 }, Code.BAD_COMMON_HEADER],
    ['that is a config update', { type: common.HeaderType.CONFIG_UPDATE }, Code.UNSUPPORTED_TX_PAYLOAD],
    ['with an epoch', { epoch: 1 }, Code.BAD_COMMON_HEADER],
    ['without nonce', { nonce: Buffer.of() }, Code.BAD_COMMON_HEADER],
    ['with an id of its own', { txId: '00' }, Code.BAD_PROPOSAL_TXID],
    ['of another proposal', { proposalHash: Buffer.alloc(32) }, Code.INVALID_ENDORSER_TRANSACTION],
    ['without action', { actions: 0 }, Code.INVALID_ENDORSER_TRANSACTION],
    ['of two actions', { actions: 2 }, Code.INVALID_ENDORSER_TRANSACTION],
    ['with a broken header extension', { headerExtension: Buffer.of(0xff) }, Code.BAD_HEADER_EXTENSION],
    ['without chaincode in the header', { headerExtension: Buffer.of() }, Code.INVALID_OTHER_REASON],
    ['without response', { withoutExtension: true }, Code.BAD_RESPONSE_PAYLOAD],
    ['with a broken read-write set', { results: Buffer.of(0xff) }, Code.BAD_RWSET],
    ['with a broken namespace', { results: Buffer.from('120512001a01ff', 'hex') }, Code.BAD_RWSET],
    ['executed by another chaincode', { executed: 'other' }, Code.INVALID_CHAINCODE],
    ['without chaincode version', { version: '' }, Code.INVALID_CHAINCODE],
    ['of an unnamed chaincode', { chaincode: '', executed: '' }, Code.INVALID_CHAINCODE],
    ['of an unknown chaincode', { chaincode: 'unheard' }, Code.INVALID_CHAINCODE],
    [
      'that writes for an unknown chaincode',
      { writes: [{ namespace: 'unheard', keys: ['a'] }] },
      Code.INVALID_CHAINCODE,
    ],
    ["with another chaincode's event", { eventOf: 'other' }, Code.INVALID_OTHER_REASON],
    ['with its own event', { eventOf: 'cc' }, Code.VALID],
    ['with a namespace twice', { writes: [{ namespace: 'cc' }, { namespace: 'cc' }] }, Code.ILLEGAL_WRITESET],
  ])('a transaction %s', async (_, request, code) => {
    expect(await codes(transaction(request))).toEqual([code]);
  });

  test('bytes that are no envelope, an empty one, and a payload that is none', async () => {
    const junk = new common.Envelope();
    junk.setPayload(Buffer.of(0xff));
    expect(await codes(Buffer.of(0xff), Buffer.of(), junk.serializeBinary())).toEqual([
      Code.INVALID_OTHER_REASON,
      Code.BAD_COMMON_HEADER,
      Code.BAD_PAYLOAD,
    ]);
  });

  test('the creator must have signed, and belong to the channel', async () => {
    const envelope = common.Envelope.deserializeBinary(transaction({}));
    envelope.setSignature(channel.signer('B', 'user1').sign(envelope.getPayload_asU8()));
    const stranger = (await testChannel(['A'])).signer('A', 'user1');
    expect(await codes(envelope.serializeBinary(), transaction({ creator: stranger }))).toEqual([
      Code.BAD_CREATOR_SIGNATURE,
      Code.BAD_CREATOR_SIGNATURE,
    ]);
  });
});

describe('transaction ids', () => {
  test('a committed id is a duplicate, even when its second transaction is faulty', async () => {
    const bytes = transaction({ version: '' });
    const envelope = common.Envelope.deserializeBinary(bytes);
    const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
    const header = common.ChannelHeader.deserializeBinary(payload.getHeader()?.getChannelHeader_asU8() ?? Buffer.of());
    committed.add(header.getTxId());
    expect(await codes(bytes)).toEqual([Code.DUPLICATE_TXID]);
  });

  test('in one block the first stays valid', async () => {
    const bytes = writing({ keys: ['a'] }, 'A', 'B');
    expect(await codes(bytes, bytes, Buffer.from(bytes))).toEqual([
      Code.VALID,
      Code.DUPLICATE_TXID,
      Code.DUPLICATE_TXID,
    ]);
  });

  test('in one block an invalid one does not stand in the way of the next', async () => {
    const nonce = Buffer.from('nonce');
    const writes = [{ namespace: 'cc', keys: ['a'] }];
    const short = transaction({ nonce, writes, endorsers: peers('A') });
    const full = transaction({ nonce, writes });
    expect(await codes(short, full)).toEqual([Code.ENDORSEMENT_POLICY_FAILURE, Code.VALID]);
  });
});

describe('endorsement', () => {
  const FAILURE = Code.ENDORSEMENT_POLICY_FAILURE;

  test('reading alone needs the chaincode policy too', async () => {
    expect(await codes(transaction({ endorsers: peers('A') }), transaction({}))).toEqual([FAILURE, Code.VALID]);
  });

  test('one peer counts once, clients not at all, and a wrong signature not either', async () => {
    const a = channel.signer('A', 'peer0');
    const clients = [channel.signer('A', 'user1'), channel.signer('B', 'user1')];
    const forged: Signer = { serialized: channel.signer('B', 'peer0').serialized, sign: (data) => a.sign(data) };
    expect(
      await codes(
        transaction({ endorsers: [a, a] }),
        transaction({ endorsers: clients }),
        transaction({ endorsers: [a, forged] }),
      ),
    ).toEqual([FAILURE, FAILURE, FAILURE]);
  });

  test('every written namespace is judged by its own policy', async () => {
    state.apply(
      await commitDefinition(
        state,
        'strict',
        storedDefinition({
          name: 'strict',
          version: '1',
          sequence: 1,
          endorsementPolicy: "AND('A.peer', 'B.peer', 'C.peer')",
          collections: [],
          initRequired: false,
        }),
      ),
    );
    const writes = [
      { namespace: 'cc', keys: ['a'] },
      { namespace: 'strict', keys: ['a'] },
    ];
    expect(
      await codes(
        transaction({ writes }),
        transaction({ writes, endorsers: peers('A', 'B', 'C') }),
        transaction({ writes: [{ namespace: 'cc', keys: ['a'] }, { namespace: 'strict' }] }),
      ),
    ).toEqual([FAILURE, Code.VALID, Code.VALID]);
  });

  test('the definitions of chaincodes are under the policy of the channel', async () => {
    const writes = [{ namespace: '_lifecycle', keys: ['namespaces/metadata/x'] }];
    const request = { chaincode: '_lifecycle', writes };
    expect(await codes(transaction({ ...request, endorsers: peers('A') }), transaction(request))).toEqual([
      FAILURE,
      Code.VALID,
    ]);
  });

  test('a key policy replaces the chaincode policy', async () => {
    state.put('cc', 'lot', Buffer.from('v'), policyMetadata(policy("AND('C.peer')")));
    expect(
      await codes(
        writing({ keys: ['lot'] }, 'A', 'B'),
        writing({ keys: ['lot'] }, 'C'),
        writing({ policies: { lot: policy("AND('A.peer')") } }, 'A'),
      ),
    ).toEqual([FAILURE, Code.VALID, FAILURE]);
  });

  test('two key policies must both hold; the chaincode policy only when some key has none', async () => {
    state.put('cc', 'one', Buffer.from('v'), policyMetadata(policy("AND('A.peer')")));
    state.put('cc', 'two', Buffer.from('v'), policyMetadata(policy("AND('B.peer', 'C.peer')")));
    state.put('cc', 'three', Buffer.from('v'), policyMetadata(policy("AND('C.peer')")));
    expect(
      await codes(
        writing({ keys: ['one', 'two'] }, 'A', 'B'),
        writing({ keys: ['one', 'two'] }, 'A', 'B', 'C'),
        writing({ keys: ['three'] }, 'C'),
        writing({ keys: ['three', 'free'] }, 'C'),
        writing({ keys: ['three', 'free'] }, 'C', 'A'),
      ),
    ).toEqual([FAILURE, Code.VALID, Code.VALID, FAILURE, Code.VALID]);
  });

  test('an administrator can override what its key policy allows', async () => {
    const lot = policy("OutOf(1, AND('B.peer', 'C.peer'), AND('C.admin', OR('A.admin', 'B.admin')))");
    state.put('cc', 'lot', Buffer.from('v'), policyMetadata(lot));
    const admins = [channel.signer('C', 'admin'), channel.signer('A', 'admin')];
    const writes = [{ namespace: 'cc', keys: ['lot'] }];
    expect(
      await codes(
        transaction({ writes, endorsers: admins }),
        transaction({ writes, endorsers: admins.slice(0, 1) }),
        transaction({ writes, endorsers: peers('A', 'C') }),
        transaction({ writes, endorsers: peers('B', 'C') }),
      ),
    ).toEqual([Code.VALID, FAILURE, FAILURE, Code.VALID]);
  });

  test('the first policy of a key is set under the chaincode policy', async () => {
    const policies = { fresh: policy("AND('A.peer')") };
    expect(
      await codes(writing({ keys: ['fresh'], policies }, 'A'), writing({ keys: ['fresh'], policies }, 'A', 'C')),
    ).toEqual([FAILURE, Code.VALID]);
  });

  test('a malformed policy bricks its key', async () => {
    const outOfRange = parsePolicy("OR('A.peer')");
    outOfRange.setIdentitiesList([]);
    state.put('cc', 'bricked', Buffer.from('v'), policyMetadata(Buffer.from(outOfRange.serializeBinary())));
    state.put('cc', 'junk', Buffer.from('v'), policyMetadata(Buffer.of(0xff)));
    const all = ['A', 'B', 'C'];
    expect(await codes(writing({ keys: ['bricked'] }, ...all), writing({ keys: ['junk'] }, ...all))).toEqual([
      FAILURE,
      FAILURE,
    ]);
  });
});

describe('a key policy changed inside the block', () => {
  const FAILURE = Code.ENDORSEMENT_POLICY_FAILURE;
  const all = ['A', 'B', 'C'];

  function changing(key: string, ...mspIds: readonly string[]): Uint8Array {
    return writing({ policies: { [key]: policy("AND('A.peer')") } }, ...mspIds);
  }

  test('later writes of that key fail whatever their signatures, others do not', async () => {
    expect(
      await codes(
        writing({ keys: ['a'] }, ...all),
        changing('a', ...all),
        writing({ keys: ['a'] }, ...all),
        changing('a', ...all),
        writing({ keys: ['b'] }, ...all),
        transaction({ writes: [{ namespace: 'other', keys: ['a'] }] }),
      ),
    ).toEqual([Code.VALID, Code.VALID, FAILURE, FAILURE, Code.VALID, Code.VALID]);
  });

  test('a change that is not endorsed changes nothing', async () => {
    expect(await codes(changing('a', 'A'), writing({ keys: ['a'] }, ...all))).toEqual([FAILURE, Code.VALID]);
  });

  test('a change of a transaction that fails in another namespace counts (Fabric judges namespaces apart)', async () => {
    const writes = [
      { namespace: 'cc', policies: { a: policy("AND('A.peer')") } },
      { namespace: 'unheard', keys: ['x'] },
    ];
    expect(await codes(transaction({ writes }), writing({ keys: ['a'] }, ...all))).toEqual([
      Code.INVALID_CHAINCODE,
      FAILURE,
    ]);
  });

  test('the same for keys of collections', async () => {
    const hashPolicies = { [HASH]: policy("AND('A.peer')") };
    expect(
      await codes(
        writing({ collection: 'plain', hashPolicies }, ...all),
        writing({ collection: 'plain', hashes: [HASH] }, ...all),
        writing({ collection: 'governed', hashes: [HASH] }, ...all),
      ),
    ).toEqual([Code.VALID, FAILURE, Code.VALID]);
  });
});

describe('collections', () => {
  const FAILURE = Code.ENDORSEMENT_POLICY_FAILURE;

  test('a collection policy replaces the chaincode policy for its writes only', async () => {
    expect(
      await codes(
        writing({ collection: 'governed', hashes: [HASH] }, 'C'),
        writing({ collection: 'governed', hashes: [HASH] }, 'A', 'B'),
        writing({ collection: 'governed', hashes: [HASH], keys: ['public'] }, 'C'),
        writing({ collection: 'governed', hashes: [HASH], keys: ['public'] }, 'C', 'A'),
        writing({ collection: 'plain', hashes: [HASH] }, 'A'),
        writing({ collection: 'plain', hashes: [HASH] }, 'A', 'B'),
      ),
    ).toEqual([Code.VALID, FAILURE, FAILURE, Code.VALID, FAILURE, Code.VALID]);
  });

  test('an implicit collection is endorsed by its organisation', async () => {
    expect(
      await codes(
        writing({ collection: '_implicit_org_C', hashes: [HASH] }, 'C'),
        writing({ collection: '_implicit_org_C', hashes: [HASH] }, 'A', 'B'),
        writing({ collection: '_implicit_org_Z', hashes: [HASH] }, 'A', 'B', 'C'),
        writing({ collection: 'unheard', hashes: [HASH] }, 'A', 'B', 'C'),
      ),
    ).toEqual([Code.VALID, FAILURE, FAILURE, FAILURE]);
  });

  test('a policy on a private key comes before that of its collection', async () => {
    state.putHashed('cc', 'governed', HASH, policyMetadata(policy("AND('A.peer')")) ?? Buffer.of());
    expect(
      await codes(
        writing({ collection: 'governed', hashes: [HASH] }, 'A'),
        writing({ collection: 'governed', hashes: [HASH] }, 'C'),
        writing({ collection: 'governed', hashPolicies: { [HASH]: policy("AND('B.peer')") } }, 'C'),
      ),
    ).toEqual([Code.VALID, FAILURE, FAILURE]);
  });
});

describe('configuration', () => {
  test('the genesis block is valid without a signature', async () => {
    expect(await validate(channel.genesis)).toEqual([Code.VALID]);
  });

  /** The genesis transaction with other content, signed by an orderer. */
  const configTransaction = (data: Uint8Array): Uint8Array => {
    const [bytes = Buffer.of()] = channel.genesis.getData()?.getDataList_asU8() ?? [];
    const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(bytes).getPayload_asU8());
    const orderer = channel.signer('A', 'orderer0');
    const header = new common.SignatureHeader();
    header.setCreator(orderer.serialized);
    header.setNonce(Buffer.from('nonce'));
    payload.getHeader()?.setSignatureHeader(header.serializeBinary());
    payload.setData(data);
    return envelopeBytes(payload.serializeBinary(), orderer);
  };
  const proposed = (...admins: readonly string[]): common.ConfigEnvelope => {
    const update = configUpdate(channel.bundle, (root) => {
      root.getGroupsMap().get('Application')?.getGroupsMap().del('C');
    });
    const signers = admins.map((mspId) => channel.signer(mspId, 'admin'));
    const request = updateRequest('trial', signedUpdate(update, ...signers), channel.signer('A', 'admin'));
    return proposeConfigUpdate(channel.bundle, request);
  };

  test('a later configuration is signed, by an orderer, and follows from the current one', async () => {
    const [unsigned = Buffer.of()] = channel.genesis.getData()?.getDataList_asU8() ?? [];
    const signed = configTransaction(proposed('A', 'B', 'C').serializeBinary());
    const empty = configTransaction(Buffer.of());
    expect([...(await codes(unsigned)), ...(await codes(signed)), ...(await codes(empty))]).toEqual([
      Code.BAD_COMMON_HEADER,
      Code.VALID,
      Code.INVALID_CONFIG_TRANSACTION,
    ]);
  });

  test('one that does not follow stops the peer instead of being invalid', async () => {
    const altered = proposed('A', 'B', 'C');
    altered.getConfig()?.getChannelGroup()?.setVersion(5);
    await expect(codes(configTransaction(altered.serializeBinary()))).rejects.toThrow(
      'error validating config which passed initial validity checks: ConfigEnvelope LastUpdate did not produce the ' +
        'supplied config result',
    );
  });

  test('it holds after the block: who is no member any more endorses no more', () => {
    const block = blockOf(5, [configTransaction(proposed('A', 'B', 'C').serializeBinary())]);
    const after = bundleAfter(block, Buffer.of(Code.VALID), channel.bundle);
    expect([after.sequence, after.applicationOrganizations]).toEqual([1, ['A', 'B']]);
    expect(bundleAfter(block, Buffer.of(Code.BAD_CREATOR_SIGNATURE), channel.bundle)).toBe(channel.bundle);
  });
});

describe('a database that fails', () => {
  test('stops the peer instead of judging', async () => {
    const failing = new MemoryState();
    failing.get = () => Promise.reject(new Error('disk gone'));
    state = failing;
    await expect(codes(writing({ keys: ['a'] }, 'A', 'B'))).rejects.toThrow('disk gone');
  });
});
