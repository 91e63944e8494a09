import { createHash } from 'node:crypto';

import { describe, expect, test } from '@jest/globals';
import { common, peer } from '@hyperledger/fabric-protos';
import fc from 'fast-check';

import { ProtoError } from './decode.js';
import { prepareTransaction } from './prepared-transaction.js';
import { computeTxId, endorsableProposal, unpackProposal } from './proposal.js';

function signedProposal(transient: Readonly<Record<string, string>> = {}): peer.SignedProposal {
  const chaincodeId = new peer.ChaincodeID();
  chaincodeId.setName('trial');
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(chaincodeId);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setChannelId('channel');
  channelHeader.setTxId('id');
  channelHeader.setExtension$(extension.serializeBinary());
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator('creator');
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const spec = new peer.ChaincodeSpec();
  spec.setChaincodeId(chaincodeId);
  spec.setInput(new peer.ChaincodeInput());
  const invocation = new peer.ChaincodeInvocationSpec();
  invocation.setChaincodeSpec(spec);
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(invocation.serializeBinary());
  for (const [key, value] of Object.entries(transient)) payload.getTransientmapMap().set(key, Buffer.from(value));
  const proposal = new peer.Proposal();
  proposal.setHeader(header.serializeBinary());
  proposal.setPayload(payload.serializeBinary());
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(proposal.serializeBinary());
  return signed;
}

describe('proposals', () => {
  test('transient data changes neither the proposal hash nor the transaction', () => {
    const plain = unpackProposal(signedProposal());
    const secret = unpackProposal(signedProposal({ price: 'very secret' }));
    expect([plain.hasTransientData, secret.hasTransientData]).toEqual([false, true]);
    expect(endorsableProposal(secret).proposalHash).toEqual(endorsableProposal(plain).proposalHash);
    const transaction = Buffer.from(prepareTransaction(secret, Buffer.from('response'), []).serializeBinary());
    expect(transaction.includes('very secret')).toBe(false);
  });

  test('are unpacked for endorsement once', () => {
    const proposal = unpackProposal(signedProposal());
    expect(endorsableProposal(proposal)).toBe(endorsableProposal(proposal));
  });

  test('the transaction id is the hash of nonce and creator', () => {
    const expected = createHash('sha256').update('noncecreator').digest('hex');
    expect(computeTxId(Buffer.from('nonce'), Buffer.from('creator'))).toBe(expected);
  });

  test('any bytes at all unpack, or are refused as malformed', () => {
    const seed = Buffer.from(signedProposal({ k: 'v' }).getProposalBytes_asU8());
    const truncated = fc.nat(seed.length).map((length) => seed.subarray(0, length));
    const random = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(truncated, random), (bytes) => {
        const signed = new peer.SignedProposal();
        signed.setProposalBytes(bytes);
        try {
          endorsableProposal(unpackProposal(signed));
        } catch (error) {
          expect(error).toBeInstanceOf(ProtoError);
        }
      }),
    );
  });
});
