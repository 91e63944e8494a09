import { describe, expect, test } from '@jest/globals';

import { ForkAlarm } from './fork-alarm.js';

describe('the fork alarm', () => {
  test('is silent while all peers report the same hash', () => {
    const alarm = new ForkAlarm('channel');
    for (const mspId of ['A', 'B', 'C']) alarm.report(mspId, 7, Buffer.from('hash'));
    alarm.report('A', 8, Buffer.from('next'));
  });

  test('names channel, block and both peers when hashes differ', () => {
    const alarm = new ForkAlarm('channel');
    alarm.report('A', 7, Buffer.of(1));
    expect(() => alarm.report('B', 7, Buffer.of(2))).toThrow(
      'the ledgers of channel channel differ at block 7: A has commit hash 01, B has 02',
    );
  });
});
