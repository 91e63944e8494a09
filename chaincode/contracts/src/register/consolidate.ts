import { consolidationRequest, DomainError, totalUnits, type ConsolidationRequest, type Movement } from '@scrip/model';
import { readOwnParty } from '../party/own-party.js';
import { readLots } from '../records/lot-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import { applyOrRefuse, movementFacts, sideOf } from './movement.js';

/**
 * Makes one lot of several that a holder acquired on one day at one price, by its custodian. Nothing passes to anybody, so
 * that no freeze stands in its way and every freeze holds as before. Only these lots are read: it is the way out for a
 * holding of more lots than a movement may look at.
 */
export const consolidateLots: CommandHandler<ConsolidationRequest> = {
  body: consolidationRequest,
  run: async (work, { isin, holderId, lotIds }) => {
    await readOwnParty(work, holderId);
    const security = await readSecurity(work.state, isin);
    const { businessDate } = await work.moment(security.calendar);
    const named = await readLots(work.state, isin, holderId, lotIds);
    const movement: Movement = {
      kind: 'consolidation',
      from: await sideOf(work, security, { holderId }),
      lotIds,
      units: totalUnits(named),
    };
    const facts = await movementFacts(work, security, businessDate, movement);
    const { consumed, created } = await applyOrRefuse(work, movement, facts);
    const [lot] = created;
    if (lot === undefined) throw new DomainError('INTERNAL', { isin });
    work.events.push({
      type: 'LotsConsolidated',
      isin,
      holderId,
      businessDate,
      consumed: consumed.map((each) => each.lotId),
      created,
    });
    return { isin, holderId, lotId: lot.lotId, units: lot.units };
  },
};
