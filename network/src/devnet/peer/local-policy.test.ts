import { describe, expect, test } from '@jest/globals';
import { serializeIdentity } from '../../crypto/signing-identity.js';
import { MspManager } from '../../msp/msp-manager.js';
import { localRefusal } from './local-policy.js';

const CHECK = 'during channelless check policy with policy [Admins]';
const NOTHING = Buffer.alloc(0);

describe('a policy of the own MSP', () => {
  test.each([
    ['bytes that are no identity', Buffer.of(0xff), 'could not deserialize a SerializedIdentity: proto: cannot parse'],
    ['an identity of others', serializeIdentity('BMSP', 'certificate'), 'expected MSP ID AMSP, received BMSP'],
  ])('refuses %s', (_, identity, reason) => {
    const organization = { mspId: 'AMSP', localMsp: new MspManager([]) };
    const refusal = localRefusal(organization, 'Admins', { identity, data: NOTHING, signature: NOTHING });
    expect(refusal).toContain(`Failed deserializing proposal creator ${CHECK}: [${reason}`);
  });
});
