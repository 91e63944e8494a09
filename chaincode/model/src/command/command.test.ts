import { describe, expect, test } from '@jest/globals';
import type { OperatorId, Sha256 } from '../identifiers/names.js';
import { record, text } from '../serialisation/reader.js';
import { commandRecord, readCommand, replayedResult } from './command.js';

const body = record({ name: text(10) });
const command = { commandId: 'c-1', operator: 'op-1', body: { name: 'x' } };
const parse = (value: unknown, name = 'a:b'): unknown => readCommand(name, value, body);

describe('a command', () => {
  test('is read with a hash that binds function and body', () => {
    const first = readCommand('a:b', command, body);
    expect(first).toMatchObject(command);
    expect(parse(command)).toEqual(first);
    expect(parse({ ...command, operator: 'op-2' })).toMatchObject({ bodyHash: first.bodyHash });
    expect(parse({ ...command, body: { name: 'y' } })).not.toMatchObject({ bodyHash: first.bodyHash });
    expect(parse(command, 'a:c')).not.toMatchObject({ bodyHash: first.bodyHash });
  });

  test.each([
    ['no id', { operator: 'op', body: { name: 'x' } }],
    ['an id that could be another key', { ...command, commandId: 'a/b' }],
    ['an operator by mail address', { ...command, operator: 'a@b' }],
    ['a further field', { ...command, note: 'x' }],
    ['no body', { commandId: 'c', operator: 'op' }],
    ['a body of another shape', { ...command, body: [] }],
  ])('with %s is refused', (_, value) => {
    expect(() => parse(value)).toThrow(expect.objectContaining({ code: 'FIELD_INVALID' }));
  });
});

describe('a second submission', () => {
  const caller = '1'.repeat(64) as Sha256;
  const bodyHash = '2'.repeat(64) as Sha256;
  const earlier = { caller, bodyHash, operator: 'op' as OperatorId, result: '{"a":1}' };

  test('of a new id is no replay', () => {
    expect(replayedResult(undefined, { caller, bodyHash })).toBeUndefined();
  });

  test('of the same command finds the first result', () => {
    expect(replayedResult(commandRecord.decode(commandRecord.encode(earlier)), { caller, bodyHash })).toBe('{"a":1}');
  });

  test.each([
    ['another body', { caller, bodyHash: '3'.repeat(64) as Sha256 }],
    ['another caller', { caller: '3'.repeat(64) as Sha256, bodyHash }],
  ])('of the same id with %s is refused', (_, presented) => {
    expect(() => replayedResult(earlier, presented)).toThrow(expect.objectContaining({ code: 'COMMAND_REUSED' }));
  });
});
