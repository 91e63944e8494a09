import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Contract, EndorseError, GatewayError, type Network } from '@hyperledger/fabric-gateway';
import { common, peer } from '@hyperledger/fabric-protos';

import { ORGANIZATIONS, probeDefinition, TestDevnet } from './devnet.fixture.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const json = (bytes: Uint8Array): unknown => JSON.parse(text(bytes));

let devnet: TestDevnet;
let network: Network;
let contract: Contract;

beforeAll(async () => {
  devnet = await TestDevnet.create();
  await devnet.start();
  await devnet.deployProbe('all');
  network = devnet.connect('AlphaMSP').getNetwork('all');
  contract = network.getContract('probe');
});

afterAll(async () => {
  await devnet.remove();
});

async function failure(action: Promise<unknown>): Promise<GatewayError> {
  try {
    await action;
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
  throw new Error('expected a gateway error');
}

describe('transactions', () => {
  test('a put is committed at every organisation, with equal commit hashes', async () => {
    expect(text(await contract.submitTransaction('put', 'key', 'value'))).toBe('key');
    await devnet.settled();
    for (const mspId of ORGANIZATIONS) {
      expect(text(await devnet.contract(mspId).evaluateTransaction('get', 'key'))).toBe('value');
    }
    const [status] = await devnet.engine.status();
    expect(new Set(status?.commitHashes.values()).size).toBe(1);
    expect(status?.definitions).toEqual([{ name: 'probe', version: '1.0', sequence: 1 }]);
  });

  test('a transaction does not see its own writes', async () => {
    await contract.submitTransaction('put', 'own', 'old');
    expect(text(await contract.submitTransaction('putThenGet', 'own', 'new'))).toBe('old');
  });

  test('an evaluated transaction writes nothing', async () => {
    await contract.evaluateTransaction('put', 'evaluated', 'value');
    expect(text(await contract.evaluateTransaction('get', 'evaluated'))).toBe('');
  });

  test('of two transactions that read and write one key, the second is found invalid with code 11', async () => {
    const options = { arguments: ['counter'] };
    const [first, second] = await Promise.all([
      contract.newProposal('increment', options).endorse(),
      contract.newProposal('increment', options).endorse(),
    ]);
    const statuses = [];
    for (const transaction of [first, second]) statuses.push(await (await transaction.submit()).getStatus());
    expect(statuses.map(({ code }) => code)).toEqual([
      peer.TxValidationCode.VALID,
      peer.TxValidationCode.MVCC_READ_CONFLICT,
    ]);
  });

  test('the same prepared transaction submitted twice keeps its first status', async () => {
    const transaction = await contract.newProposal('put', { arguments: ['twice', 'x'] }).endorse();
    const first = await (await transaction.submit()).getStatus();
    const again = await (await transaction.submit()).getStatus();
    expect(again.blockNumber).toBe(first.blockNumber);
    expect(again.code).toBe(peer.TxValidationCode.VALID);
  });

  test('history is newest first, with deletes, and without the transaction that reads it', async () => {
    for (const value of ['1', '2']) await contract.submitTransaction('put', 'story', value);
    await contract.submitTransaction('remove', 'story');
    const entries = json(await contract.evaluateTransaction('history', 'story')) as object[];
    expect(entries).toEqual([
      expect.objectContaining({ value: '', isDelete: true }),
      expect.objectContaining({ value: '2', isDelete: false }),
      expect.objectContaining({ value: '1', isDelete: false }),
    ]);
  });
});

describe('queries', () => {
  beforeAll(async () => {
    await contract.submitTransaction('putMany', 'r', '205');
  });

  test('a range of more than two batches comes whole and in order', async () => {
    const keys = json(await contract.evaluateTransaction('range', 'r', 's')) as string[];
    expect(keys).toHaveLength(205);
    expect(keys).toEqual([...keys].sort());
  });

  test('pages follow their bookmarks, which are the next key and empty after the last page', async () => {
    const first = json(await contract.evaluateTransaction('page', 'r', 'r0003', '2', '')) as object;
    expect(first).toEqual({ keys: ['r0000', 'r0001'], count: 2, bookmark: 'r0002' });
    const last = json(await contract.evaluateTransaction('page', 'r', 'r0003', '2', 'r0002')) as object;
    expect(last).toEqual({ keys: ['r0002'], count: 1, bookmark: '' });
  });

  test('rich queries are refused as by a peer on LevelDB', async () => {
    const error = await failure(contract.evaluateTransaction('rich', '{}'));
    expect(error.details[0]?.message).toContain('ExecuteQuery not supported for leveldb');
  });
});

describe('errors', () => {
  test('a chaincode error on evaluate', async () => {
    const error = await failure(contract.evaluateTransaction('fail', 'no stock'));
    expect(error.code).toBe(2);
    expect(error.details).toEqual([
      {
        address: devnet.engine.endpoints.get('AlphaMSP')?.address,
        mspId: 'AlphaMSP',
        message: 'chaincode response 500, no stock',
      },
    ]);
    expect(error.message).toContain('evaluate call to endorser returned error: chaincode response 500, no stock');
  });

  test('a chaincode error on submit', async () => {
    const error = await failure(contract.submitTransaction('fail', 'no stock'));
    expect(error).toBeInstanceOf(EndorseError);
    expect(error.code).toBe(10);
    expect(error.message).toContain('failed to endorse transaction, see attached details for more info');
    expect(error.details[0]?.message).toBe('chaincode response 500, no stock');
  });

  test('endorsers that disagree', async () => {
    const error = await failure(contract.submitTransaction('random'));
    expect(error.code).toBe(10);
    expect(error.message).toContain('failed to collect enough transaction endorsements');
    expect(error.details.map(({ message }) => message)).toContain('ProposalResponsePayloads do not match');
  });

  test('an unknown organisation among the endorsers', async () => {
    const error = await failure(
      contract.submit('put', { arguments: ['a', 'b'], endorsingOrganizations: ['AlphaMSP', 'NobodyMSP', 'NoneMSP'] }),
    );
    expect(error.code).toBe(14);
    expect(error.message).toContain('failed to find any endorsing peers for org(s): NobodyMSP, NoneMSP');
  });

  test('an unknown chaincode', async () => {
    const unknown = network.getContract('nothing');
    const evaluated = await failure(unknown.evaluateTransaction('get', 'a'));
    expect(evaluated.code).toBe(9);
    expect(evaluated.message).toContain('no peers available to evaluate chaincode nothing in channel all');
    const submitted = await failure(unknown.submitTransaction('get', 'a'));
    expect(submitted.code).toBe(9);
    expect(submitted.message).toContain(
      'no combination of peers can be derived which satisfy the endorsement policy: ' +
        'No metadata was found for chaincode nothing in channel all',
    );
  });

  test('a channel that the peer has not joined', async () => {
    const error = await failure(devnet.contract('DeltaMSP', 'three').evaluateTransaction('get', 'a'));
    expect(error.code).toBe(14);
    expect(error.message).toContain('failed to get config for channel [three]');
  });

  test('too few endorsers: ordered, and found invalid with code 10', async () => {
    const commit = await contract.submitAsync('put', { arguments: ['few', 'x'], endorsingOrganizations: ['AlphaMSP'] });
    const status = await commit.getStatus();
    expect(status.code).toBe(peer.TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
    expect(status.blockNumber).toBeGreaterThan(0n);
  });

  test('a transaction larger than the orderer takes', async () => {
    const error = await failure(contract.submitTransaction('put', 'big', 'x'.repeat(500_001)));
    expect(error.code).toBe(14);
    expect(error.message).toContain('insufficient number of orderers could successfully process transaction');
    expect(error.details).toHaveLength(2);
    expect(error.details[0]?.message).toMatch(
      /^received unsuccessful response from orderer: status=BAD_REQUEST, info=.* exceeds maximum allowed 500000 bytes$/u,
    );
  });

  test('an administrator is a writer, a peer certificate is not', async () => {
    const admin = devnet.connect('BetaMSP', 'admin').getNetwork('all').getContract('probe');
    expect(text(await admin.submitTransaction('put', 'admin', 'x'))).toBe('admin');
    const asPeer = devnet.connect('BetaMSP', 'peer0').getNetwork('all').getContract('probe');
    const error = await failure(asPeer.submitTransaction('put', 'peer', 'x'));
    expect(error.details[0]?.message).toContain('with policy [/Channel/Application/Writers]');
  });
});

describe('organisations', () => {
  test('each sees its own MSP id, also when calls interleave', async () => {
    const calls = [...ORGANIZATIONS, ...[...ORGANIZATIONS].reverse()].map(async (mspId, index) => {
      const answer = await devnet.contract(mspId).evaluateTransaction('mspId', String((index % 3) * 5));
      return [mspId, text(answer)] as const;
    });
    for (const [mspId, answer] of await Promise.all(calls)) expect(answer).toBe(mspId);
  });

  test('a client of one organisation may use the gateway of another', async () => {
    const guest = devnet.connect('BetaMSP', 'user1', 'AlphaMSP').getNetwork('all').getContract('probe');
    expect(text(await guest.evaluateTransaction('mspId', '0'))).toBe('AlphaMSP');
    expect(text(await guest.evaluateTransaction('creator'))).toBe('BetaMSP');
  });

  test('a named organisation evaluates', async () => {
    const options = { arguments: ['0'], endorsingOrganizations: ['GammaMSP'] };
    expect(text(await contract.evaluate('mspId', options))).toBe('GammaMSP');
  });

  test('a definition is deployed once, and a change needs the next sequence', async () => {
    const before = (await devnet.engine.status())[0]?.heights.get('AlphaMSP');
    await devnet.deployProbe('all');
    expect((await devnet.engine.status())[0]?.heights.get('AlphaMSP')).toBe(before);
    await expect(devnet.deployProbe('all', { initRequired: true })).rejects.toThrow('committed with another version');
    await expect(devnet.deployProbe('all', { sequence: 5 })).rejects.toThrow('new definition must be sequence 2');
    await expect(devnet.deployProbe('nowhere')).rejects.toThrow('there is no channel nowhere');
    expect(devnet.engine.packageId(probeDefinition())).toBe('probe:1.0');
  });
});

describe('ledger queries', () => {
  test('qscc answers about chain, blocks and transactions', async () => {
    const qscc = network.getContract('qscc');
    const proposal = contract.newProposal('put', { arguments: ['q', '1'] });
    const commit = await (await proposal.endorse()).submit();
    const { blockNumber } = await commit.getStatus();
    const info = common.BlockchainInfo.deserializeBinary(await qscc.evaluateTransaction('GetChainInfo', 'all'));
    expect(BigInt(info.getHeight())).toBe(blockNumber + 1n);
    const args = ['all', proposal.getTransactionId()] as const;
    const transaction = peer.ProcessedTransaction.deserializeBinary(
      await qscc.evaluateTransaction('GetTransactionByID', ...args),
    );
    expect(transaction.getValidationcode()).toBe(peer.TxValidationCode.VALID);
    const block = common.Block.deserializeBinary(await qscc.evaluateTransaction('GetBlockByTxID', ...args));
    expect(BigInt(block.getHeader()?.getNumber() ?? 0)).toBe(blockNumber);
    const byHash = await qscc.evaluate('GetBlockByHash', { arguments: ['all', info.getCurrentblockhash_asU8()] });
    expect(Buffer.from(byHash)).toEqual(Buffer.from(block.serializeBinary()));
    const error = await failure(qscc.evaluateTransaction('GetBlockByNumber', 'all', '99999'));
    expect(error.message).toContain('chaincode response 500, Failed to get block number 99999');
  });
});

describe('chaincode to chaincode', () => {
  test('another channel answers, and its writes are dropped', async () => {
    await devnet.deployProbe('three');
    const answer = json(await contract.submitTransaction('invoke', 'probe', 'three', 'put,over,there'));
    expect(answer).toEqual({ status: 200, payload: 'over' });
    const there = devnet.contract('AlphaMSP', 'three');
    expect(text(await there.evaluateTransaction('get', 'over'))).toBe('');
  });

  test('the same channel shares the transaction, and both policies are judged', async () => {
    await devnet.deployProbe('all', { name: 'second' });
    const answer = json(await contract.submitTransaction('invoke', 'second', '', 'put,shared,x'));
    expect(answer).toEqual({ status: 200, payload: 'shared' });
    expect(text(await network.getContract('second').evaluateTransaction('get', 'shared'))).toBe('x');
    expect(text(await contract.evaluateTransaction('get', 'shared'))).toBe('');
  });

  test('an unknown chaincode', async () => {
    const error = await failure(contract.submitTransaction('invoke', 'nothing', '', 'get,a'));
    expect(error.details[0]?.message).toContain('chaincode nothing not found');
  });
});

describe('initialisation', () => {
  test('is required once for a version where the definition asks for it', async () => {
    await devnet.deployProbe('all', { name: 'careful', initRequired: true });
    const careful = network.getContract('careful');
    const early = await failure(careful.submitTransaction('put', 'a', 'b'));
    expect(early.details[0]?.message).toContain(
      "chaincode 'careful' has not been initialized for this version, must call as init first",
    );
  });
});
