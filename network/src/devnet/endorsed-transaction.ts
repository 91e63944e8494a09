import { randomBytes } from 'node:crypto';

import { common, peer } from '@hyperledger/fabric-protos';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';

import type { SigningIdentity } from '../crypto/signing-identity.js';
import { prepareTransaction } from '../proto/prepared-transaction.js';
import { NONCE_BYTES } from '../proto/signed-envelope.js';
import { computeTxId, endorsableProposal, type EndorsableProposal, unpackProposal } from '../proto/proposal.js';

const STATUS_OK = 200;

/** A call of a chaincode, before anybody has run it. */
export interface ChaincodeCall {
  readonly channelId: string;
  readonly chaincode: string;
  readonly version: string;
  readonly args: readonly Uint8Array[];
  readonly proposer: SigningIdentity;
  /** Random unless given. */
  readonly nonce?: Uint8Array;
  /** Milliseconds since 1970; now unless given. */
  readonly timestamp?: number;
}

/** A transaction whose proposer and endorsers all sign in this process. */
export interface LocalTransaction {
  readonly txId: string;
  /**
   * The envelope that claims these results, as any client's transaction would.
   *
   * @param results serialised read-write set
   */
  endorsedBy(endorsers: readonly SigningIdentity[], results: Uint8Array): common.Envelope;
}

/** Proposes a call; its results come afterwards, because its id is needed to find them. */
export function localTransaction(call: ChaincodeCall): LocalTransaction {
  const proposal = proposalOf(call);
  return {
    txId: proposal.txId,
    endorsedBy: (endorsers, results) => {
      const payload = responsePayload(proposal, call, results);
      const endorsements = endorsers.map((signer) => {
        const endorsement = new peer.Endorsement();
        endorsement.setEndorser(signer.serialized);
        endorsement.setSignature(signer.sign(Buffer.concat([payload, signer.serialized])));
        return endorsement;
      });
      const envelope = prepareTransaction(proposal, payload, endorsements);
      envelope.setSignature(call.proposer.sign(envelope.getPayload_asU8()));
      return envelope;
    },
  };
}

function proposalOf({ channelId, chaincode, args, proposer, nonce, timestamp }: ChaincodeCall): EndorsableProposal {
  const chaincodeId = new peer.ChaincodeID();
  chaincodeId.setName(chaincode);
  const input = new peer.ChaincodeInput();
  input.setArgsList([...args]);
  const spec = new peer.ChaincodeSpec();
  spec.setChaincodeId(chaincodeId);
  spec.setInput(input);
  const invocation = new peer.ChaincodeInvocationSpec();
  invocation.setChaincodeSpec(spec);
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(invocation.serializeBinary());

  const proposal = new peer.Proposal();
  const time = new Date(timestamp ?? Date.now());
  proposal.setHeader(header(channelId, chaincodeId, { proposer, nonce: nonce ?? randomBytes(NONCE_BYTES), time }));
  proposal.setPayload(payload.serializeBinary());
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(proposal.serializeBinary());
  return endorsableProposal(unpackProposal(signed));
}

function header(
  channelId: string,
  chaincodeId: peer.ChaincodeID,
  { proposer, nonce, time }: { readonly proposer: SigningIdentity; readonly nonce: Uint8Array; readonly time: Date },
): Uint8Array {
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(chaincodeId);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setTxId(computeTxId(nonce, proposer.serialized));
  channelHeader.setTimestamp(timestamps.Timestamp.fromDate(time));
  channelHeader.setChannelId(channelId);
  channelHeader.setExtension$(extension.serializeBinary());
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(proposer.serialized);
  signatureHeader.setNonce(nonce);
  const combined = new common.Header();
  combined.setChannelHeader(channelHeader.serializeBinary());
  combined.setSignatureHeader(signatureHeader.serializeBinary());
  return combined.serializeBinary();
}

function responsePayload(
  proposal: EndorsableProposal,
  { chaincode, version }: ChaincodeCall,
  results: Uint8Array,
): Uint8Array {
  const response = new peer.Response();
  response.setStatus(STATUS_OK);
  const chaincodeId = new peer.ChaincodeID();
  chaincodeId.setName(chaincode);
  chaincodeId.setVersion(version);
  const action = new peer.ChaincodeAction();
  action.setResults(results);
  action.setResponse(response);
  action.setChaincodeId(chaincodeId);
  const payload = new peer.ProposalResponsePayload();
  payload.setProposalHash(proposal.proposalHash);
  payload.setExtension$(action.serializeBinary());
  return payload.serializeBinary();
}
