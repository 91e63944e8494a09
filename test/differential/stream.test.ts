import { describe, expect, test } from '@jest/globals';
import { MEMBERS } from '../support/consortium.js';
import { roundOf, type StreamChannel } from './stream.js';

const CHANNELS: readonly StreamChannel[] = [
  { name: 'one', members: MEMBERS, chaincodes: [{ name: 'probe', weight: 1, endorsers: 2 }] },
  {
    name: 'two',
    members: MEMBERS.slice(1),
    chaincodes: [{ name: 'probe', weight: 1, endorsers: MEMBERS.slice(1, 2) }],
  },
];
const SEED = 7;
const MANY = 2000;

describe('stream of random transactions', () => {
  const stream = roundOf(CHANNELS, SEED, 0, MANY);

  test('is the same for the same seed and round, and another for others', () => {
    expect(roundOf(CHANNELS, SEED, 0, MANY)).toEqual(stream);
    expect(roundOf(CHANNELS, SEED, 1, MANY)).not.toEqual(stream);
    expect(roundOf(CHANNELS, SEED + 1, 0, MANY)).not.toEqual(stream);
  });

  test('has endorsers and clients of the channel, each endorser once', () => {
    for (const { channel, endorsers } of stream) {
      const members = CHANNELS.find(({ name }) => name === channel)?.members ?? [];
      expect(members).toEqual(expect.arrayContaining([...endorsers]));
      expect(new Set(endorsers).size).toBe(endorsers.length);
      expect(endorsers.length).toBeGreaterThan(0);
    }
  });

  test('has every kind of step, fate and client', () => {
    const operations = new Set(stream.flatMap(({ steps }) => steps.map(({ op }) => op)));
    for (const op of ['put', 'range', 'page', 'history', 'setPolicy', 'event', 'invoke', 'attempt', 'fail', 'query']) {
      expect(operations).toContain(op);
    }
    for (const op of ['privateGet', 'privateHash', 'privatePut', 'privateDelete', 'privatePurge', 'privateSetPolicy']) {
      expect(operations).toContain(op);
    }
    expect(stream.some(({ fate }) => fate.delay === undefined)).toBe(true);
    expect(stream.some(({ fate }) => fate.again)).toBe(true);
    expect(stream.some(({ fate }) => (fate.delay ?? 0) > 0)).toBe(true);
    expect(stream.some(({ transient }) => transient === undefined)).toBe(true);
    expect(new Set(stream.map(({ fate }) => fate.tampering)).size).toBeGreaterThan(20);
    expect(new Set(stream.map(({ client }) => client.mspId))).toEqual(new Set(MEMBERS));
  });
});
