import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.js';

/** A simulated process that has not ended by then waits for ever. */
const VIRTUAL_HOURS_MAX = 2;
const HOUR_MS = 3_600_000;

/** Nothing is left to do, or too much time has passed, and the task has not ended: something waits for ever. */
export class Stalled extends Error {
  override readonly name = 'Stalled';
}

interface Event {
  readonly time: number;
  readonly label: string;
  readonly run: () => void;
}

/**
 * Decides when everything happens in a simulated process: timers, answers of stores, turns. Whatever waits, waits for
 * an event of this queue, so that the random source alone determines the order. A process can be killed between any two
 * events, which are all the moments at which a real process could be interrupted with another effect.
 */
export class Scheduler implements Clock {
  #time: number;
  #events: Event[] = [];
  #alive = true;
  #steps = 0;
  /** Sum of what happened so far: equal for equal histories. */
  #history = 0;
  readonly #started: number;

  /**
   * @param random from 0 to 1, of a seed
   * @param start milliseconds since 1970
   */
  constructor(
    private readonly random: () => number,
    start: number,
  ) {
    this.#time = start;
    this.#started = start;
  }

  now(): number {
    return this.#time;
  }

  /** Number of events that have happened. */
  get steps(): number {
    return this.#steps;
  }

  /** Tells runs apart: two runs with the same events at the same times have the same number. */
  get history(): number {
    return this.#history;
  }

  after(ms: number, task: () => void): () => void {
    return this.#add({ time: this.#time + ms, label: 'timer', run: task });
  }

  turn(): Promise<void> {
    return this.wait('turn');
  }

  /** Resolves at a moment of the scheduler's choice; never when the process was killed before. */
  wait(label: string): Promise<void> {
    return new Promise((resolve) => {
      this.#add({ time: this.#time + this.#latency(), label, run: resolve });
    });
  }

  /**
   * Lets things happen until the task has ended.
   *
   * @throws what the task throws; Stalled
   */
  async run<T>(task: Promise<T>): Promise<T> {
    await this.runFor(task, Number.POSITIVE_INFINITY);
    return task;
  }

  /** As {@link run}, but at the latest until so many events have happened since the start of the process. */
  async runFor(task: Promise<unknown>, events: number): Promise<void> {
    const ended = new AbortController();
    const end = (): void => ended.abort();
    task.then(end, end);
    for (;;) {
      await setImmediate();
      if (ended.signal.aborted) {
        await task;
        return;
      }
      if (this.#steps >= events) return;
      this.#step();
    }
  }

  /** Nothing that waits goes on from here. */
  kill(): void {
    this.#alive = false;
    this.#events = [];
  }

  #add(event: Event): () => void {
    if (this.#alive) {
      this.#events.push(event);
    }
    return () => {
      this.#events = this.#events.filter((other) => other !== event);
    };
  }

  /** The earliest event happens; of several at the same time, any. */
  #step(): void {
    const time = Math.min(...this.#events.map((event) => event.time));
    const due = this.#events.filter((event) => event.time === time);
    const event = due[Math.floor(this.random() * due.length)];
    if (event === undefined || time > this.#started + VIRTUAL_HOURS_MAX * HOUR_MS) {
      throw new Stalled(`nothing ends what is waited for, after ${this.#steps} events`);
    }
    this.#events = this.#events.filter((other) => other !== event);
    this.#time = time;
    this.#steps += 1;
    for (const letter of `${event.label}@${time}`) {
      this.#history = (Math.imul(this.#history, 31) + letter.charCodeAt(0)) | 0;
    }
    event.run();
  }

  /** Milliseconds: mostly none or few, sometimes many. */
  #latency(): number {
    const draw = this.random();
    if (draw < 0.5) return 0;
    if (draw < 0.9) return Math.floor(this.random() * 5);
    return Math.floor(this.random() * (draw < 0.99 ? 100 : 2000));
  }
}
