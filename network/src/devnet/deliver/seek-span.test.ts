import { describe, expect, test } from '@jest/globals';
import { orderer } from '@hyperledger/fabric-protos';

import { seekSpan } from './seek-span.js';

type Position = 'oldest' | 'newest' | 'next' | 'nowhere' | number | undefined;
const HEIGHT = 5;

function position(of: Position): orderer.SeekPosition | undefined {
  if (of === undefined) return undefined;
  const message = new orderer.SeekPosition();
  if (of === 'oldest') message.setOldest(new orderer.SeekOldest());
  else if (of === 'newest') message.setNewest(new orderer.SeekNewest());
  else if (of === 'next') message.setNextCommit(new orderer.SeekNextCommit());
  else if (of !== 'nowhere') {
    const specified = new orderer.SeekSpecified();
    specified.setNumber(of);
    message.setSpecified(specified);
  }
  return message;
}

describe('seek positions', () => {
  test.each<[Position, Position, ReturnType<typeof seekSpan>]>([
    ['oldest', 'oldest', { first: 0, last: 0 }],
    ['oldest', 'newest', { first: 0, last: 4 }],
    ['newest', 'newest', { first: 4, last: 4 }],
    ['next', 7, { first: 5, last: 7 }],
    [2, 3, { first: 2, last: 3 }],
    [5, 9, { first: 5, last: 9 }],
    [0, 'nowhere', { first: 0, last: 0 }],
    [2, 'nowhere', { first: 2, last: Infinity }],
    ['nowhere', 2, 'NOT_FOUND'],
    [6, 9, 'NOT_FOUND'],
    [3, 2, 'BAD_REQUEST'],
    [undefined, 2, 'BAD_REQUEST'],
    [2, undefined, 'BAD_REQUEST'],
  ])('%s to %s', (start, stop, expected) => {
    const seek = new orderer.SeekInfo();
    seek.setStart(position(start));
    seek.setStop(position(stop));
    expect(seekSpan(seek, HEIGHT)).toEqual(expected);
  });
});
