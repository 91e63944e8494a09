import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError, type NewTransfer, type Operation, type ScripClient } from '@scrip/gateway-api';

const PAUSE_MS = 250;
/** How long a gateway may be away. */
const PATIENCE_MS = 120_000;

/**
 * A client as a sensible one is: it repeats a transfer under the key of its first try while the connection breaks or the
 * gateway says that it may, and reports any other answer as it came.
 */
export class PatientClient {
  /** Codes that no answer should have had. */
  readonly complaints: string[] = [];
  /** Attempts that had no answer, or one that asked to come again. */
  repeated = 0;

  constructor(private readonly gateways: ReadonlyMap<string, ScripClient>) {}

  /** @param mspId - whose gateway is asked */
  async transfer(mspId: string, body: NewTransfer, idempotencyKey: string): Promise<Operation> {
    const gateway = this.gateways.get(mspId);
    if (gateway === undefined) throw new Error(`no gateway of ${mspId}`);
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await gateway.transfer(body, { idempotencyKey });
      } catch (error) {
        if (!this.mayRepeat(error) || Date.now() > deadline) throw error;
      }
      this.repeated += 1;
      await sleep(PAUSE_MS);
    }
  }

  /** `fetch` reports a broken connection as a TypeError: one of Node's own, which tests see under another class. */
  private mayRepeat(error: unknown): boolean {
    if (!(error instanceof ProblemError)) return (error as Error).name === 'TypeError';
    if (error.status !== 503) this.complaints.push(`${String(error.status)} ${error.code}`);
    return error.retrySafe;
  }
}
