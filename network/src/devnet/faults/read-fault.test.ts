import { describe, expect, test } from '@jest/globals';

import { JsonFields } from '../../json-fields.js';
import { readFault } from './read-fault.js';

const read = (value: unknown): unknown => readFault(new JsonFields(value, 'the fault'));

describe('a fault that somebody wrote', () => {
  test.each([
    { kind: 'peer-down', peer: 'AMSP' },
    { kind: 'drop', route: 'peer-to-peer', from: 'AMSP', to: 'BMSP', probability: 0.25, seed: 7 },
    { kind: 'duplicate', peer: 'AMSP' },
    { kind: 'delay', milliseconds: 100, jitter: 20, peer: 'AMSP' },
    { kind: 'withhold-private-data', peer: 'AMSP', collection: 'c' },
    { kind: 'alter-private-data', peer: 'AMSP' },
    { kind: 'clock-shift', milliseconds: -60_000 },
    { kind: 'chaincode-unreachable', chaincode: 'cc', peer: 'AMSP' },
  ])('$kind is read as it is', (fault) => {
    expect(read(fault)).toEqual(fault);
  });

  test.each([
    [{ kind: 'earthquake' }, 'there is no fault "earthquake"'],
    [{ kind: 'peer-down' }, 'peer must be a text'],
    [{ kind: 'drop', route: 'peer-to-moon' }, 'there is no route "peer-to-moon"'],
    [{ kind: 'drop', probability: 1.5 }, 'probability must be a number from 0 to 1'],
    [{ kind: 'delay' }, 'milliseconds are missing'],
    [{ kind: 'delay', milliseconds: -1 }, 'milliseconds must be a number from 0'],
    [{ kind: 'chaincode-unreachable' }, 'chaincode must be a text'],
    [[], 'the fault must be an object'],
  ])('%j is refused', (fault, message) => {
    expect(() => read(fault)).toThrow(message);
  });
});
