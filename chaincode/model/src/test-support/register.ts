import { parseBusinessDate } from '../dates/business-date.js';
import type { PartyId, MspId, Sha256 } from '../identifiers/names.js';
import { lotIdOf, type Lot } from '../register/lot.js';
import type { MovementOrder } from '../register/movement-order.js';
import type { MovementFacts } from '../register/move-holding.js';
import type { Side } from '../register/movement.js';
import { security } from '../security/security.js';

/** A share of which 1000 units are authorised. */
export const SHARE = security(
  {
    isin: 'US0378331005',
    name: 'Test share',
    cfi: 'ESVUFR',
    currency: 'USD',
    issuer: { mspId: 'IssuerMSP', lei: 'HWUPKR0MPOU8FGXBT394' },
    registrar: 'RegistrarMSP',
    calendar: 'TARGET',
    authorisedUnits: '1000',
    terms: { kind: 'ordinary-share', form: 'registered', votesPerShare: '1' },
  },
  '',
);

export const TODAY = parseBusinessDate('2026-11-20');

/** A holder by a short name. */
export const side = (name: string): Side => ({
  holderId: name as PartyId,
  attestors: [`${name}-custodian` as MspId, 'RegistrarMSP' as MspId],
});

/** An order of a court, by a regulator. */
export const ORDER: MovementOrder = {
  basis: 'court-order',
  document: 'd'.repeat(64) as Sha256,
  by: 'RegulatorMSP' as MspId,
};

/** A transaction id by a number. */
export const transactionId = (number: number): string => number.toString(16).padStart(64, '0');

/** Facts of a movement in transaction 9 on the test date. */
export const factsOf = (senderLots: readonly Lot[] = []): MovementFacts => ({
  security: SHARE,
  businessDate: TODAY,
  senderLots,
  nominees: [],
  reservations: [],
  encumbrances: [],
  freezes: [],
  claims: [],
  standings: [],
  onPaper: 0n,
  compliance: [],
  transactionId: transactionId(9),
  nextLotIndex: 0,
});

/** A lot of a holder, acquired on a date. */
export const lotOf = (name: string, units: bigint, acquiredOn: string, transaction = 1, index = 0): Lot => ({
  lotId: lotIdOf(transactionId(transaction), index),
  isin: SHARE.isin,
  holderId: name as PartyId,
  units,
  acquiredOn: parseBusinessDate(acquiredOn),
  price: '10.5',
  origin: 'issue',
  sources: [],
  attestors: side(name).attestors,
});
