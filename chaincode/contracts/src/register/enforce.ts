import {
  DomainError,
  givenEnforcement,
  mayAct,
  NO_SIGNERS,
  requireDayOpen,
  requireEncumbrance,
  transferAct,
  type EnforcementDemand,
  type GivenAct,
  type Movement,
  type PartyId,
} from '@scrip/model';
import { actingFacts } from '../mandate/acting-facts.js';
import { readEncumbrances } from '../records/encumbrance-records.js';
import { readParty } from '../records/party-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { requireExecutor } from './by-whose-word.js';
import { requireWordOf, type HolderAct } from './holder-acts.js';
import { applyOrRefuse, movementFacts, sideOf } from './movement.js';

/**
 * Satisfies a pledgee or a lienor out of the units, on proof of the right: they go to the one that it serves, or to a buyer
 * that it names. It has signed the demand where it has keys. What ranks after it ends on
 * these units, what ranks before it stays with them; freezes, and the rules for whoever receives, stand in the way as ever.
 */
export const enforce: CommandHandler<GivenAct<EnforcementDemand>> = {
  body: givenEnforcement,
  run: async (work, given) => {
    const { isin, holderId: fromHolderId, encumbranceId, units, basis, document } = given.act;
    const { toHolderId, toDesignation } = given.act;
    const security = await readSecurity(work.state, isin);
    await requireExecutor(work, security, given.act);
    const now = await work.moment(security.calendar);
    requireDayOpen(now);
    const { businessDate } = now;
    const encumbrances = await readEncumbrances(work.state, isin, fromHolderId);
    const { beneficiary, designation } = requireEncumbrance(encumbrances, encumbranceId, businessDate);
    const demand = { purpose: 'register:enforce', security, units, today: businessDate } as const;
    await requireDemandOf(work, beneficiary, given, demand);
    const order = { basis, document, by: work.callerMspId };
    const account = { holderId: fromHolderId, ...(designation === undefined ? {} : { designation }) };
    const from = await sideOf(work, security, account);
    const buyer = { holderId: toHolderId, ...(toDesignation === undefined ? {} : { designation: toDesignation }) };
    const to = await sideOf(work, security, buyer);
    const movement: Movement = { kind: 'enforcement', from, to, units, order, encumbranceId };
    const facts = await movementFacts(work, security, businessDate, movement);
    const { consumed, created } = await applyOrRefuse(work, movement, facts);
    const lots = { consumed: consumed.map(({ lotId }) => lotId), created };
    const moved = { isin, fromHolderId, toHolderId, units, businessDate, order, ...lots };
    work.events.push({ type: 'EncumbranceEnforced', ...moved, encumbranceId });
    return { isin, businessDate, lots: created };
  },
};

/** It has signed the demand; of a party without keys the registrar has it in the document, whoever its custodian is. */
async function requireDemandOf(
  work: UnitOfWork,
  partyId: PartyId,
  given: GivenAct<EnforcementDemand>,
  demand: HolderAct,
): Promise<void> {
  if (given.authorisation !== undefined) return requireWordOf(work, partyId, given, demand);
  const party = await readParty(work.state, partyId);
  const acting = await actingFacts(work.state, party, NO_SIGNERS, demand.today);
  const verdict = mayAct(transferAct(demand.security, demand.units), acting);
  if (!verdict.allowed) throw new DomainError(verdict.reason, { partyId });
}
