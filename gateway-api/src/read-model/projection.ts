import type { DomainEvent } from '../ledger/ledger.js';
import type { Database } from '../storage/database.js';
import type { EventPlace } from './event-place.js';
import { readEvent, type KnownEvent } from './known-event.js';
import { approvalProjections } from './projections/approval.js';
import { authorityProjections } from './projections/authority.js';
import { calendarProjections } from './projections/calendar.js';
import { claimProjections } from './projections/claim.js';
import { complianceProjections } from './projections/compliance.js';
import { encumbranceProjections } from './projections/encumbrance.js';
import { disputeProjections } from './projections/dispute.js';
import { evidenceProjections } from './projections/evidence.js';
import { exchangeProjections } from './projections/exchange.js';
import { freezeProjections } from './projections/freeze.js';
import { instructionProjections } from './projections/instruction.js';
import { jointProjections } from './projections/joint.js';
import { mandateProjections } from './projections/mandate.js';
import { orderedMovementProjections } from './projections/ordered-movement.js';
import { paperProjections } from './projections/paper.js';
import { partyProjections } from './projections/party.js';
import type { ProjectionsOf } from './projections/projections.js';
import { reconciliationProjections } from './projections/reconciliation.js';
import { registerProjections } from './projections/register.js';
import { definitionProjections } from './projections/definitions.js';
import { solicitationProjections } from './projections/solicitation.js';
import { titleProjections } from './projections/title.js';

const PROJECTIONS: ProjectionsOf<KnownEvent['type']> = {
  ...authorityProjections,
  ...approvalProjections,
  ...calendarProjections,
  ...partyProjections,
  ...claimProjections,
  ...mandateProjections,
  ...complianceProjections,
  ...reconciliationProjections,
  ...registerProjections,
  ...definitionProjections,
  ...titleProjections,
  ...exchangeProjections,
  ...freezeProjections,
  ...encumbranceProjections,
  ...orderedMovementProjections,
  ...paperProjections,
  ...evidenceProjections,
  ...disputeProjections,
  ...solicitationProjections,
  ...instructionProjections,
  ...jointProjections,
};

/**
 * Enters one event into the read model. Runs inside the transaction that moves the checkpoint.
 *
 * @throws {Error} when the event is not one that this version reads: the projection stops rather than skips
 */
export function project(database: Database, place: EventPlace, event: DomainEvent): void {
  const { channel, block, tx, position, transactionId } = place;
  database.run(
    'INSERT INTO event (channel, block, tx, position, transaction_id, type, facts) VALUES (?, ?, ?, ?, ?, ?, ?)',
    // as the ledger ordered them
    ...[channel, block, tx, position, transactionId, event.type, JSON.stringify(event.facts)],
  );
  const known = readEvent(event);
  const enter = PROJECTIONS[known.type] as (database: Database, place: EventPlace, event: KnownEvent) => void;
  enter(database, place, known);
}
