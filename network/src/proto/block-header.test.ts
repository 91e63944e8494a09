import { describe, expect, test } from '@jest/globals';
import { common } from '@hyperledger/fabric-protos';

import { blockHeaderBytes } from './block-header.js';

function header(number: number): common.BlockHeader {
  const message = new common.BlockHeader();
  message.setNumber(number);
  message.setPreviousHash(Buffer.alloc(2, 0xaa));
  message.setDataHash(Buffer.alloc(2, 0xbb));
  return message;
}

describe('block header bytes', () => {
  test.each([
    [0, '300b0201000402aaaa0402bbbb'],
    [127, '300b02017f0402aaaa0402bbbb'],
    [128, '300c020200800402aaaa0402bbbb'],
    [256, '300c020201000402aaaa0402bbbb'],
    [2 ** 40, '301002060100000000000402aaaa0402bbbb'],
  ])('are DER with an unsigned number: %d', (number, hex) => {
    expect(blockHeaderBytes(header(number)).toString('hex')).toBe(hex);
  });
});
