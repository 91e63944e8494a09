import { describe, expect, test } from '@jest/globals';
import { resolve } from 'node:path';
import { parseStartOptions, UsageError } from './arguments.js';

describe('the command line of npm start', () => {
  test('without options: devnet with the sample market in the default folder', () => {
    expect(parseStartOptions([])).toEqual({
      engine: 'devnet',
      data: resolve('.scrip/devnet'),
      config: undefined,
      port: undefined,
      empty: false,
    });
  });

  test('every option', () => {
    const argv = ['--engine', 'fabric', '--data', '/tmp/d', '--config', '/tmp/c', '--port', '9000', '--empty'];
    expect(parseStartOptions(argv)).toEqual({
      engine: 'fabric',
      data: '/tmp/d',
      config: '/tmp/c',
      port: 9000,
      empty: true,
    });
  });

  test('help is asked for', () => {
    expect(parseStartOptions(['--help'])).toBe('help');
  });

  test.each([
    [['--port', '0'], '--port 0: expected a whole number'],
    [['--port', '70000'], '--port 70000'],
    [['--port', '80x'], '--port 80x'],
    [['--engine', 'corda'], '--engine corda: expected devnet or fabric'],
    [['--dta', 'x'], "Unknown option '--dta'"],
    [['extra'], "Unexpected argument 'extra'"],
  ])('%j is refused with what is wrong', (argv, message) => {
    expect(() => parseStartOptions(argv)).toThrow(UsageError);
    expect(() => parseStartOptions(argv)).toThrow(message);
  });
});
