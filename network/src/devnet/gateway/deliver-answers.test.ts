import { describe, expect, test } from '@jest/globals';
import { common, peer } from '@hyperledger/fabric-protos';
import type { ChannelPeer } from '../peer/channel-peer.js';
import type { SignedData } from '../../policy/policy.js';
import { filteredBlock } from './deliver-answers.js';

const CHANNEL = { channelId: 'one' } as ChannelPeer;
const CLIENT: SignedData = { identity: Buffer.alloc(0), data: Buffer.alloc(0), signature: Buffer.alloc(0) };

/** A block with one transaction whose result carries these bytes as its event. */
function blockWithEvent(event: Uint8Array): common.Block {
  const action = new peer.ChaincodeAction();
  action.setEvents(event);
  const response = new peer.ProposalResponsePayload();
  response.setExtension$(action.serializeBinary());
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(response.serializeBinary());
  const content = new peer.ChaincodeActionPayload();
  content.setAction(endorsed);
  const transactionAction = new peer.TransactionAction();
  transactionAction.setPayload(content.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.addActions(transactionAction);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setTxId('t');
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(transaction.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  const data = new common.BlockData();
  data.addData(envelope.serializeBinary());
  const block = new common.Block();
  block.setData(data);
  return block;
}

describe('filtered blocks', () => {
  test('hold events without their payload', async () => {
    const event = new peer.ChaincodeEvent();
    event.setChaincodeId('cc');
    event.setEventName('made');
    event.setPayload(Buffer.from('secret'));
    const answer = await filteredBlock(blockWithEvent(event.serializeBinary()), CHANNEL, CLIENT);
    const [transaction] = answer.getFilteredBlock()?.getFilteredTransactionsList() ?? [];
    const [action] = transaction?.getTransactionActions()?.getChaincodeActionsList() ?? [];
    expect(action?.getChaincodeEvent()?.toObject()).toEqual({
      chaincodeId: 'cc',
      txId: '',
      eventName: 'made',
      payload: '',
    });
  });

  test('a transaction that cannot be read makes the answer a status, as on a real peer', async () => {
    const answer = await filteredBlock(blockWithEvent(Buffer.from('no event')), CHANNEL, CLIENT);
    expect(answer.hasFilteredBlock()).toBe(false);
    expect(answer.getStatus()).toBe(common.Status.BAD_REQUEST);
  });
});
