import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseCommand } from './arguments.js';
import { USAGE, UsageError } from './usage.js';

describe('the command line', () => {
  test('up has defaults for everything', () => {
    expect(parseCommand(['up'])).toEqual({
      command: 'up',
      data: resolve('.scrip/devnet'),
      engine: 'devnet',
      config: undefined,
      port: undefined,
      detach: false,
      plain: undefined,
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
      run: undefined,
      services: undefined,
      channels: ['a', 'b'],
      policy: "OR('A.peer')",
      collections: undefined,
      version: undefined,
      initRequired: false,
      inProcess: true,
    });
  });

  test('up takes organisations by number', () => {
    const one = { organizations: 1, channels: ['mychannel'] };
    expect(parseCommand(['up', '--organizations', '1'])).toMatchObject({ plain: one });
    const argv = ['up', '--organizations', '3', '--channel', 'a', '--channel', 'b'];
    expect(parseCommand(argv)).toMatchObject({ plain: { organizations: 3, channels: ['a', 'b'] } });
  });

  test('export names a folder', () => {
    const expected = { command: 'export', data: resolve('d'), to: resolve('o') };
    expect(parseCommand(['export', '--data', 'd', '--to', 'o'])).toEqual(expected);
  });

  test('deploy takes a command, or services that run already', () => {
    const command = ['deploy', '--name', 'n', '--path', 'p', '--run', './n -v', '--init-required'];
    expect(parseCommand(command)).toMatchObject({ path: resolve('p'), run: './n -v', initRequired: true });
    const services = ['deploy', '--name', 'n', '--service', 'AMSP=127.0.0.1:9999', '--service', 'BMSP=host:1'];
    expect(parseCommand(services)).toMatchObject({
      path: undefined,
      services: { AMSP: '127.0.0.1:9999', BMSP: 'host:1' },
    });
  });

  test.each([['help'], ['--help'], ['up', '--help'], ['deploy', '--help']])('%s %s is help', (...argv) => {
    expect(parseCommand(argv)).toEqual({ command: 'help', text: USAGE });
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
    [['deploy', '--name', 'n', '--run', './n']],
    [['deploy', '--name', 'n', '--service', 'AMSP']],
    [['deploy', '--name', 'n', '--service', 'AMSP=']],
    [['deploy', '--name', 'n', '--service', 'AMSP=h:1', '--path', 'p']],
    [['deploy', '--name', 'n', '--service', 'AMSP=h:1', '--in-process']],
    [['deploy', '--name', 'n', '--path', 'p', '--run', './n', '--in-process']],
    [['export']],
    [['up', '--channel', 'c']],
    [['up', '--organizations', '0']],
    [['up', '--organizations', '21']],
    [['up', '--organizations', '2', '--config', 'd']],
  ])('%j is a usage error', (argv) => {
    expect(() => parseCommand(argv)).toThrow(UsageError);
  });
});
