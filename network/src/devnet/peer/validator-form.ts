import { common, peer } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../../channel/bundle.js';
import { sha256 } from '../../crypto/ecdsa.js';
import type { SignedData } from '../../policy/policy.js';
import { asBuffer, decode } from '../../proto/decode.js';
import { computeTxId } from '../../proto/proposal.js';
import { checkConfigTransaction } from './config-transaction.js';
import { Code, InvalidTransaction, orInvalid } from './validator-invalid.js';

/** The outer layers of a transaction, whose form and creator were checked. */
export interface WellFormed {
  readonly type: 'endorser' | 'config';
  readonly txId: string;
  readonly channelHeader: common.ChannelHeader;
  /** The one action of an endorser transaction; absent for config. */
  readonly actionPayload: peer.ChaincodeActionPayload | undefined;
}

interface Headers {
  readonly channelHeaderBytes: Uint8Array;
  readonly channelHeader: common.ChannelHeader;
  readonly signatureHeader: common.SignatureHeader;
}

/**
 * Checks that a transaction is properly formed, signed by its creator, and bound to the proposal that was endorsed
 * (Fabric: core/common/validation/msgvalidation.go ValidateTransaction).
 *
 * @param genesis whether this is block 0, whose configuration is trusted: the peer was given it to join with
 * @throws {InvalidTransaction}
 * @throws Error for a configuration that does not follow from the channel's
 */
export function checkForm(bytes: Uint8Array, genesis: boolean, bundle: ChannelBundle): WellFormed {
  const envelope = orInvalid(Code.INVALID_OTHER_REASON, () => decode(common.Envelope, bytes, 'Envelope'));
  const payloadBytes = asBuffer(envelope.getPayload_asU8());
  const payload = orInvalid(Code.BAD_PAYLOAD, () => decode(common.Payload, payloadBytes, 'Payload'));
  const { HeaderType } = common;
  const headers = readHeaders(payload, genesis);
  const type = headers.channelHeader.getType();
  if (!(genesis && type === HeaderType.CONFIG)) {
    checkCreator(bundle, {
      identity: asBuffer(headers.signatureHeader.getCreator_asU8()),
      data: payloadBytes,
      signature: asBuffer(envelope.getSignature_asU8()),
    });
  }
  checkChannel(headers.channelHeader, bundle);
  const outer = { txId: headers.channelHeader.getTxId(), channelHeader: headers.channelHeader };
  switch (type) {
    case HeaderType.ENDORSER_TRANSACTION:
      checkTxId(headers);
      return { ...outer, type: 'endorser', actionPayload: checkAction(payload, headers) };
    case HeaderType.CONFIG:
      checkConfig(payload, genesis, bundle);
      return { ...outer, type: 'config', actionPayload: undefined };
    default:
      throw new InvalidTransaction(Code.UNSUPPORTED_TX_PAYLOAD, `transactions of type ${type} are not supported`);
  }
}

function readHeaders(payload: common.Payload, genesis: boolean): Headers {
  const header = payload.getHeader();
  if (header === undefined) {
    throw new InvalidTransaction(Code.BAD_COMMON_HEADER, 'nil header');
  }
  const channelHeaderBytes = header.getChannelHeader_asU8();
  const channelHeader = orInvalid(Code.BAD_COMMON_HEADER, () =>
    decode(common.ChannelHeader, channelHeaderBytes, 'ChannelHeader'),
  );
  const signatureHeader = orInvalid(Code.BAD_COMMON_HEADER, () =>
    decode(common.SignatureHeader, header.getSignatureHeader_asU8(), 'SignatureHeader'),
  );
  const { HeaderType } = common;
  const types: readonly number[] = [HeaderType.ENDORSER_TRANSACTION, HeaderType.CONFIG_UPDATE, HeaderType.CONFIG];
  if (!types.includes(channelHeader.getType()) || channelHeader.getEpoch() !== 0) {
    throw new InvalidTransaction(Code.BAD_COMMON_HEADER, 'invalid header type or epoch');
  }
  if (!(genesis && channelHeader.getType() === HeaderType.CONFIG)) {
    checkSignatureHeader(signatureHeader, Code.BAD_COMMON_HEADER);
  }
  return { channelHeaderBytes, channelHeader, signatureHeader };
}

function checkSignatureHeader(
  header: common.SignatureHeader,
  code: typeof Code.BAD_COMMON_HEADER | typeof Code.INVALID_ENDORSER_TRANSACTION,
): void {
  if (header.getNonce_asU8().length === 0) {
    throw new InvalidTransaction(code, 'invalid nonce specified in the header');
  }
  if (header.getCreator_asU8().length === 0) {
    throw new InvalidTransaction(code, 'invalid creator specified in the header');
  }
}

function checkCreator(bundle: ChannelBundle, signed: SignedData): void {
  const creator = orInvalid(Code.BAD_CREATOR_SIGNATURE, () => bundle.msp.deserialize(signed.identity));
  if (!creator.verify(signed.data, signed.signature)) {
    throw new InvalidTransaction(Code.BAD_CREATOR_SIGNATURE, "creator's signature over the proposal is not valid");
  }
}

/** Real peers leave this to the orderer, which routes by channel; a block must not smuggle in another channel's. */
function checkChannel(header: common.ChannelHeader, bundle: ChannelBundle): void {
  if (header.getChannelId() !== bundle.channelId) {
    throw new InvalidTransaction(Code.TARGET_CHAIN_NOT_FOUND, `transaction is for channel ${header.getChannelId()}`);
  }
}

function checkTxId({ channelHeader, signatureHeader }: Headers): void {
  const expected = computeTxId(signatureHeader.getNonce_asU8(), signatureHeader.getCreator_asU8());
  if (channelHeader.getTxId() !== expected) {
    throw new InvalidTransaction(Code.BAD_PROPOSAL_TXID, `invalid txid, expected ${expected}`);
  }
}

/** The proposal hash binds what was endorsed to the headers and the input that the client signed. */
function checkAction(payload: common.Payload, headers: Headers): peer.ChaincodeActionPayload {
  return orInvalid(Code.INVALID_ENDORSER_TRANSACTION, () => {
    const actions = decode(peer.Transaction, payload.getData_asU8(), 'Transaction').getActionsList();
    const [action] = actions;
    if (action === undefined || actions.length !== 1) {
      throw new Error(`only one action per transaction is supported, tx contains ${actions.length}`);
    }
    const header = decode(common.SignatureHeader, action.getHeader_asU8(), 'SignatureHeader');
    checkSignatureHeader(header, Code.INVALID_ENDORSER_TRANSACTION);
    const actionPayload = decode(peer.ChaincodeActionPayload, action.getPayload_asU8(), 'ChaincodeActionPayload');
    const responseBytes = actionPayload.getAction()?.getProposalResponsePayload_asU8() ?? new Uint8Array();
    const response = decode(peer.ProposalResponsePayload, responseBytes, 'ProposalResponsePayload');
    const hash = sha256(
      headers.channelHeaderBytes,
      action.getHeader_asU8(),
      actionPayload.getChaincodeProposalPayload_asU8(),
    );
    if (!hash.equals(response.getProposalHash_asU8())) {
      throw new Error('proposal hash does not match');
    }
    return actionPayload;
  });
}

/** The genesis block's configuration is the one that the peer was given to join with. */
function checkConfig(payload: common.Payload, genesis: boolean, bundle: ChannelBundle): void {
  const data = payload.getData_asU8();
  if (data.length === 0) throw new InvalidTransaction(Code.INVALID_CONFIG_TRANSACTION, 'nil arguments');
  if (!genesis) checkConfigTransaction(data, bundle);
}
