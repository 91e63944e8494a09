import { type Clock, pause, systemClock } from '../clock.js';
import { altered } from './altered.js';
import {
  type ActiveFault,
  type DelayFault,
  type DropFault,
  type DuplicateFault,
  type Fault,
  type Message,
  selects,
  Unreachable,
} from './fault.js';
import { seededRandom } from './seeded-random.js';

/** A fault of messages draws for each message whether it strikes. */
type MessageFault = DropFault | DuplicateFault | DelayFault;

interface Entry extends ActiveFault {
  readonly random: () => number;
}

/** What happens to a piece of private data on its way; undefined: it is withheld. */
export type SentPiece = Uint8Array | undefined;

/**
 * The faults of one network, and the one place that its parts ask before they send a message, read a clock or reach a
 * chaincode. Without a fault every question is answered at once and leaves nothing behind.
 */
export class Faults {
  readonly #entries = new Map<number, Entry>();
  readonly #clock: Clock;
  #lastId = 0;

  /** @param clock how delays pass, and what {@link now} shifts */
  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** Puts a fault into effect. @returns the number by which it is healed */
  inject(fault: Fault): number {
    const id = ++this.#lastId;
    this.#entries.set(id, { id, fault, random: seededRandom('seed' in fault ? (fault.seed ?? 1) : 1) });
    return id;
  }

  /** Ends a fault. @returns whether it was in effect */
  heal(id: number): boolean {
    return this.#entries.delete(id);
  }

  healAll(): void {
    this.#entries.clear();
  }

  /** What is in effect, oldest first. */
  active(): readonly ActiveFault[] {
    return [...this.#entries.values()].map(({ id, fault }) => ({ id, fault }));
  }

  /** Whether an organisation's peer is dead. */
  isDown(mspId: string): boolean {
    return this.#some((fault) => fault.kind === 'peer-down' && fault.peer === mspId);
  }

  /**
   * Lets a message pass. Resolves when it has arrived, with how often; undefined when nothing is in its way.
   *
   * @throws Unreachable when it never arrives
   */
  pass(message: Message): Promise<number> | undefined {
    return this.#entries.size === 0 ? undefined : this.#pass(message);
  }

  /** A peer's clock, in milliseconds since 1970. */
  now(mspId: string): number {
    let now = this.#clock.now();
    for (const { fault } of this.#entries.values()) {
      if (fault.kind === 'clock-shift' && matches(fault.peer, mspId)) now += fault.milliseconds;
    }
    return now;
  }

  /** Resolves when so many milliseconds have passed by the clock that delays pass by. */
  elapsed(milliseconds: number): Promise<void> {
    return pause(this.#clock, milliseconds);
  }

  /** What a peer sends in place of a collection's private set. */
  send(mspId: string, collection: string, bytes: Uint8Array): SentPiece {
    let sent: SentPiece = bytes;
    for (const { fault } of this.#entries.values()) {
      const tampers = fault.kind === 'withhold-private-data' || fault.kind === 'alter-private-data';
      if (!tampers || fault.peer !== mspId || !matches(fault.collection, collection)) continue;
      if (fault.kind === 'withhold-private-data') return undefined;
      sent = altered(sent);
    }
    return sent;
  }

  /** Whether a peer can reach a chaincode, by the chaincode's name. */
  reaches(mspId: string, chaincode: string): boolean {
    return !this.#some(
      (fault) => fault.kind === 'chaincode-unreachable' && fault.chaincode === chaincode && matches(fault.peer, mspId),
    );
  }

  async #pass(message: Message): Promise<number> {
    this.#requireAlive(message);
    let copies = 1;
    for (const { fault, random } of this.#entries.values()) {
      if (!isMessageFault(fault) || !selects(fault, message)) continue;
      if (random() >= (fault.probability ?? 1)) continue;
      if (fault.kind === 'drop') throw new Unreachable(`the message from ${message.from} was lost`);
      if (fault.kind === 'duplicate') copies += 1;
      else await pause(this.#clock, fault.milliseconds + Math.floor(random() * (fault.jitter ?? 0)));
    }
    this.#requireAlive(message);
    return copies;
  }

  /** A peer may die while a message is on its way. */
  #requireAlive({ from, to }: Message): void {
    if (this.isDown(to)) throw new Unreachable(`the peer of ${to} is down`);
    if (this.isDown(from)) throw new Unreachable(`the peer of ${from} is down`);
  }

  #some(condition: (fault: Fault) => boolean): boolean {
    for (const { fault } of this.#entries.values()) if (condition(fault)) return true;
    return false;
  }
}

function isMessageFault(fault: Fault): fault is MessageFault {
  return fault.kind === 'drop' || fault.kind === 'duplicate' || fault.kind === 'delay';
}

/** A selection that names nobody matches everybody. */
function matches(selected: string | undefined, name: string): boolean {
  return selected === undefined || selected === name;
}
