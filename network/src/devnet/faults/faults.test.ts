import { describe, expect, test } from '@jest/globals';
import { ledger } from '@hyperledger/fabric-protos';

import { type Clock, systemClock } from '../clock.js';
import type { Message } from './fault.js';
import { Faults } from './faults.js';

const { KVRWSet, KVWrite } = ledger.rwset.kvrwset;

const toBeta: Message = { route: 'peer-to-peer', from: 'AlphaMSP', to: 'BetaMSP' };
const blockToBeta: Message = { route: 'orderer-to-peer', from: 'orderer', to: 'BetaMSP' };

function setWith(key: string, value: string): Uint8Array {
  const write = new KVWrite();
  write.setKey(key);
  write.setValue(Buffer.from(value));
  const set = new KVRWSet();
  set.addWrites(write);
  return set.serializeBinary();
}

/** A clock whose pauses are over at once. */
function clockThat(pauses: (milliseconds: number) => void): Clock {
  return {
    ...systemClock,
    after: (milliseconds, task) => {
      pauses(milliseconds);
      task();
      return () => undefined;
    },
  };
}

/** Which of a hundred messages arrive. */
async function arrivals(faults: Faults): Promise<string> {
  let seen = '';
  for (let index = 0; index < 100; index += 1) {
    seen += await Promise.resolve(faults.pass(toBeta)).then(
      () => 'x',
      () => '-',
    );
  }
  return seen;
}

describe('faults', () => {
  test('without one, nothing is in the way', () => {
    const faults = new Faults();
    const bytes = setWith('k', 'v');
    expect(faults.pass(toBeta)).toBeUndefined();
    expect(faults.send('AlphaMSP', 'c', bytes)).toBe(bytes);
    expect(faults.reaches('AlphaMSP', 'cc')).toBe(true);
    expect(faults.isDown('AlphaMSP')).toBe(false);
    expect(Math.abs(faults.now('AlphaMSP') - Date.now())).toBeLessThan(1000);
  });

  test('a dead peer neither gets nor sends anything', async () => {
    const faults = new Faults();
    const id = faults.inject({ kind: 'peer-down', peer: 'BetaMSP' });
    await expect(faults.pass(toBeta)).rejects.toThrow('the peer of BetaMSP is down');
    await expect(faults.pass({ ...toBeta, from: 'BetaMSP', to: 'AlphaMSP' })).rejects.toThrow('BetaMSP is down');
    expect(await faults.pass({ ...toBeta, to: 'GammaMSP' })).toBe(1);
    expect(faults.heal(id)).toBe(true);
    expect(faults.heal(id)).toBe(false);
    expect(faults.pass(toBeta)).toBeUndefined();
  });

  test('messages are selected by route, sender, receiver, or either end', async () => {
    const faults = new Faults();
    faults.inject({ kind: 'drop', route: 'orderer-to-peer', to: 'BetaMSP' });
    await expect(faults.pass(blockToBeta)).rejects.toThrow('was lost');
    expect(await faults.pass(toBeta)).toBe(1);
    faults.healAll();
    faults.inject({ kind: 'duplicate', peer: 'BetaMSP' });
    expect(await faults.pass(toBeta)).toBe(2);
    expect(await faults.pass({ ...toBeta, to: 'GammaMSP' })).toBe(1);
    faults.inject({ kind: 'drop', from: 'GammaMSP' });
    expect(await faults.pass(toBeta)).toBe(2);
  });

  test('the same seed loses the same messages, another seed others', async () => {
    const lossy = (seed: number): Faults => {
      const faults = new Faults();
      faults.inject({ kind: 'drop', probability: 0.5, seed });
      return faults;
    };
    const first = await arrivals(lossy(7));
    expect(await arrivals(lossy(7))).toBe(first);
    expect(await arrivals(lossy(8))).not.toBe(first);
    expect(first).toMatch(/x.*-|-.*x/);
  });

  test('delays add up, with their jitter, on the clock that is given', async () => {
    const pauses: number[] = [];
    const faults = new Faults(
      clockThat((milliseconds) => {
        pauses.push(milliseconds);
      }),
    );
    faults.inject({ kind: 'delay', peer: 'BetaMSP', milliseconds: 20 });
    faults.inject({ kind: 'delay', route: 'peer-to-peer', milliseconds: 100, jitter: 50 });
    expect(await faults.pass(toBeta)).toBe(1);
    expect(pauses[0]).toBe(20);
    expect(pauses[1]).toBeGreaterThanOrEqual(100);
    expect(pauses[1]).toBeLessThan(150);
  });

  test('a peer that dies while a message is on its way does not get it', async () => {
    const faults: Faults = new Faults(
      clockThat(() => {
        faults.inject({ kind: 'peer-down', peer: 'BetaMSP' });
      }),
    );
    faults.inject({ kind: 'delay', milliseconds: 1 });
    await expect(faults.pass(toBeta)).rejects.toThrow('the peer of BetaMSP is down');
  });

  test('private data is withheld or altered by sender and collection', () => {
    const faults = new Faults();
    const bytes = setWith('k', 'v');
    faults.inject({ kind: 'withhold-private-data', peer: 'AlphaMSP', collection: 'c' });
    expect(faults.send('AlphaMSP', 'c', bytes)).toBeUndefined();
    expect(faults.send('AlphaMSP', 'other', bytes)).toBe(bytes);
    expect(faults.send('BetaMSP', 'c', bytes)).toBe(bytes);
    faults.healAll();
    faults.inject({ kind: 'alter-private-data', peer: 'AlphaMSP' });
    const sent = KVRWSet.deserializeBinary(faults.send('AlphaMSP', 'c', bytes) ?? new Uint8Array());
    expect(sent.getWritesList().map((write) => write.getKey())).toEqual(['k']);
    expect(Buffer.from(sent.getWritesList()[0]?.getValue_asU8() ?? [])).not.toEqual(Buffer.from('v'));
  });

  test('clocks are shifted for one peer or for all', () => {
    const faults = new Faults();
    faults.inject({ kind: 'clock-shift', peer: 'AlphaMSP', milliseconds: 3_600_000 });
    faults.inject({ kind: 'clock-shift', milliseconds: -60_000 });
    expect(Math.round((faults.now('AlphaMSP') - Date.now()) / 1000)).toBe(3540);
    expect(Math.round((faults.now('BetaMSP') - Date.now()) / 1000)).toBe(-60);
  });
});
