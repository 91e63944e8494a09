import { isDeepStrictEqual } from 'node:util';

/** What both networks did with the same thing. */
export interface Observation {
  readonly what: string;
  readonly fabric: unknown;
  readonly devnet: unknown;
  /** A side in words. */
  readonly explain?: (side: unknown) => unknown;
}

/** A place where devnet and Fabric differ, with what is needed to understand it. */
export interface Difference extends Omit<Observation, 'explain'> {
  readonly context: unknown;
}

/** Whether the sides differ. */
export function differ({ fabric, devnet }: Pick<Observation, 'fabric' | 'devnet'>): boolean {
  return !isDeepStrictEqual(fabric, devnet);
}

/** The differences of a run, told as they are found. */
export class Differences {
  readonly found: Difference[] = [];

  constructor(
    /** Takes a text for who watches the run. */
    private readonly tell: (text: string) => void,
  ) {}

  /** Remembers and tells an observation whose sides differ. */
  note(observation: Observation, context: unknown): void {
    if (!differ(observation)) {
      return;
    }
    const { what, fabric, devnet, explain = (side: unknown) => side } = observation;
    const difference = { what, fabric: explain(fabric), devnet: explain(devnet), context };
    this.found.push(difference);
    this.tell(JSON.stringify(difference, undefined, 1));
  }
}
