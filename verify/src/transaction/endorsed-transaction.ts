import { isSame, sha256, sha256Hex } from '../crypto/encoding.js';
import { fail, ensure } from '../verification-error.js';
import { Message } from '../wire/message.js';
import { readEnvelope } from './envelope.js';
import { readReadWriteSets, type ReadWriteSet } from './read-write-set.js';

/** HeaderType ENDORSER_TRANSACTION of common/common.proto. */
const ENDORSER_TRANSACTION = 3;

/** The signature of a peer, or of an administrator by way of override, over an answer. */
export interface Endorsement {
  /** SerializedIdentity. */
  readonly endorser: Uint8Array;
  readonly signature: Uint8Array;
}

/** A call of a chaincode with the answer to it and the signatures over both. */
export interface EndorsedTransaction {
  /** SHA-256 over nonce and client, as hexadecimal digits: nobody makes a second transaction of the same id. */
  readonly transactionId: string;
  readonly channel: string;
  readonly time: Date;
  readonly chaincode: { readonly name: string; readonly version: string };
  readonly args: readonly Uint8Array[];
  readonly response: { readonly status: number; readonly payload: Uint8Array };
  readonly sets: ReadonlyMap<string, ReadWriteSet>;
  /** What every endorser signed, before its own identity: the one answer that all of them gave. */
  readonly answer: Uint8Array;
  readonly endorsements: readonly Endorsement[];
}

/**
 * Reads an endorsed transaction (common.Envelope): the answer must be one to this very call.
 *
 * @throws {VerificationError} when it is malformed, or the parts do not belong together
 */
export function readEndorsedTransaction(bytes: Uint8Array): EndorsedTransaction {
  const envelope = readEnvelope(bytes);
  ensure(envelope.type === ENDORSER_TRANSACTION, 'form', 'no transaction of a chaincode');
  const transactionId = sha256Hex(envelope.nonce, envelope.creator);
  ensure(envelope.transactionId === transactionId, 'form', 'the transaction id is not that of nonce and client');
  const { proposal, endorsed } = actionOf(envelope.data, envelope.signatureHeader);
  const answer = endorsed.bytes(1);
  const payload = Message.read('ProposalResponsePayload', answer);
  const proposalHash = sha256(envelope.channelHeader, envelope.signatureHeader, proposal);
  ensure(isSame(payload.bytes(1), proposalHash), 'form', 'the answer is to another call');
  const action = Message.read('ChaincodeAction', payload.bytes(2));
  const response = Message.read('Response', action.bytes(3));
  const chaincode = Message.read('ChaincodeID', action.bytes(4));
  const call = callOf(proposal);
  const named = Message.read('ChaincodeID', Message.read('ChaincodeHeaderExtension', envelope.extension).bytes(2));
  const isOne = [call.chaincode, named.text(2)].every((name) => name === chaincode.text(2));
  ensure(isOne, 'form', 'the chaincode that answered is not the one that was called');
  return {
    ...{ transactionId, channel: envelope.channel, time: envelope.time, args: call.args, answer },
    chaincode: { name: chaincode.text(2), version: chaincode.text(3) },
    response: { status: response.number(1), payload: response.bytes(3) },
    sets: readReadWriteSets(action.bytes(1)),
    endorsements: endorsed.list(2).map((each) => {
      const endorsement = Message.read('Endorsement', each);
      return { endorser: endorsement.bytes(1), signature: endorsement.bytes(2) };
    }),
  };
}

/** The one action of a transaction: Fabric has no transaction of more. */
function actionOf(
  transaction: Uint8Array,
  signatureHeader: Uint8Array,
): { readonly proposal: Uint8Array; readonly endorsed: Message } {
  const [bytes, ...others] = Message.read('Transaction', transaction).list(1);
  if (bytes === undefined || others.length > 0) return fail('form', 'a transaction has one action');
  const action = Message.read('TransactionAction', bytes);
  ensure(isSame(action.bytes(1), signatureHeader), 'form', 'an action is of another client than its transaction');
  const payload = Message.read('ChaincodeActionPayload', action.bytes(2));
  return { proposal: payload.bytes(1), endorsed: Message.read('ChaincodeEndorsedAction', payload.bytes(2)) };
}

function callOf(proposal: Uint8Array): { readonly chaincode: string; readonly args: readonly Uint8Array[] } {
  const payload = Message.read('ChaincodeProposalPayload', proposal);
  const invocation = Message.read('ChaincodeInvocationSpec', payload.bytes(1));
  const spec = Message.read('ChaincodeSpec', invocation.bytes(1));
  return {
    chaincode: Message.read('ChaincodeID', spec.bytes(2)).text(2),
    args: Message.read('ChaincodeInput', spec.bytes(3)).list(1),
  };
}
