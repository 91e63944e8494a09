import {
  actingObstacle,
  disputedUnits,
  DomainError,
  freezeOf,
  givenObjection,
  inSubAccount,
  isFreezeInForce,
  lastDayOfDispute,
  placeOf,
  requireInTime,
  requireTransfer,
  totalUnits,
  unitsInDispute,
  type Authorisation,
  type BusinessDate,
  type Dispute,
  type MovementEntry,
  type Objection,
  type PartyId,
  type Security,
} from '@scrip/model';
import { verifiedSigners } from '../party/verified-signers.js';
import { readCalendar } from '../records/calendar-records.js';
import { protocolOf } from '../records/definition-records.js';
import { findDispute, isDisputed, writeDispute } from '../records/dispute-records.js';
import { readUnitsFreezes, writeFreeze } from '../records/freeze-records.js';
import { readHolding } from '../records/lot-records.js';
import { correctedUnits, readMovement } from '../records/movement-records.js';
import { readParty } from '../records/party-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** The body of `dispute:raise`. */
type GivenObjection = ReturnType<typeof givenObjection>;

/**
 * Objects to a transfer in the time that the ownership protocol leaves: by the sender, by a custodian of either side, by who
 * attests transfers, or by a regulator. The units that it brought, as far as the receiver still has them, are frozen until
 * the dispute ends, or lapses.
 */
export const raiseDispute: CommandHandler<GivenObjection> = {
  body: givenObjection,
  run: async (work, { act, authorisation }) => {
    const { state } = work;
    const { isin, disputeId, about } = act;
    const security = await readSecurity(state, isin);
    const { businessDate } = await work.moment(security.calendar);
    const entry = await readMovement(state, isin, about);
    const { from, to } = requireTransfer(entry);
    const raisedAs = await placeOfObjector(work, security, { act, authorisation, from, to });
    const days = security.title === undefined ? undefined : (await protocolOf(state, security.title)).objectionDays;
    const calendar = await readCalendar(state, security.calendar);
    requireInTime(about, days, calendar, businessDate);
    const isTaken = (await findDispute(state, isin, disputeId)) !== undefined;
    if (isTaken || (await isDisputed(state, isin, about.entry))) throw new DomainError('DISPUTE_EXISTS', { disputeId });
    const { toDesignation: designation } = entry;
    const dispute: Dispute = {
      ...{ ...act, fromHolderId: from, holderId: to, ...(designation === undefined ? {} : { designation }) },
      units: await stillThere(work, act, entry, { holder: to, today: businessDate }),
      ...{ raisedBy: work.callerMspId, raisedAs, raisedOn: businessDate, state: 'open', agreements: [] },
      until: lastDayOfDispute(businessDate, calendar),
    };
    writeDispute(state, dispute);
    const freeze = freezeOf(dispute);
    await writeFreeze(state, freeze);
    work.events.push({ type: 'DisputeRaised', dispute }, { type: 'FreezeImposed', freeze });
    return { isin, disputeId, units: dispute.units, holderId: to };
  },
};

/** @throws DomainError UNITS_PASSED_ON */
async function stillThere(
  { state }: UnitOfWork,
  { isin, about }: Objection,
  { units, toDesignation }: MovementEntry,
  { holder, today }: { readonly holder: PartyId; readonly today: BusinessDate },
): Promise<bigint> {
  const freezes = await readUnitsFreezes(state, isin, holder);
  return unitsInDispute(units, {
    corrected: await correctedUnits(state, isin, about.entry),
    held: totalUnits(inSubAccount(await readHolding(state, isin, holder), toDesignation)),
    disputed: disputedUnits(freezes.filter((each) => isFreezeInForce(each, today))),
  });
}

interface Objecting {
  readonly act: Objection;
  readonly authorisation: Authorisation | undefined;
  readonly from: PartyId;
  readonly to: PartyId;
}

/** @throws DomainError AUTHORITY_DENIED, SIGNATURES_INSUFFICIENT, and those of the signatures */
async function placeOfObjector(
  work: UnitOfWork,
  { registrar, issuer, title }: Security,
  { act, authorisation, from, to }: Objecting,
): Promise<Dispute['raisedAs']> {
  const [sender, receiver] = [await readParty(work.state, from), await readParty(work.state, to)];
  if (authorisation !== undefined) {
    const signers = await verifiedSigners(work, { purpose: 'dispute:raise', body: act }, authorisation);
    const obstacle = actingObstacle(sender, 'instruction', signers.get(from));
    if (obstacle !== undefined) throw new DomainError(obstacle, { partyId: from });
    return 'sender';
  }
  const places = {
    ...{ sendersCustodian: sender.custodian, receiversCustodian: receiver.custodian, registrar, issuer: issuer.mspId },
    ...(title?.notary === undefined ? {} : { notary: title.notary }),
  };
  const place = placeOf(work.callerMspId, places, await work.callerHas('regulator'));
  if (place === undefined) throw new DomainError('AUTHORITY_DENIED', { rule: 'who has a part in the transfer' });
  return place;
}
