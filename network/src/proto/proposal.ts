import { common, peer } from '@hyperledger/fabric-protos';

import { sha256 } from '../crypto/ecdsa.js';
import { asBuffer, decode, ProtoError } from './decode.js';

/** A signed proposal taken apart once; all peers of the process share it. */
export interface Proposal {
  readonly signed: peer.SignedProposal;
  /** What the signature covers. */
  readonly bytes: Buffer;
  readonly signature: Buffer;
  readonly header: common.Header;
  readonly channelHeader: common.ChannelHeader;
  readonly channelId: string;
  readonly txId: string;
  /** Name in the invocation spec, which is what the gateway plans for; '' when absent. */
  readonly chaincodeName: string;
  readonly spec: peer.ChaincodeSpec | undefined;
  readonly hasTransientData: boolean;
  /** `ChaincodeProposalPayload` without the transient map: what goes into the transaction and the proposal hash. */
  readonly publicPayload: Buffer;
}

/** A proposal of which nothing that an endorser needs is missing (Fabric: endorser.UnpackedProposal). */
export interface EndorsableProposal extends Proposal {
  readonly creator: Buffer;
  readonly nonce: Buffer;
  /** Name in the channel header's extension, which is what the endorser runs. */
  readonly invokedChaincode: string;
  readonly input: peer.ChaincodeInput;
  readonly proposalHash: Buffer;
}

/**
 * Takes a signed proposal apart as far as the gateway looks into it (Fabric: internal/pkg/gateway/evaluate.go and
 * endorse.go).
 *
 * @throws ProtoError when any layer is malformed.
 */
export function unpackProposal(signed: peer.SignedProposal): Proposal {
  const bytes = asBuffer(signed.getProposalBytes_asU8());
  const proposal = decode(peer.Proposal, bytes, 'Proposal');
  const header = decode(common.Header, proposal.getHeader_asU8(), 'Header');
  const channelHeader = decode(common.ChannelHeader, header.getChannelHeader_asU8(), 'ChannelHeader');
  const payload = decode(peer.ChaincodeProposalPayload, proposal.getPayload_asU8(), 'ChaincodeProposalPayload');
  const spec = decode(
    peer.ChaincodeInvocationSpec,
    payload.getInput_asU8(),
    'ChaincodeInvocationSpec',
  ).getChaincodeSpec();
  const publicPayload = new peer.ChaincodeProposalPayload();
  publicPayload.setInput(payload.getInput_asU8());
  return {
    signed,
    bytes,
    signature: asBuffer(signed.getSignature_asU8()),
    header,
    channelHeader,
    channelId: channelHeader.getChannelId(),
    txId: channelHeader.getTxId(),
    chaincodeName: spec?.getChaincodeId()?.getName() ?? '',
    spec,
    hasTransientData: payload.getTransientmapMap().getLength() > 0,
    publicPayload: asBuffer(publicPayload.serializeBinary()),
  };
}

/**
 * Reads what an endorser reads before the payload: of several faults it names the first (Fabric:
 * core/endorser/msgvalidation.go UnpackProposal).
 *
 * @throws ProtoError
 */
export function requireEndorsableHeaders(signed: peer.SignedProposal): void {
  const proposal = decode(peer.Proposal, signed.getProposalBytes_asU8(), 'Proposal');
  const header = decode(common.Header, proposal.getHeader_asU8(), 'Header');
  const channelHeader = decode(common.ChannelHeader, header.getChannelHeader_asU8(), 'ChannelHeader');
  decode(common.SignatureHeader, header.getSignatureHeader_asU8(), 'SignatureHeader');
  invokedChaincode(channelHeader);
}

const endorsable = new WeakMap<Proposal, EndorsableProposal>();

/**
 * Adds what the endorser needs (Fabric: core/endorser/msgvalidation.go UnpackProposal, with its error texts). The
 * result is remembered, since several organisations endorse the same proposal.
 *
 * @throws ProtoError when something is malformed or missing.
 */
export function endorsableProposal(proposal: Proposal): EndorsableProposal {
  const known = endorsable.get(proposal);
  if (known !== undefined) return known;
  const { header, channelHeader } = proposal;
  const signatureHeader = decode(common.SignatureHeader, header.getSignatureHeader_asU8(), 'SignatureHeader');
  const unpacked: EndorsableProposal = {
    ...proposal,
    creator: asBuffer(signatureHeader.getCreator_asU8()),
    nonce: asBuffer(signatureHeader.getNonce_asU8()),
    invokedChaincode: invokedChaincode(channelHeader),
    input: chaincodeInput(proposal.spec),
    proposalHash: sha256(header.getChannelHeader_asU8(), header.getSignatureHeader_asU8(), proposal.publicPayload),
  };
  endorsable.set(proposal, unpacked);
  return unpacked;
}

function invokedChaincode(channelHeader: common.ChannelHeader): string {
  const extension = decode(
    peer.ChaincodeHeaderExtension,
    channelHeader.getExtension_asU8(),
    'ChaincodeHeaderExtension',
  );
  const chaincodeId = extension.getChaincodeId();
  if (chaincodeId === undefined) throw new ProtoError('ChaincodeHeaderExtension.ChaincodeId is nil');
  if (chaincodeId.getName() === '') throw new ProtoError('ChaincodeHeaderExtension.ChaincodeId.Name is empty');
  return chaincodeId.getName();
}

function chaincodeInput(spec: peer.ChaincodeSpec | undefined): peer.ChaincodeInput {
  if (spec === undefined) throw new ProtoError('chaincode invocation spec did not contain chaincode spec');
  const input = spec.getInput();
  if (input === undefined) throw new ProtoError('chaincode input did not contain any input');
  return input;
}

/** `hex(sha256(nonce || creator))` (Fabric: protoutil.ComputeTxID). */
export function computeTxId(nonce: Uint8Array, creator: Uint8Array): string {
  return sha256(nonce, creator).toString('hex');
}
