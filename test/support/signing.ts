import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { msp } from '@hyperledger/fabric-protos';
import { type ConnectionProfile, identityOf } from './profile.js';

/** Order of the group of P-256 (FIPS 186-4, D.1.2.3). Peers refuse a signature whose s is above half of it. */
const GROUP_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const SCALAR_BYTES = 32;
const DER_SEQUENCE = 0x30;
const DER_INTEGER = 0x02;

/** A user that can sign: what a Fabric client calls an identity with its signer. */
export interface User {
  readonly mspId: string;
  /** PEM of the certificate, exactly the bytes that go into the creator. */
  readonly credentials: Buffer;
  readonly sign: (message: Uint8Array) => Buffer;
}

/** The user with this label of the organisation that the profile belongs to. */
export function userOf(profile: ConnectionProfile, label: string): User {
  const files = identityOf(profile, label);
  const key = createPrivateKey(readFileSync(files.privateKey));
  return { mspId: profile.mspId, credentials: readFileSync(files.certificate), sign: (m) => signLowS(key, m) };
}

/** `msp.SerializedIdentity` bytes of a user: what signs as creator or endorser. */
export function serializedIdentity(user: User): Buffer {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(user.mspId);
  identity.setIdBytes(user.credentials);
  return Buffer.from(identity.serializeBinary());
}

/** ECDSA P-256 over SHA-256 in DER, s in the lower half as Fabric demands; native, about 30 times the client's own. */
export function signLowS(key: KeyObject, message: Uint8Array): Buffer {
  const raw = sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
  const r = scalar(raw.subarray(0, SCALAR_BYTES));
  const s = scalar(raw.subarray(SCALAR_BYTES));
  const body = Buffer.concat([derInteger(r), derInteger(s > GROUP_ORDER / 2n ? GROUP_ORDER - s : s)]);
  return Buffer.concat([Buffer.from([DER_SEQUENCE, body.length]), body]);
}

function scalar(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

/** DER integers are signed: a leading zero byte keeps a high first bit positive. */
function derInteger(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const positive = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  return Buffer.concat([Buffer.from([DER_INTEGER, positive.length]), positive]);
}
