import {
  availableUnits,
  certificateNonce,
  encumberedUnits,
  frozenUnits,
  inRankOrder,
  isFreezeInForce,
  parseIsin,
  partyId,
  reservedUnits,
  totalUnits,
} from '@scrip/model';
import { readCalendarDate } from '../records/calendar-records.js';
import { readHolderFreezes, readSecurityFreezes } from '../records/freeze-records.js';
import { readHolding } from '../records/lot-records.js';
import { readParty } from '../records/party-records.js';
import { readIssuedUnits, readSecurityOnRecord } from '../records/security-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { burdenOf } from './held-back.js';

/** Form of the certified entry; a verifier refuses those that it does not know. */
const SCHEMA = 2;

/**
 * The register entry of one holder in one security as peers sign it: all lots, whatever keeps them from moving, and what
 * the security and the holder are in public. The holder is its salted id: who that is, is shown beside and never here.
 *
 * @param nonceText - the verifier's own, so that no earlier answer fits
 * @throws DomainError SECURITY_UNKNOWN, PARTY_UNKNOWN, FIELD_INVALID
 */
export async function certifyEntry(
  { state }: UnitOfWork,
  isinText: string,
  holderText: string,
  nonceText: string,
): Promise<unknown> {
  const nonce = certificateNonce(nonceText, '/nonce');
  const security = await readSecurityOnRecord(state, parseIsin(isinText));
  const { isin } = security;
  const id = partyId(holderText, '/holderId');
  const { kind, custodian, recordHash, entity, nominee } = await readParty(state, id);
  const { businessDate: today } = await readCalendarDate(state, security.calendar);
  const lots = await readHolding(state, isin, id);
  const burden = await burdenOf(state, isin, id);
  const orders = [...(await readSecurityFreezes(state, isin)), ...(await readHolderFreezes(state, isin, id))];
  const freezes = [...orders, ...burden.freezes].filter((each) => isFreezeInForce(each, today));
  const heldBack = {
    reserved: reservedUnits(burden.reservations),
    encumbered: encumberedUnits(burden.encumbrances, today),
    frozen: frozenUnits(freezes, id, today),
  };
  return {
    ...{ schema: SCHEMA, nonce, businessDate: today, security, issuedUnits: await readIssuedUnits(state, isin) },
    holder: {
      ...{ partyId: id, kind, custodian, recordHash },
      ...(entity === undefined ? {} : { entity }),
      ...(nominee === undefined ? {} : { nominee }),
    },
    ...{ units: totalUnits(lots), ...heldBack, available: availableUnits(lots, heldBack), lots },
    reservations: burden.reservations,
    encumbrances: inRankOrder(burden.encumbrances, today),
    freezes,
  };
}
