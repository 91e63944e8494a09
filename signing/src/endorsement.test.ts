import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { msp } from '@hyperledger/fabric-protos';
import { expect, test } from '@jest/globals';
import { fromBase64url } from '@scrip/model';
import { ENDORSEMENT_SCHEMA, endorsedMessage, endorseOverride, serializedEndorser } from './endorsement.js';
import { ed25519Signer, newSecret, p256Signer } from './local-key.js';

const TRANSACTION = { transactionId: 'ab', payload: createHash('sha256').update('answer').digest() };
const HALF_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n / 2n;

test.each([1, 127, 128, 900, 70_000])(
  'an identity with a certificate of %i bytes is written as Fabric writes it',
  (length) => {
    const [mspId, certificate] = ['ExampleMSP', 'x'.repeat(length)];
    const identity = new msp.SerializedIdentity();
    identity.setMspid(mspId);
    identity.setIdBytes(Buffer.from(certificate));
    expect(Buffer.from(serializedEndorser(mspId, certificate))).toEqual(Buffer.from(identity.serializeBinary()));
  },
);

test('an endorsement covers answer and identity, with s in the lower half', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = p256Signer(fromBase64url(privateKey.export({ format: 'jwk' }).d ?? ''));
  for (let index = 0; index < 20; index += 1) {
    const who = { mspId: 'ExampleMSP', certificatePem: `certificate ${index}` };
    const made = await endorseOverride(TRANSACTION, who, signer);
    expect(made).toMatchObject({ schema: ENDORSEMENT_SCHEMA, transactionId: 'ab', mspId: 'ExampleMSP' });
    expect(Buffer.from(made.certificate, 'base64').toString()).toBe(who.certificatePem);
    const message = endorsedMessage(TRANSACTION.payload, serializedEndorser(who.mspId, who.certificatePem));
    const signature = Buffer.from(made.signature, 'base64');
    expect(verify('sha256', message, publicKey, signature)).toBe(true);
    const s = signature.subarray(6 + signature.readUInt8(3));
    expect(BigInt(`0x${s.toString('hex')}`)).toBeLessThanOrEqual(HALF_ORDER);
    const other = endorsedMessage(TRANSACTION.payload, serializedEndorser('OtherMSP', who.certificatePem));
    expect(verify('sha256', other, publicKey, signature)).toBe(false);
  }
});

test('a key of another kind does not endorse', async () => {
  const who = { mspId: 'ExampleMSP', certificatePem: 'certificate' };
  await expect(endorseOverride(TRANSACTION, who, ed25519Signer(newSecret()))).rejects.toThrow('P-256');
});
