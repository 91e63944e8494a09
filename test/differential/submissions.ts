import type { common } from '@hyperledger/fabric-protos';
import { areHazardous, type HazardousTransaction, seals } from './hazard.js';

/** An envelope that waits for its round. */
export interface Submission extends HazardousTransaction {
  /** Number of the round from which on it may go. */
  readonly due: number;
  /** Number of ordered transactions from which on it may go. */
  readonly after: number;
  readonly channel: string;
  readonly envelope: common.Envelope;
}

/** The envelopes that are endorsed and not yet submitted. */
export class Submissions {
  readonly #waiting: Submission[] = [];

  /** Whether anything waits that does not need more transactions to be ordered first. */
  isPending(ordered: number): boolean {
    return this.#waiting.some(({ after }) => after <= ordered);
  }

  add(submission: Submission): void {
    this.#waiting.push(submission);
  }

  /** Takes what is due; of two that must not meet in one block, the later one waits on, or is dropped if it must not come. */
  takeDue(round: number, ordered: number): readonly Submission[] {
    const due: Submission[] = [];
    const later: Submission[] = [];
    for (const submission of this.#waiting.splice(0)) {
      const ready = submission.due <= round && submission.after <= ordered;
      const free = due.every((other) => !areHazardous(other, submission));
      (ready && free ? due : later).push(submission);
    }
    this.#waiting.push(...later.filter((submission) => !due.some((taken) => seals(taken, submission))));
    return due;
  }
}
