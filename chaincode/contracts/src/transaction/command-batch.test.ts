import { beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalJson, LIMITS } from '@scrip/model';
import { MAKER, refusalOfCall, type Channel } from '../test-support/channel.js';
import type { Execution } from '../test-support/fake-peer.js';
import { CUSTODIAN, heldShare, instructionOf, REGISTRAR, SHARE } from '../test-support/market.js';

const { isin } = SHARE;

interface Outcome {
  readonly result?: { readonly instructions: readonly { readonly instructionId: string }[] };
  readonly replayed?: boolean;
  readonly refusal?: { readonly code: string };
}

let channel: Channel;
let ada: string;
let bob: string;

beforeEach(async () => {
  ({ channel, ada, bob } = await heldShare());
});

const command = (id: string, units = '1', more: object = {}): object => ({
  commandId: `command-of-${id}`,
  operator: MAKER,
  body: { instructions: [instructionOf(id, ada, bob, units)] },
  ...more,
});

async function send(commands: readonly object[], client: 'user1' | 'admin' = 'user1'): Promise<Execution> {
  const transactionId = channel.nextTransactionId();
  const args = ['settlement:instruct', canonicalJson({ commands })];
  const execution = await channel.execute(CUSTODIAN, transactionId, args, { client });
  channel.peer.ledger.commit(transactionId, execution.writes);
  return execution;
}

const outcomesOf = ({ payload }: Execution): readonly Outcome[] =>
  (JSON.parse(payload) as { readonly outcomes: readonly Outcome[] }).outcomes;

const said = ({ result, replayed, refusal }: Outcome): unknown =>
  refusal?.code ?? [result?.instructions.map(({ instructionId }) => instructionId).join(), replayed === true];

describe('a batch of commands', () => {
  test('carries each out or refuses it alone, with its own reason and without a trace', async () => {
    const unknown = { operator: 'nobody' };
    const garbage = { commandId: 'garbage', body: {} };
    const late = { ...instructionOf('late', ada, bob, '1'), tradeDate: '2027-01-04', settlementDate: '2027-01-04' };
    const execution = await send([
      command('one'),
      command('by-nobody', '1', unknown),
      garbage,
      command('late', '1', { body: { instructions: [late] } }),
      command('two'),
    ]);
    expect(outcomesOf(execution).map(said)).toEqual([
      ['one', false],
      'OPERATOR_UNKNOWN',
      'FIELD_INVALID',
      'TRADE_DATE_IN_FUTURE',
      ['two', false],
    ]);
    const keys = execution.writes.map(({ key }) => key).filter((key) => /^(command|instruction)\//.test(key));
    expect(keys).toEqual([
      `command/${CUSTODIAN}/command-of-one`,
      `command/${CUSTODIAN}/command-of-two`,
      'instruction/one',
      'instruction/two',
    ]);
    const { events } = JSON.parse(execution.event ?? '') as { events: { instruction: { instructionId: string } }[] };
    expect(events.map(({ instruction }) => instruction.instructionId)).toEqual(['one', 'two']);
  });

  test('does what the commands would do one by one, but for the transactions that are named', async () => {
    // what an instruction says of its moments names the transaction in which it came about
    const state = (): string => channel.peer.ledger.snapshot().replaceAll(/transactionId\\":\\"[0-9a-f]{64}/g, '');
    const restore = channel.peer.ledger.checkpoint();
    await send([command('one', '2'), command('two', '3')]);
    const together = state();
    restore();
    for (const each of [command('one', '2'), command('two', '3')]) {
      const transactionId = channel.nextTransactionId();
      const args = ['settlement:instruct', canonicalJson(each)];
      const { writes } = await channel.execute(CUSTODIAN, transactionId, args);
      channel.peer.ledger.commit(transactionId, writes);
    }
    expect(state()).toBe(together);
  });

  test('finds the first result of a command, in whatever company, and does it once', async () => {
    await send([command('one'), command('two')]);
    const again = await send([command('two'), command('three'), command('one'), command('three')]);
    expect(outcomesOf(again).map(said)).toEqual([
      ['two', true],
      ['three', false],
      ['one', true],
      ['three', true],
    ]);
    const alone = await send([command('one')]);
    expect([outcomesOf(alone).map(said), alone.writes, alone.event]).toEqual([[['one', true]], [], undefined]);
  });

  test('refuses a command id with another body or of another caller, and the others go on', async () => {
    await send([command('one')]);
    const other = command('one', '7');
    expect(outcomesOf(await send([other, command('two')])).map(said)).toEqual(['COMMAND_REUSED', ['two', false]]);
    expect(outcomesOf(await send([command('one')], 'admin')).map(said)).toEqual(['COMMAND_REUSED']);
  });

  test('writes nothing when everything in it is refused', async () => {
    const refused = await send([command('one', '1', { operator: 'nobody' })]);
    expect([outcomesOf(refused).map(said), refused.writes, refused.event]).toEqual([
      ['OPERATOR_UNKNOWN'],
      [],
      undefined,
    ]);
  });
});

describe('a batch is refused as a whole', () => {
  const call = (name: string, commands: readonly unknown[], mspId = CUSTODIAN): Promise<unknown> =>
    channel.execute(mspId, channel.nextTransactionId(), [name, canonicalJson({ commands })]);

  test('when it is empty or has more commands than it may', async () => {
    expect((await refusalOfCall(call('settlement:instruct', []))).code).toBe('FIELD_INVALID');
    const many = Array.from({ length: LIMITS.commandsPerTransactionMax + 1 }, (_, index) =>
      command(`i${String(index)}`),
    );
    expect((await refusalOfCall(call('settlement:instruct', many))).code).toBe('LIMIT_EXCEEDED');
  });

  test('when its commands ask for more together than a transaction may', async () => {
    const each = LIMITS.itemsPerTransactionMax / 5;
    const commands = (last: number): readonly object[] =>
      [each, each, each, each, last].map((items, nth) => ({
        ...{ commandId: `command-${String(nth)}`, operator: MAKER },
        body: {
          instructions: Array.from({ length: items }, (_, at) =>
            instructionOf(`${String(nth)}-${String(at)}`, ada, bob, '1'),
          ),
        },
      }));
    expect((await refusalOfCall(call('settlement:instruct', commands(each + 1)))).code).toBe('LIMIT_EXCEEDED');
    const outcomes = outcomesOf(await send(commands(each)));
    expect(outcomes.map(({ result }) => result?.instructions.length)).toEqual([each, each, each, each, each]);
  });

  test('when its organisation may not give such commands', async () => {
    expect((await refusalOfCall(call('settlement:instruct', [command('one')], 'RegulatorMSP'))).code).toBe(
      'AUTHORITY_DENIED',
    );
  });

  test('when the function takes no batches', async () => {
    const body = { isin, instructionIds: ['one'] };
    const commands = [{ commandId: 'c', operator: MAKER, body }];
    expect((await refusalOfCall(call('settlement:settle', commands, REGISTRAR))).code).toBe('FIELD_INVALID');
  });
});
