import { createHash } from 'node:crypto';
import { expect } from '@jest/globals';
import { common, peer } from '@hyperledger/fabric-protos';
import { AURORA, CHANNEL } from '../../support/consortium.js';
import { PeerClient, type Question } from '../../support/peer-client.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

const OK = 200;
const ERROR = 500;
/** Greatest number of an unsigned 64-bit integer: the newest block. */
const NEWEST = '18446744073709551615';

/** Rows 61 and 62: what a peer tells about its channels and its ledgers through its system chaincodes. */
export function systemChaincodes(record: RowRecord, scene: Scene): void {
  async function ask(question: Question, label = 'user1', mspId = AURORA): Promise<peer.Response> {
    const { consortium } = scene;
    const client = new PeerClient(consortium.network.profile(CHANNEL, AURORA), consortium.user(mspId, label));
    return client.ask(question).finally(() => client.close());
  }

  async function payloadOf(question: Question): Promise<Uint8Array> {
    const response = await ask(question);
    expect({ status: response.getStatus(), message: response.getMessage() }).toEqual({ status: OK, message: '' });
    return response.getPayload_asU8();
  }

  /** What is refused, with the exact text. */
  async function refusalOf(question: Question): Promise<string> {
    const response = await ask(question);
    expect(response.getStatus()).toBe(ERROR);
    return response.getMessage();
  }

  const cscc = (...args: string[]): Question => ({ chaincode: 'cscc', args });
  const qscc = (...args: (string | Uint8Array)[]): Question => ({ chaincode: 'qscc', args, channel: CHANNEL });

  record.row(61, 'cscc lists the channels of the peer to members of its organisation', async () => {
    const answer = peer.ChannelQueryResponse.deserializeBinary(await payloadOf(cscc('GetChannels')));
    const names = answer.getChannelsList().map((channel) => channel.getChannelId());
    expect(names.sort()).toEqual(['placements', CHANNEL]);
  });

  record.row(61, 'cscc gives the config block and the configuration of a channel', async () => {
    const onChannel = (name: string): Question => ({ chaincode: 'cscc', args: [name, CHANNEL], channel: CHANNEL });
    const block = common.Block.deserializeBinary(await payloadOf(onChannel('GetConfigBlock')));
    const envelope = common.Envelope.deserializeBinary(block.getData()?.getDataList_asU8()[0] ?? new Uint8Array());
    const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
    const inBlock = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig();
    const config = common.Config.deserializeBinary(await payloadOf(onChannel('GetChannelConfig')));
    expect(config.getSequence()).toBe(inBlock?.getSequence());
    expect([...(config.getChannelGroup()?.getGroupsMap().keys() ?? [])].sort()).toEqual(['Application', 'Orderer']);
  });

  record.row(61, 'cscc refuses unknown channels, unknown functions and missing arguments', async () => {
    expect(await refusalOf(cscc())).toBe('Incorrect number of arguments, 0');
    expect(await refusalOf(cscc('GetConfigBlock'))).toBe('Incorrect number of arguments, 1');
    expect(await refusalOf(cscc('GetConfigBlock', 'nowhere'))).toBe(
      'access denied for [GetConfigBlock][nowhere]: Failed to get policy manager for channel [nowhere]',
    );
    expect(await refusalOf(cscc('GetChannelConfig', ''))).toBe('empty channel name provided');
    expect(await refusalOf(cscc('GetNothing', CHANNEL))).toBe('Requested function GetNothing not found.');
  });

  record.row(62, 'qscc describes the chain and gives blocks by number, hash and transaction', async () => {
    const made = await scene.given([scene.key('queried'), 'v']);
    const { blockNumber, transactionId } = made.status;
    const block = await scene.consortium.block(blockNumber);
    const bytes = Buffer.from(block.serializeBinary());
    const info = common.BlockchainInfo.deserializeBinary(await payloadOf(qscc('GetChainInfo', CHANNEL)));
    expect(info.getHeight()).toBe(Number(blockNumber) + 1);
    const hash = info.getCurrentblockhash_asU8();
    expect(Buffer.from(info.getPreviousblockhash_asU8())).toEqual(
      Buffer.from(block.getHeader()?.getPreviousHash_asU8() ?? []),
    );
    for (const question of [
      qscc('GetBlockByNumber', CHANNEL, String(blockNumber)),
      qscc('GetBlockByNumber', CHANNEL, NEWEST),
      qscc('GetBlockByHash', CHANNEL, hash),
      qscc('GetBlockByTxID', CHANNEL, transactionId),
    ]) {
      expect(Buffer.from(await payloadOf(question))).toEqual(bytes);
    }
    const processed = peer.ProcessedTransaction.deserializeBinary(
      await payloadOf(qscc('GetTransactionByID', CHANNEL, transactionId)),
    );
    expect(processed.getValidationcode()).toBe(made.status.code);
    expect(bytes.includes(Buffer.from(processed.getTransactionenvelope()?.getPayload_asU8() ?? []))).toBe(true);
  });

  record.row(62, 'qscc says exactly what it does not find', async () => {
    const height = common.BlockchainInfo.deserializeBinary(await payloadOf(qscc('GetChainInfo', CHANNEL))).getHeight();
    const beyond = String(height + 100);
    expect(await refusalOf(qscc('GetBlockByNumber', CHANNEL, beyond))).toBe(
      `Failed to get block number ${beyond}, error no such block number [${beyond}] in index`,
    );
    const text = 'plain text as a hash';
    expect(await refusalOf(qscc('GetBlockByHash', CHANNEL, text))).toBe(
      `Failed to get block hash ${text}, error no such block hash [${Buffer.from(text).toString('hex')}] in index`,
    );
    const unknown = createHash('sha256').update('nobody').digest('hex');
    expect(await refusalOf(qscc('GetTransactionByID', CHANNEL, unknown))).toBe(
      `Failed to get transaction with id ${unknown}, error no such transaction ID [${unknown}] in index`,
    );
    expect(await refusalOf(qscc('GetBlockByTxID', CHANNEL, unknown))).toBe(
      `Failed to get block for txID ${unknown}, error no such transaction ID [${unknown}] in index`,
    );
  });

  record.row(62, 'qscc refuses what it cannot read', async () => {
    const parsing = (what: string, why: string): string =>
      `Failed to parse block number with error strconv.ParseUint: parsing "${what}": ${why}`;
    expect(await refusalOf(qscc('GetBlockByNumber', CHANNEL, 'seven'))).toBe(parsing('seven', 'invalid syntax'));
    expect(await refusalOf(qscc('GetBlockByNumber', CHANNEL, '-1'))).toBe(parsing('-1', 'invalid syntax'));
    expect(await refusalOf(qscc('GetBlockByNumber', CHANNEL, `${NEWEST}0`))).toBe(
      parsing(`${NEWEST}0`, 'value out of range'),
    );
    expect(await refusalOf(qscc('GetChainInfo'))).toBe('Incorrect number of arguments, 1');
    expect(await refusalOf(qscc('GetBlockByNumber', CHANNEL))).toBe('missing 3rd argument for GetBlockByNumber');
    expect(await refusalOf(qscc('GetChainInfo', 'nowhere'))).toBe('Invalid chain ID, nowhere');
    expect(await refusalOf(qscc('GetNothing', CHANNEL, 'x'))).toBe(
      `access denied for [GetNothing][${CHANNEL}]: [Unmapped policy for qscc/GetNothing]`,
    );
  });

  record.row(62, 'qscc cannot be called by a chaincode, and answers it so', async () => {
    const answer = await scene
      .probe()
      .evaluateOne({ op: 'invoke', chaincode: 'qscc', args: ['GetChainInfo', CHANNEL] });
    expect(answer).toEqual({
      status: ERROR,
      message:
        'Rejecting invoke of QSCC from another chaincode because of potential for deadlocks, original invocation for ' +
        "'probe'",
      payload: '',
    });
  });
}
