import { Auditor, INVARIANTS, type Holdings, type Violation } from '@scrip/audit';
import type { LedgerBlock } from '../ledger/ledger.js';

/** TxValidationCode VALID. */
const VALID = 0;
/** Of what is wrong the first findings are kept, the rest is counted: one mistake can show in every later transaction. */
export const FINDINGS_MAX = 100;

/** A violation with the block in which it came about. */
export interface Finding extends Violation {
  readonly block: number;
}

/** One invariant with how often it did not hold. */
export interface AuditedInvariant {
  readonly name: string;
  readonly statement: string;
  readonly violations: number;
}

/**
 * The audit of one channel by one member: every block of its own peer from the first one on, judged by what was
 * written and not by what the chaincode or anybody else says of it.
 */
export class LedgerAudit {
  readonly #auditor = new Auditor();
  readonly #counts = new Map<string, number>();
  readonly #findings: Finding[] = [];
  readonly #waiting = new Set<() => void>();
  #block = -1;
  #transactions = 0;

  constructor(private readonly onFinding: (finding: Finding) => void) {}

  /** Number of the last block taken in, or -1. */
  block(): number {
    return this.#block;
  }

  /** Valid transactions of the chaincode that were judged. */
  get transactions(): number {
    return this.#transactions;
  }

  /** The first findings. */
  get findings(): readonly Finding[] {
    return this.#findings;
  }

  /** All invariants. */
  get invariants(): readonly AuditedInvariant[] {
    return INVARIANTS.map(({ name, statement }) => ({ name, statement, violations: this.#counts.get(name) ?? 0 }));
  }

  /** Units per security and holder as the blocks say. */
  get holdings(): Holdings {
    return this.#auditor.image.holdings;
  }

  /** Takes a block in. @throws {Error} when blocks in between are missing */
  apply(channel: string, block: LedgerBlock): void {
    if (block.number <= this.#block) return;
    if (block.number !== this.#block + 1) {
      throw new Error(`block ${block.number} of ${channel} follows block ${this.#block} in the audit`);
    }
    for (const { transactionId, code, writes, policies } of block.transactions) {
      if (code !== VALID || writes.length + policies.length === 0) continue;
      this.#transactions += 1;
      for (const violation of this.#auditor.apply({ transactionId, writes, policies })) {
        this.#record({ ...violation, block: block.number });
      }
    }
    this.#block = block.number;
    for (const look of this.#waiting) look();
  }

  /** Waits until a block is judged, at most so long. */
  reached(block: number, timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve();
      };
      const look = (): void => {
        if (this.#block >= block) finish();
      };
      const timer = setTimeout(finish, timeoutMs);
      this.#waiting.add(look);
      look();
    });
  }

  #record(finding: Finding): void {
    this.#counts.set(finding.invariant, (this.#counts.get(finding.invariant) ?? 0) + 1);
    if (this.#findings.length < FINDINGS_MAX) this.#findings.push(finding);
    this.onFinding(finding);
  }
}
