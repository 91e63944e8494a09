import { beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalJson, compliance } from '@scrip/model';
import { amendRules } from '../test-support/amended-rules.js';
import { MAKER, type Channel } from '../test-support/channel.js';
import type { Execution } from '../test-support/fake-peer.js';
import { CUSTODIAN, heldShare, instructionOf, REGISTRAR, REGULATOR, SHARE, takeOn } from '../test-support/market.js';

const { isin } = SHARE;
const TODAY = '2026-11-20';
const HOLDERS_AT_MOST_TEN = compliance.RULES.holdersAtMost({ count: 10, scope: 'security', of: {} });

let channel: Channel;
let ada: string;
let bob: string;
let cy: string;

beforeEach(async () => {
  ({ channel, ada, bob } = await heldShare());
  cy = await takeOn(channel, CUSTODIAN, 'Cy');
});

type Instruction = Readonly<Record<string, string>>;

const commandOf = (instruction: Instruction): object => ({
  commandId: `command-of-${instruction['instructionId'] ?? ''}`,
  operator: MAKER,
  body: { instructions: [instruction] },
});

async function send(instructions: readonly Instruction[], settling = true): Promise<Execution> {
  const transactionId = channel.nextTransactionId();
  const argument = canonicalJson({ commands: instructions.map(commandOf), settling });
  const execution = await channel.execute(CUSTODIAN, transactionId, ['settlement:instruct', argument]);
  channel.peer.ledger.commit(transactionId, execution.writes);
  return execution;
}

const status = async (id: string): Promise<unknown> => {
  const instruction = await channel.evaluate(CUSTODIAN, 'settlement:instruction', [id]);
  return (instruction as { status: string }).status;
};
const units = async (holderId: string): Promise<string> => {
  const holding = await channel.evaluate(CUSTODIAN, 'register:holding', [isin, holderId]);
  return (holding as { units: string }).units;
};
const pending = async (): Promise<readonly unknown[]> =>
  ((await channel.evaluate(CUSTODIAN, 'settlement:pending', [isin])) as { instructions: unknown[] }).instructions;

describe('a batch that settles at once', () => {
  test('leaves its transfers settled, in their order, with one remainder of the sender', async () => {
    const { writes, event } = await send([
      instructionOf('one', ada, bob, '30'),
      instructionOf('two', bob, cy, '10'),
      instructionOf('three', ada, cy, '5'),
    ]);
    expect([await units(ada), await units(bob), await units(cy)]).toEqual(['65', '20', '15']);
    expect([await status('one'), await status('two'), await status('three')]).toEqual(Array(3).fill('settled'));
    expect(await pending()).toEqual([]);
    const { events } = JSON.parse(event ?? '') as { events: readonly { readonly type: string }[] };
    const types = events.map(({ type }) => type);
    expect(types).toEqual([
      ...Array<string>(3).fill('InstructionRegistered'),
      ...Array<string>(3).fill('HoldingTransferred'),
    ]);
    // what came and went within the transaction is not sent
    expect(writes.filter(({ key }) => key.startsWith('pending/'))).toEqual([]);
    expect(
      writes.filter(({ key, value }) => key.startsWith(`lot/${isin}/${ada}/`) && value !== undefined),
    ).toHaveLength(1);
  });

  test('does what the same batch and its settlement would do, but for the lots that passed in between', async () => {
    const restore = channel.peer.ledger.checkpoint();
    await send([instructionOf('one', ada, bob, '30'), instructionOf('two', ada, cy, '5')]);
    const together = [await units(ada), await units(bob), await units(cy), await status('one'), await status('two')];
    restore();
    await send([instructionOf('one', ada, bob, '30'), instructionOf('two', ada, cy, '5')], false);
    expect(await pending()).toHaveLength(2);
    await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: ['one', 'two'] });
    const apart = [await units(ada), await units(bob), await units(cy), await status('one'), await status('two')];
    expect(together).toEqual(apart);
  });

  test('leaves pending what cannot settle now, and refuses what never can; neither harms another', async () => {
    await channel.submit(REGULATOR, 'register:freezeHolder', {
      holderId: cy,
      basis: 'court-order',
      document: 'ab'.repeat(32),
    });
    await send([
      instructionOf('short', bob, ada, '1'),
      instructionOf('frozen', ada, cy, '1'),
      { ...instructionOf('later', ada, bob, '1'), settlementDate: '2026-11-23' },
      instructionOf('fine', ada, bob, '7'),
    ]);
    expect([await units(ada), await units(bob), await units(cy)]).toEqual(['93', '7', '0']);
    const states = [await status('short'), await status('frozen'), await status('later'), await status('fine')];
    expect(states).toEqual(['refused', 'pending', 'pending', 'settled']);
    expect(await pending()).toHaveLength(2);
  });

  test('settles nothing of a command that was carried out before', async () => {
    await send([instructionOf('one', ada, bob, '30')], false);
    const again = await send([instructionOf('one', ada, bob, '30')]);
    expect([again.writes, await status('one'), await units(bob)]).toEqual([[], 'pending', '0']);
  });

  test('leaves to the registrar what a rule judges by all holders, and only that', async () => {
    const rules = { transfer: HOLDERS_AT_MOST_TEN };
    await amendRules(channel, isin, rules);
    await send([instructionOf('one', ada, bob, '30')]);
    expect([await status('one'), await units(bob)]).toEqual(['pending', '0']);
    await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: ['one'] });
    await send([instructionOf('to-cy', ada, cy, '1'), instructionOf('to-bob', ada, bob, '1')]);
    expect([await status('to-cy'), await status('to-bob'), await units(bob)]).toEqual(['pending', 'settled', '31']);
  });

  test('only enters once the day takes no settlement any more', async () => {
    for (const phase of ['instructionCutOff', 'settlementCutOff']) {
      for (const mspId of [REGULATOR, REGISTRAR]) {
        await channel.submit(mspId, 'calendar:advance', { calendar: 'TARGET', businessDate: TODAY, phase });
      }
    }
    const later = { ...instructionOf('one', ada, bob, '30'), settlementDate: '2026-11-23' };
    await send([later]);
    expect([await status('one'), await units(bob)]).toEqual(['pending', '0']);
  });
});
