import { beforeAll, describe, expect, test } from '@jest/globals';
import { canonicalJson, TRANSACTIONS } from '@scrip/model';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { refusalOfCall, type Channel } from '../test-support/channel.js';
import { channelWithShare, CUSTODIAN, FOUNDING, REGISTRAR, REGULATOR } from '../test-support/market.js';
import { bundlePath } from '../test-support/shim.js';

interface Metadata {
  readonly contracts: Readonly<Record<string, { readonly transactions: readonly { readonly name: string }[] }>>;
}

const NAMES = Object.entries(TRANSACTIONS);
let channel: Channel;

beforeAll(async () => {
  channel = await channelWithShare();
});

const call = (...args: string[]): Promise<unknown> => channel.execute(REGISTRAR, channel.nextTransactionId(), args);

describe('the functions of the bundle', () => {
  test('are those of the authority table and no others', async () => {
    const { payload } = await channel.execute(REGISTRAR, channel.nextTransactionId(), [
      'org.hyperledger.fabric:GetMetadata',
    ]);
    const { contracts } = JSON.parse(payload) as Metadata;
    const names = Object.entries(contracts)
      .filter(([contract]) => contract !== 'org.hyperledger.fabric')
      .flatMap(([contract, { transactions }]) => transactions.map(({ name }) => `${contract}:${name}`));
    expect(names.sort()).toEqual(Object.keys(TRANSACTIONS).sort());
  });

  test.each(NAMES)('%s refuses a wrong number of arguments', async (name, rule) => {
    const more = Array.from({ length: rule.arguments.length + 1 }, () => 'x');
    expect((await refusalOfCall(call(name, ...more))).code).toBe('ARGUMENTS_INVALID');
    if (rule.arguments.length > 0) expect((await refusalOfCall(call(name))).code).toBe('ARGUMENTS_INVALID');
  });

  const garbage = [
    '',
    '{',
    '[]',
    'null',
    '"x"',
    '{"a":1}',
    '\u0000',
    '\ud800',
    '{"body":{},"commandId":"c","operator":"o"}',
    '9'.repeat(300_000),
  ];
  test.each(NAMES.filter(([, rule]) => rule.arguments.length > 0))(
    '%s answers garbage by the catalogue',
    async (name, rule) => {
      for (const text of garbage) {
        const { code } = await refusalOfCall(call(name, ...rule.arguments.map(() => text)));
        expect(code).not.toBe('INTERNAL');
      }
    },
  );

  test.each([
    'register:nothing',
    'register:toString',
    'register:constructor',
    'register:unknownTransaction',
    'register:getName',
    'register:',
  ])('%s does not exist', async (name) => {
    expect((await refusalOfCall(call(name, 'x'))).code).toBe('FUNCTION_UNKNOWN');
  });

  test.each(NAMES.filter(([, rule]) => rule.callers !== 'anyone' && rule.callers !== 'founder'))(
    '%s refuses an organisation that is no participant',
    async (name, rule) => {
      const command = canonicalJson({ commandId: 'c', operator: 'o', body: FOUNDING });
      const args = rule.arguments.map((argument) => (argument === 'command' ? command : 'x'));
      const { code } = await refusalOfCall(
        channel.execute('StrangerMSP', channel.nextTransactionId(), [name, ...args]),
      );
      // a body is read before the caller is looked up, so a body of another function may be what is refused
      expect(['AUTHORITY_DENIED', 'FIELD_INVALID']).toContain(code);
    },
  );

  test('an undecodable record is refused without its content', async () => {
    channel.peer.ledger.plant([{ collection: '', key: 'date/BROKEN', value: '{"secret":1}' }]);
    const refusal = await refusalOfCall(channel.evaluate(REGISTRAR, 'calendar:businessDate', ['BROKEN']));
    expect(refusal).toMatchObject({ code: 'RECORD_UNREADABLE', details: { kind: 'business date' } });
  });
});

describe('authority', () => {
  test('is refused to an organisation without the role, and nothing is written', async () => {
    const before = channel.peer.ledger.snapshot();
    const body = { calendar: 'TARGET', businessDate: '2026-11-20', phase: 'instructionCutOff' };
    const refusal = await refusalOfCall(channel.submit(CUSTODIAN, 'calendar:advance', body));
    expect(refusal).toMatchObject({ code: 'AUTHORITY_DENIED', details: { function: 'calendar:advance' } });
    expect(channel.peer.ledger.snapshot()).toBe(before);
  });
});

describe('a command submitted twice', () => {
  const body = { calendar: 'TARGET', businessDate: '2026-11-20', phase: 'instructionCutOff' };

  test('returns the first result and writes nothing', async () => {
    const first = await channel.submit(REGULATOR, 'calendar:advance', body, { commandId: 'same' });
    const second = await channel.submit(REGULATOR, 'calendar:advance', body, { commandId: 'same' });
    expect(second).toMatchObject({ result: first.result, writes: [], events: [] });
  });

  test.each([
    ['with another body', { ...body, phase: 'closed' }, {}],
    ['by another caller', body, { client: 'admin' as const }],
  ])('%s is refused', async (_, given, options) => {
    const again = channel.submit(REGULATOR, 'calendar:advance', given, { commandId: 'same', ...options });
    expect((await refusalOfCall(again)).code).toBe('COMMAND_REUSED');
  });

  test('the id of another organisation is another id', async () => {
    const refusal = await refusalOfCall(channel.submit(CUSTODIAN, 'calendar:advance', body, { commandId: 'same' }));
    expect(refusal.code).toBe('AUTHORITY_DENIED');
  });
});

describe('the bundle', () => {
  test('reports the digest of its own file', async () => {
    const digest = createHash('sha256').update(readFileSync(bundlePath)).digest('hex');
    expect(await channel.evaluate(REGISTRAR, 'system:buildInfo')).toEqual({ name: 'scrip', version: '0.1.0', digest });
  });
});
