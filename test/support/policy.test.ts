import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '@scrip/network';
import { keyPolicy, outOf, peerOf } from './policy.js';

describe('key policies of the tests', () => {
  test('are the same bytes as the policy text of the network', () => {
    const text = "OutOf(2, 'AuroraMSP.peer', 'CirrusMSP.peer', 'DeltaMSP.peer')";
    const built = keyPolicy(outOf(2, peerOf('AuroraMSP'), peerOf('CirrusMSP'), peerOf('DeltaMSP')));
    expect(built).toBe(Buffer.from(parsePolicy(text).serializeBinary()).toString('base64'));
  });
});
