import { setImmediate } from 'node:timers/promises';

/**
 * Time as the orderer and the peers see it. One place, so that a simulation can decide when things happen; everything
 * else in here waits for a store, whose answers the simulation decides as well.
 */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `task` once after `ms` milliseconds. @returns how to call it off */
  after(ms: number, task: () => void): () => void;
  /** Resolves when other work has had its turn. */
  turn(): Promise<void>;
}

/** Resolves after `ms` milliseconds. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
  turn: () => setImmediate(),
};
