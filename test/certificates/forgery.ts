import { readFileSync } from 'node:fs';
import { createHash, createPrivateKey } from 'node:crypto';
import { join } from 'node:path';
import { common, ledger, peer } from '@hyperledger/fabric-protos';
import { required } from '../support/transaction.js';
import { serializedIdentity, signLowS, type User } from '../support/signing.js';

/** What an attacker may change in an endorsed transaction before somebody signs it. */
export interface Answer {
  /** What the chaincode answered, as JSON. */
  readonly json?: (answer: Record<string, unknown>) => void;
  readonly status?: number;
  /** What it read and wrote in its public state. */
  readonly set?: (set: ledger.rwset.kvrwset.KVRWSet) => void;
}

const CHAINCODE = 'scrip';

/** The same endorsed transaction (base64 of common.Envelope) with another answer and the endorsements of some users alone. */
export function resigned(envelope: string, users: readonly User[], change: Answer = {}): string {
  return withAction(envelope, (action) => {
    const response = peer.ProposalResponsePayload.deserializeBinary(action.getProposalResponsePayload_asU8());
    const answered = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
    changeAnswer(answered, change);
    response.setExtension$(answered.serializeBinary());
    const payload = response.serializeBinary();
    action.setProposalResponsePayload(payload);
    action.setEndorsementsList(users.map((user) => endorsementOf(user, payload)));
  });
}

/** The same endorsed transaction with other endorsements. */
export const reendorsed = (
  envelope: string,
  change: (endorsements: readonly peer.Endorsement[], payload: Uint8Array) => readonly peer.Endorsement[],
): string =>
  withAction(envelope, (action) => {
    const changed = change(action.getEndorsementsList(), action.getProposalResponsePayload_asU8());
    action.setEndorsementsList([...changed]);
  });

/** What a user signs of an answer. */
export function endorsementOf(user: User, payload: Uint8Array): peer.Endorsement {
  const identity = serializedIdentity(user);
  const endorsement = new peer.Endorsement();
  endorsement.setEndorser(identity);
  endorsement.setSignature(user.sign(Buffer.concat([payload, identity])));
  return endorsement;
}

/** Takes the messages apart from the outside in, and puts them together again. */
function withAction(envelope: string, change: (action: peer.ChaincodeEndorsedAction) => void): string {
  const outer = common.Envelope.deserializeBinary(Buffer.from(envelope, 'base64'));
  const payload = common.Payload.deserializeBinary(outer.getPayload_asU8());
  const transaction = peer.Transaction.deserializeBinary(payload.getData_asU8());
  const [action] = transaction.getActionsList();
  const content = peer.ChaincodeActionPayload.deserializeBinary(required(action, 'action').getPayload_asU8());
  change(required(content.getAction(), 'endorsed action'));
  required(action, 'action').setPayload(content.serializeBinary());
  payload.setData(transaction.serializeBinary());
  outer.setPayload(payload.serializeBinary());
  return Buffer.from(outer.serializeBinary()).toString('base64');
}

function changeAnswer(action: peer.ChaincodeAction, { json, status, set }: Answer): void {
  const response = required(action.getResponse(), 'response');
  if (status !== undefined) response.setStatus(status);
  if (json !== undefined) {
    const answer = JSON.parse(Buffer.from(response.getPayload_asU8()).toString('utf8')) as Record<string, unknown>;
    json(answer);
    response.setPayload(Buffer.from(JSON.stringify(answer)));
  }
  if (set !== undefined) action.setResults(changedSet(action.getResults_asU8(), set));
}

function changedSet(results: Uint8Array, change: (set: ledger.rwset.kvrwset.KVRWSet) => void): Uint8Array {
  const sets = ledger.rwset.TxReadWriteSet.deserializeBinary(results);
  for (const namespace of sets.getNsRwsetList()) {
    if (namespace.getNamespace() !== CHAINCODE) continue;
    const set = ledger.rwset.kvrwset.KVRWSet.deserializeBinary(namespace.getRwset_asU8());
    change(set);
    namespace.setRwset(set.serializeBinary());
  }
  return sets.serializeBinary();
}

/** Somebody whose certificate and key lie in a folder of the network: its peer, or another identity. */
export function userIn(data: string, mspId: string, label: string): User {
  const folder = join(data, 'organizations', mspId, 'identities', label);
  return userOfPem(
    mspId,
    readFileSync(join(folder, 'cert.pem'), 'utf8'),
    readFileSync(join(folder, 'key.pem'), 'utf8'),
  );
}

/** Somebody in the name of an organisation, whoever issued the certificate. */
export function userOfPem(mspId: string, certificate: string, privateKey: string): User {
  const key = createPrivateKey(privateKey);
  return { mspId, credentials: Buffer.from(certificate), sign: (message) => signLowS(key, message) };
}

/** Order of the group of P-256 (FIPS 186-4, D.1.2.3). */
const GROUP_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The twin of a signature: as right by the mathematics, with its s in the other half. */
export function twinOf(signature: Uint8Array): Buffer {
  const bytes = Buffer.from(signature);
  const rLength = bytes[3] ?? 0;
  const r = bytes.subarray(2, 4 + rLength);
  const s = BigInt(`0x${bytes.subarray(6 + rLength).toString('hex')}`);
  const digits = (GROUP_ORDER - s).toString(16);
  const raw = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  const positive = (raw[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), raw]) : raw;
  const body = Buffer.concat([r, Buffer.of(0x02, positive.length), positive]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

/** Somebody whose certificate and key are in the file that an enrolment made. */
export function walletUser(path: string): User {
  const { credentials, mspId } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly credentials: { readonly certificate: string; readonly privateKey: string };
    readonly mspId: string;
  };
  return userOfPem(mspId, credentials.certificate, credentials.privateKey);
}

/** A config block (base64 of common.Block) whose update nobody has signed, with the hash that its header then has. */
export function withoutUpdateSignatures(block: string): string {
  const forged = common.Block.deserializeBinary(Buffer.from(block, 'base64'));
  const data = required(forged.getData(), 'data');
  const envelope = common.Envelope.deserializeBinary(required(data.getDataList_asU8()[0], 'envelope'));
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const content = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8());
  const request = required(content.getLastUpdate(), 'update');
  const inner = common.Payload.deserializeBinary(request.getPayload_asU8());
  const update = common.ConfigUpdateEnvelope.deserializeBinary(inner.getData_asU8());
  update.setSignaturesList([]);
  inner.setData(update.serializeBinary());
  request.setPayload(inner.serializeBinary());
  payload.setData(content.serializeBinary());
  envelope.setPayload(payload.serializeBinary());
  data.setDataList([envelope.serializeBinary()]);
  required(forged.getHeader(), 'header').setDataHash(createHash('sha256').update(envelope.serializeBinary()).digest());
  return Buffer.from(forged.serializeBinary()).toString('base64');
}
