import { DomainError, paperRecord, unitsOnPaperRecord, type Isin, type PaperCertificate } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const keyOf = (isin: Isin, number: string): string => `paper/${isin}/${number}`;
const totalKey = (isin: Isin): string => `onPaper/${isin}`;

/** What is on record of a number; undefined where no certificate of it came to the register or left it. */
export async function findPaper(state: WorldState, isin: Isin, number: string): Promise<PaperCertificate | undefined> {
  const value = await state.get(keyOf(isin, number));
  return value === undefined ? undefined : paperRecord.decode(value);
}

/** A certificate that is on record. @throws DomainError PAPER_UNKNOWN */
export async function readPaper(state: WorldState, isin: Isin, number: string): Promise<PaperCertificate> {
  const found = await findPaper(state, isin, number);
  if (found === undefined) throw new DomainError('PAPER_UNKNOWN', { isin, number });
  return found;
}

/** Stages what has become of a certificate. */
export const writePaper = (state: WorldState, paper: PaperCertificate): void =>
  state.put(keyOf(paper.isin, paper.number), paperRecord.encode(paper));

/** Units of a security in certificates that are out. */
export async function readUnitsOnPaper(state: WorldState, isin: Isin): Promise<bigint> {
  const value = await state.get(totalKey(isin));
  return value === undefined ? 0n : unitsOnPaperRecord.decode(value).units;
}

/** Stages the units in certificates that are out. @param policy - of the key from now on; absent: as it is */
export const writeUnitsOnPaper = (state: WorldState, isin: Isin, units: bigint, policy?: Uint8Array): void =>
  state.put(totalKey(isin), unitsOnPaperRecord.encode({ isin, units }), policy);
