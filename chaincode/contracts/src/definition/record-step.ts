import {
  summariseDefinition,
  type DomainEvent,
  type PinnedName,
  type RecordedDefinition,
  type Sha256,
} from '@scrip/model';
import { keepFound } from '../records/definition-index-records.js';
import { writeDefinition } from '../records/definition-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

type Step = Extract<DomainEvent['type'], `Definition${string}`>;

/** What a step answers. */
export interface TakenStep {
  readonly name: PinnedName;
  readonly hash: Sha256;
  readonly status: string;
}

/** Stages a definition after a step, by which it is found from then on, and says that it was taken. */
export async function recordStep(work: UnitOfWork, type: Step, of: RecordedDefinition): Promise<TakenStep> {
  writeDefinition(work.state, of);
  await keepFound(work.state, of, await work.today());
  return sayStep(work, type, of);
}

/** Says that a step was taken. */
export function sayStep(work: UnitOfWork, type: Step, of: RecordedDefinition): TakenStep {
  const definition = summariseDefinition(of);
  work.events.push({ type, definition });
  const { name, hash, status } = definition;
  return { name, hash, status };
}
