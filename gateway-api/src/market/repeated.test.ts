import { describe, expect, test } from '@jest/globals';
import { ProblemError } from '../client/problem-error.js';
import { repeated } from './repeated.js';

const problem = (status: number, retrySafe: boolean): ProblemError =>
  new ProblemError(status, { type: '', title: '', status, detail: '', code: 'CODE', hint: '', retrySafe });

describe('a repeated request', () => {
  /** A request that meets these errors and then succeeds. */
  const meeting = (...errors: readonly Error[]): { readonly request: () => Promise<string>; tries: number } => {
    const state = {
      tries: 0,
      request: (): Promise<string> => {
        const error = errors[state.tries];
        state.tries += 1;
        return error === undefined ? Promise.resolve('done') : Promise.reject(error);
      },
    };
    return state;
  };

  test('goes on while the gateway says that it may be repeated, or the connection breaks', async () => {
    const state = meeting(problem(503, true), new TypeError('fetch failed'), problem(409, true));
    await expect(repeated(state.request, 0)).resolves.toBe('done');
    expect(state.tries).toBe(4);
  });

  test('stops at a refusal', async () => {
    const state = meeting(problem(422, false));
    await expect(repeated(state.request, 0)).rejects.toThrow('CODE');
    expect(state.tries).toBe(1);
  });

  test('gives up after a bound', async () => {
    const state = meeting(...Array.from({ length: 20 }, () => problem(503, true)));
    await expect(repeated(state.request, 0)).rejects.toThrow('CODE');
    expect(state.tries).toBe(8);
  });
});
