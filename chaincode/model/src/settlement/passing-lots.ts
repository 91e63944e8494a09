import type { DomainEvent } from '../event/event.js';
import type { LotId } from '../identifiers/names.js';

type LotsMoved = Extract<DomainEvent, { readonly type: 'HoldingTransferred' | 'LotsRehomed' }>;
const movesLots = (event: DomainEvent): event is LotsMoved =>
  event.type === 'HoldingTransferred' || event.type === 'LotsRehomed';

/**
 * Takes the lots that came and went within one transaction out of what it says of lots. They are never on the ledger, for what
 * it keeps is what a transaction leaves: of a lot from which a batch moves units again and again, one lot goes and one
 * remainder stays.
 *
 * @param events - of one transaction, in their order
 */
export function withoutPassingLots(events: readonly DomainEvent[]): readonly DomainEvent[] {
  const transfers = events.filter(movesLots);
  const created = new Set<LotId>(transfers.flatMap((event) => event.created.map(({ lotId }) => lotId)));
  const passing = new Set(transfers.flatMap(({ consumed }) => consumed.filter((lotId) => created.has(lotId))));
  if (passing.size === 0) return events;
  return events.map((event) =>
    movesLots(event)
      ? {
          ...event,
          consumed: event.consumed.filter((lotId) => !passing.has(lotId)),
          created: event.created.filter(({ lotId }) => !passing.has(lotId)),
        }
      : event,
  );
}
