import {
  sanctionsListRecord,
  sha256Hex,
  type BusinessDate,
  type Isin,
  type MovementParties,
  type MspId,
  type SanctionsList,
  type Sha256,
} from '@scrip/model';
import type { PrivateCollection } from '../world-state/private-collection.js';

/** One key for all of the list: which part of it is looked at is nobody's to see. */
const LIST = 'sanctions';

const NOBODY = '-';
const placeOf = (isin: Isin, { sender, receiver }: MovementParties): string =>
  `${isin}/${sender ?? NOBODY}/${receiver ?? NOBODY}`;

/** The sanctions list of the caller's organisation, at its own peer. @throws DomainError PEER_NOT_OF_CALLER */
export async function findSanctionsList(own: PrivateCollection): Promise<SanctionsList | undefined> {
  const text = await own.read(LIST);
  return text === undefined ? undefined : sanctionsListRecord.decode(text);
}

/** Stages the list. */
export function writeSanctionsList(own: PrivateCollection, list: SanctionsList): void {
  own.write(LIST, sanctionsListRecord.encode(list));
}

/** What the channel knows of an organisation's list: its hash. */
export const sanctionsListHash = async (records: PrivateCollection, screener: MspId): Promise<Sha256 | undefined> =>
  (await records.hash(screener, LIST)) as Sha256 | undefined;

/** The hash of a list as it is stored. */
export const hashOfList = (list: SanctionsList): Sha256 => sha256Hex(sanctionsListRecord.encode(list)) as Sha256;

/** The hash of what a screener has said of movements between two parties. */
export const statementHash = (
  records: PrivateCollection,
  screener: MspId,
  isin: Isin,
  parties: MovementParties,
): Promise<string | undefined> => records.hash(screener, `screened/${placeOf(isin, parties)}`);

/** Stages a statement in the place of the one before. */
export function writeStatement(own: PrivateCollection, isin: Isin, parties: MovementParties, text: string): void {
  own.write(`screened/${placeOf(isin, parties)}`, text);
}

/** Stages what stands behind a refusal: for the screener alone. */
export function writeFinding(
  own: PrivateCollection,
  at: { readonly isin: Isin; readonly parties: MovementParties; readonly on: BusinessDate },
  text: string,
): void {
  own.write(`finding/${placeOf(at.isin, at.parties)}/${at.on}`, text);
}
