import type { Answers, Question, Questions } from './questions.js';

/** A side of a movement. */
export type Side = 'sender' | 'receiver';

/** For what a rule is asked. */
export type Event = 'subscribe' | 'transfer' | 'hold';

/** A movement, in plain JSON: days as `2026-06-15`, units in digits. What the fields mean is in the reference. */
export interface Movement {
  readonly event: Event;
  readonly isin: string;
  readonly today: string;
  readonly sender?: string;
  readonly receiver: string;
  readonly ofRecord?: { readonly sender?: string; readonly receiver: string };
  readonly nominees?: readonly string[];
  readonly units: string;
  readonly lots: readonly { readonly acquiredOn: string; readonly units: string; readonly passedOn?: string }[];
  readonly enteredOn: string;
  readonly venue?: string;
  readonly denomination?: { readonly amount: string; readonly currency: string };
  readonly isJoint?: true;
  readonly exchange?: 'leaves' | 'arrives';
  readonly issuedOn?: string;
  readonly closedOn?: string;
}

/** What rules are judged on. */
export interface Facts {
  readonly movement: Movement;
  /** Rules, by name and version, from which a side is exempt. */
  readonly exempt: Readonly<Partial<Record<Side, readonly string[]>>>;
  /** What is known beside the movement. */
  readonly ask: <N extends keyof Questions>(question: Question<N>) => Answers[N];
}
