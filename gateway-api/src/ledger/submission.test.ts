import { describe, expect, test } from '@jest/globals';
import { LedgerRefusal, LedgerUnavailable } from './ledger-error.js';
import { submitUntilFinal, type AttemptOutcome } from './submission.js';

const BOUNDS = { attemptsMax: 4, firstDelayMs: 1, delayMsMax: 2 };
const FINAL: AttemptOutcome = { kind: 'final', receipt: { result: null, transactionId: 'a', block: 3 } };
const CONFLICT: AttemptOutcome = { kind: 'again', reason: 'conflict' };

function attempts(...outcomes: readonly AttemptOutcome[]): {
  attempt: () => Promise<AttemptOutcome>;
  made: () => number;
} {
  let made = 0;
  const attempt = (): Promise<AttemptOutcome> => Promise.resolve(outcomes[made++] ?? CONFLICT);
  return { attempt, made: () => made };
}

describe('submission', () => {
  test('repeats conflicts until the command is final and tells each repetition', async () => {
    const reasons: string[] = [];
    const { attempt, made } = attempts(CONFLICT, { kind: 'again', reason: 'outcome-unknown' }, FINAL);
    expect(await submitUntilFinal(attempt, BOUNDS, (reason) => reasons.push(reason))).toBe(FINAL);
    expect(made()).toBe(3);
    expect(reasons).toEqual(['conflict', 'outcome-unknown']);
  });

  test('gives up at the bound with the last reason', async () => {
    const { attempt, made } = attempts();
    await expect(submitUntilFinal(attempt, BOUNDS)).rejects.toMatchObject({ reason: 'conflict', attempts: 4 });
    await expect(submitUntilFinal(attempt, BOUNDS)).rejects.toBeInstanceOf(LedgerUnavailable);
    expect(made()).toBe(8);
  });

  test('a refusal of some endorsers that stays until the bound is a refusal', async () => {
    const refusal = new LedgerRefusal('PARTY_UNKNOWN', 'There is no such holder.');
    const lagging: AttemptOutcome = { kind: 'again', reason: 'conflict', refusal };
    await expect(submitUntilFinal(() => Promise.resolve(lagging), BOUNDS)).rejects.toBe(refusal);
  });

  test('what an attempt throws ends the matter', async () => {
    let made = 0;
    const refuse = (): Promise<AttemptOutcome> => {
      made += 1;
      return Promise.reject(new LedgerRefusal('SAME_HOLDER', 'no'));
    };
    await expect(submitUntilFinal(refuse, BOUNDS)).rejects.toBeInstanceOf(LedgerRefusal);
    expect(made).toBe(1);
  });
});
