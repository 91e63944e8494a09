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

/**
 * A real peer says so of a private value that other peers have not sent it yet (`lockbasedtxmgr/helper.go`). When it gets
 * there is a matter of gossip and of load, and no rule.
 */
const NOT_YET_SENT = 'private data matching public hash version is not available';

/** Whether the sides differ, and not only because a real peer still waits for private data that devnet's has. */
export function differ({ fabric, devnet }: Pick<Observation, 'fabric' | 'devnet'>): boolean {
  return !isDeepStrictEqual(fabric, devnet) && !isLate({ fabric, devnet });
}

/** Whether a real peer lacks a private value for now. */
export function isLate({ fabric, devnet }: Pick<Observation, 'fabric' | 'devnet'>): boolean {
  return JSON.stringify(fabric).includes(NOT_YET_SENT) && !JSON.stringify(devnet).includes(NOT_YET_SENT);
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
