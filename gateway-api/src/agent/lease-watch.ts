import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { derivedCommandId } from '../ledger/derived-command-id.js';
import type { Ledger } from '../ledger/ledger.js';
import { leasesOf, settlementProgress, type LeaseRow } from '../read-model/lease-queries.js';
import type { ReadModel } from '../read-model/read-model.js';

/** Who gives the command: not a person. */
const AGENT_OPERATOR = 'settlement-agent';

/** When another one's settlement counts as idle. */
export interface LeaseBounds {
  readonly checkMs: number;
  /** How long nothing was decided although something is due. */
  readonly idleMs: number;
}

/** Looked at every ten seconds; idle after two minutes, which is many times what a batch takes. */
export const DEFAULT_LEASE_BOUNDS: LeaseBounds = { checkMs: 10_000, idleMs: 120_000 };

/** What the watch works with. */
export interface LeaseWatchParts {
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly logger: Logger;
  readonly bounds?: LeaseBounds;
  readonly now?: () => number;
}

/** A lease as it was seen, and since when it has not changed. */
interface Sighting {
  readonly state: string;
  readonly since: number;
}

/**
 * Takes the settlement of other registrars over when their agent stands still: something is due, and for a while
 * neither has anything been decided nor the lease changed hands. An instruction that cannot settle looks the same, so
 * one instruction is a reason once: two watches never take a lease from each other without end.
 */
export class LeaseWatch {
  readonly #parts: LeaseWatchParts;
  readonly #bounds: LeaseBounds;
  readonly #now: () => number;
  readonly #sightings = new Map<string, Sighting>();
  readonly #reasons = new Set<string>();
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(parts: LeaseWatchParts) {
    this.#parts = parts;
    this.#bounds = parts.bounds ?? DEFAULT_LEASE_BOUNDS;
    this.#now = parts.now ?? Date.now;
  }

  start(): void {
    this.#running = this.#work();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #work(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.check();
      await delay(this.#bounds.checkMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Looks at all leases once, and takes over those that have been idle for long enough. */
  async check(): Promise<void> {
    const { ledger, readModel } = this.#parts;
    for (const lease of leasesOf(readModel.database, ledger.channel)) {
      const { due, lastDecidedBlock } = settlementProgress(readModel.database, ledger.channel, lease.registrar);
      const oldestDue = due.find((id) => !this.#reasons.has(id));
      if (lease.holder === ledger.mspId || oldestDue === undefined) {
        this.#sightings.delete(lease.registrar);
        continue;
      }
      const state = [lease.version, lastDecidedBlock, oldestDue].join('/');
      const seen = this.#sightings.get(lease.registrar);
      if (seen?.state !== state) this.#sightings.set(lease.registrar, { state, since: this.#now() });
      else if (this.#now() - seen.since >= this.#bounds.idleMs) await this.#takeOver(lease, oldestDue);
    }
  }

  async #takeOver({ registrar, holder, version }: LeaseRow, oldestDue: string): Promise<void> {
    const { ledger, logger } = this.#parts;
    this.#reasons.add(oldestDue);
    this.#sightings.delete(registrar);
    try {
      await ledger.submit({
        name: 'settlement:takeLease',
        commandId: derivedCommandId('lease', registrar, version, oldestDue),
        operator: AGENT_OPERATOR,
        body: { registrar, seenVersion: version },
      });
      logger.warn({ registrar, holder, oldestDue }, 'the settlement of another registrar was idle and is taken over');
    } catch (error) {
      logger.warn({ err: error, registrar, holder }, 'the settlement of another registrar was not taken over');
    }
  }
}
