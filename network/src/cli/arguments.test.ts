import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseCommand } from './arguments.js';
import { UsageError } from './usage.js';

describe('the command line', () => {
  test('up has defaults for everything', () => {
    expect(parseCommand(['up'])).toEqual({
      command: 'up',
      data: resolve('.scrip/devnet'),
      engine: 'devnet',
      config: undefined,
      port: undefined,
      detach: false,
    });
  });

  test('the engine decides the default data folder', () => {
    expect(parseCommand(['up', '--engine', 'fabric'])).toMatchObject({ data: resolve('.scrip/fabric') });
    expect(parseCommand(['down', '--engine', 'fabric'])).toEqual({ command: 'down', data: resolve('.scrip/fabric') });
    expect(parseCommand(['up', '--data', 'x', '--port', '0', '--detach'])).toMatchObject({
      data: resolve('x'),
      port: 0,
      detach: true,
    });
  });

  test('deploy takes several channels', () => {
    const argv = ['deploy', '--data', 'd', '--name', 'n', '--path', 'p', '--channel', 'a', '--channel', 'b'];
    expect(parseCommand([...argv, '--policy', "OR('A.peer')", '--in-process'])).toEqual({
      command: 'deploy',
      data: resolve('d'),
      name: 'n',
      path: resolve('p'),
      channels: ['a', 'b'],
      policy: "OR('A.peer')",
      collections: undefined,
      version: undefined,
      inProcess: true,
    });
  });

  test.each([['help'], ['--help'], ['up', '--help'], ['deploy', '--help']])('%s %s is help', (...argv) => {
    expect(parseCommand(argv)).toEqual({ command: 'help' });
  });

  test.each([
    [[]],
    [['start']],
    [['up', '--bogus']],
    [['up', 'extra']],
    [['up', '--engine', 'besu']],
    [['up', '--port', '-1']],
    [['up', '--port', '70000']],
    [['up', '--port', '1e3']],
    [['down', '--port', '1']],
    [['deploy', '--path', 'p']],
    [['deploy', '--name', 'n']],
  ])('%j is a usage error', (argv) => {
    expect(() => parseCommand(argv)).toThrow(UsageError);
  });
});
