import { describe, expect, test } from '@jest/globals';
import { common } from '@hyperledger/fabric-protos';
import { parsePolicy } from './dsl.js';
import { identityOf } from '../msp/identity.fixture.js';
import { MspManager } from '../msp/msp-manager.js';
import { compileSignatureEnvelope, compileSignaturePolicy } from './signature-policy.js';
import { EVALUATION_VECTORS } from './signature-policy.vectors.js';

const NOBODY = new MspManager([]);

describe('signature policies', () => {
  test.each(EVALUATION_VECTORS)('%s signed by [%s]: %s', (text, signers, satisfied) => {
    const identities = signers === '' ? [] : signers.split(' ').map(identityOf);
    expect(compileSignatureEnvelope(parsePolicy(text), NOBODY).satisfiedBy(identities)).toBe(satisfied);
  });

  test('an organisation with one peer cannot satisfy a policy that needs it twice', () => {
    const policy = compileSignatureEnvelope(parsePolicy("AND('A.peer', 'A.peer')"), NOBODY);
    expect(policy.satisfiedBy([identityOf('A.peer')])).toBe(false);
    expect(policy.satisfiedBy([identityOf('A.peer'), identityOf('A.peer')])).toBe(true);
  });

  test('malformed policies do not compile', () => {
    const outOfRange = parsePolicy("OR('A.peer')");
    outOfRange.setIdentitiesList([]);
    expect(() => compileSignatureEnvelope(outOfRange, NOBODY)).toThrow(
      'identity index out of range, requested 0, but identities length is 0',
    );
    expect(() => compileSignatureEnvelope(new common.SignaturePolicyEnvelope(), NOBODY)).toThrow(
      'Empty policy element',
    );
    expect(() => compileSignaturePolicy(Buffer.from('0a', 'hex'), NOBODY)).toThrow(
      'could not unmarshal signature policy envelope',
    );
  });
});
