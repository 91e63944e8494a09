import { changeOf } from './change.js';
import type { Invariant } from './invariant.js';
import { businessDates, commands, uniqueParticipants } from './invariants/authority.js';
import { available } from './invariants/available.js';
import { definitions } from './invariants/definitions.js';
import { encumbrances } from './invariants/encumbrances.js';
import { disputes } from './invariants/disputes.js';
import { evidence } from './invariants/evidence.js';
import { lots } from './invariants/lots.js';
import { history, legalBasis, movements } from './invariants/movements.js';
import { paper } from './invariants/paper.js';
import { reservations } from './invariants/reservations.js';
import { rules } from './invariants/rules.js';
import { solicitations } from './invariants/solicitations.js';
import { supply, uniqueSecurities } from './invariants/supply.js';
import { title } from './invariants/title.js';
import { LedgerImage } from './ledger-image.js';
import type { AuditedTransaction } from './transaction.js';

/** All invariants of a channel. */
export const INVARIANTS: readonly Invariant[] = [
  ...[
    supply,
    paper,
    definitions,
    disputes,
    solicitations,
    evidence,
    lots,
    movements,
    legalBasis,
    history,
    available,
    encumbrances,
    reservations,
    title,
    rules,
  ],
  ...[uniqueSecurities, uniqueParticipants, businessDates, commands],
];

/** Something that must not be, and the transaction that left it so. */
export interface Violation {
  readonly invariant: string;
  readonly transactionId: string;
  /** What is wrong: keys and numbers of public state. */
  readonly finding: string;
}

/**
 * Follows a channel transaction by transaction, from its first one on, and says what each leaves wrong. It knows the
 * form of what is stored and nothing of the code that stores it, so it shares no mistake with it.
 */
export class Auditor {
  /** @param image - the state from which it goes on: by default that before the first transaction */
  constructor(readonly image = LedgerImage.empty()) {}

  /** Takes a valid transaction in. @returns what is wrong after it */
  apply(transaction: AuditedTransaction): readonly Violation[] {
    const change = changeOf(transaction, this.image);
    this.image.apply(transaction.writes);
    return INVARIANTS.flatMap((invariant) =>
      invariant.check(change, this.image).map((finding) => ({
        invariant: invariant.name,
        transactionId: transaction.transactionId,
        finding,
      })),
    );
  }
}
