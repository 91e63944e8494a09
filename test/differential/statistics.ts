import { peer } from '@hyperledger/fabric-protos';

/** Counts of things by name, printed most frequent first. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string, count = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  toString(): string {
    return [...this.#counts]
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  }
}

const CODES = new Map(Object.entries(peer.TxValidationCode).map(([name, code]) => [code as number, name]));

/** `10 ENDORSEMENT_POLICY_FAILURE` */
export function codeName(code: number): string {
  return `${code} ${CODES.get(code) ?? 'unknown'}`;
}

/** What a run has seen so far. */
export class RunStatistics {
  readonly operations = new Tally();
  readonly answers = new Tally();
  readonly codes = new Tally();
  readonly tamperings = new Tally();
  /** Why orderers did not take an envelope. */
  readonly refusals = new Tally();
  /** Config updates. */
  readonly updates = new Tally();
  blocks = 0;
  /** Questions that were asked again because a block or private data came late. */
  askedAgain = 0;
  /** Envelopes that an orderer took and no block brought. */
  lost = 0;

  /** One line for each. */
  lines(): readonly string[] {
    return Object.entries(this).map(([name, tally]) => `  ${name}: ${String(tally)}`);
  }
}
