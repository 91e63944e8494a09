import {
  canonicalJson,
  DomainError,
  listingOf,
  screeningRequest,
  screeningText,
  sha256Hex,
  type BusinessDate,
  type MovementParties,
  type MspId,
  type SanctionsList,
  type ScreeningRequest,
  type Security,
} from '@scrip/model';
import { readParty } from '../records/party-records.js';
import { findSanctionsList, hashOfList, writeFinding, writeStatement } from '../records/screening-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * Screens movements of a security by the secret list, on the screener's own peer: it alone endorses, and only its
 * organisation may ask, so that nobody else learns by asking. The others see that there is a statement, and compare its
 * hash when units are to move.
 */
export const stateScreening: CommandHandler<ScreeningRequest> = {
  body: screeningRequest,
  run: async (work, { isin, movements }) => {
    const security = await readSecurity(work.state, isin);
    requireScreener(security, work.callerMspId);
    const { businessDate } = await work.moment(security.calendar);
    const list = await requireSanctionsList(work);
    for (const parties of movements) await screen(work, security, { list, parties, on: businessDate });
    return { isin, businessDate, screened: movements.length };
  },
};

/** @throws DomainError AUTHORITY_DENIED */
export function requireScreener({ screener }: Security, caller: MspId): void {
  if (screener !== caller) throw new DomainError('AUTHORITY_DENIED', { rule: 'screener of the security' });
}

/** The list of the caller's organisation. @throws DomainError SANCTIONS_LIST_ABSENT, PEER_NOT_OF_CALLER */
export async function requireSanctionsList({ ledger }: UnitOfWork): Promise<SanctionsList> {
  const list = await findSanctionsList(ledger.privateRecords);
  if (list === undefined) throw new DomainError('SANCTIONS_LIST_ABSENT');
  return list;
}

interface Screened {
  readonly list: SanctionsList;
  readonly parties: MovementParties;
  readonly on: BusinessDate;
}

async function screen(work: UnitOfWork, { isin }: Security, { list, parties, on }: Screened): Promise<void> {
  const own = work.ledger.privateRecords;
  const findings = [];
  for (const side of ['sender', 'receiver'] as const) {
    const party = parties[side];
    const reason = party === undefined ? undefined : listingOf(list, await readParty(work.state, party), on);
    if (reason !== undefined) findings.push({ side, reason });
  }
  const basis = { isin, parties, on, list: hashOfList(list) };
  writeStatement(own, isin, parties, screeningText(basis, findings.length === 0 ? 'clear' : 'refused'));
  if (findings.length === 0) return;
  const salt = sha256Hex(canonicalJson({ salt: list.salt, finding: { isin, parties, on } }));
  writeFinding(own, basis, canonicalJson({ findings, salt }));
}
