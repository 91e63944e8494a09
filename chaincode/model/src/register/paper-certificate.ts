import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { partyId, sha256Text, type PartyId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { units, unitsTotal } from '../numbers/units.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, optional, pattern, record, refuseField, word, type Reader } from '../serialisation/reader.js';
import type { Security } from '../security/security.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { entryReference, type EntryReference } from './correction.js';

/**
 * What has become of a certificate on paper: `out` is in somebody's hands and stands for units that are not in the
 * register; `cancelled` was received and destroyed, `deposited` lies in safe custody, and their units are register entries.
 */
export const PAPER_STATUSES = ['out', 'cancelled', 'deposited'] as const;

/** What has become of a certificate. */
export type PaperStatus = (typeof PAPER_STATUSES)[number];

/** A certificate on paper by the number that is printed on it, with the units that it stands for. */
export interface PaperPiece {
  readonly number: string;
  readonly units: bigint;
}

/** A certificate on paper as the ledger knows it: nothing is on record of paper that never came to the register. */
export interface PaperCertificate extends PaperPiece {
  readonly isin: Isin;
  readonly status: PaperStatus;
  /** To whom it was given out, where it is in a name: nobody else has it taken in. */
  readonly holderId?: PartyId;
  /** The entry that took its units into the register or out of it last. */
  readonly by: EntryReference;
  /** SHA-256 of what shows that it was received and cancelled, or issued. */
  readonly document: Sha256;
}

/** One certificate, or a run of consecutive numbers of one size. */
export interface PaperRun {
  readonly number: string;
  /** Last number of the run; absent: one certificate. */
  readonly through?: string;
  /** Units that each certificate stands for. */
  readonly units: bigint;
}

/** Reader of the number of a certificate. */
export const paperNumber = pattern(/^[A-Z0-9][A-Z0-9.-]{0,31}$/, 'a number of a certificate');

const runs = list(record({ number: paperNumber, through: optional(paperNumber), units }), {
  min: 1,
  max: LIMITS.paperPerActMax,
});

/** Reader of certificates, each named once. Errors: LIMIT_EXCEEDED, DUPLICATE_IN_BATCH. */
export const paperRuns: Reader<readonly PaperRun[]> = (value, path) => {
  const read = runs(value, path);
  requireDistinct(piecesOf(read, path).map(({ number }) => number));
  return read;
};

/** How a certificate is stored. */
export const paperRecord = storedRecord<PaperCertificate>(
  'paper certificate',
  record({
    ...{ isin, number: paperNumber, units, status: word(...PAPER_STATUSES) },
    ...{ by: entryReference, document: sha256Text, holderId: optional(partyId) },
  }),
);

/** How the units in certificates that are out are stored, by security. */
export const unitsOnPaperRecord = storedRecord<{ readonly isin: Isin; readonly units: bigint }>(
  'units on paper',
  record({ isin, units: unitsTotal }),
);

/**
 * The single certificates of runs, in the order of their numbers. A run counts the digits at the end of its numbers up;
 * what stands before them, and how many digits there are, stays the same.
 *
 * @throws DomainError FIELD_INVALID, LIMIT_EXCEEDED
 */
export function piecesOf(all: readonly PaperRun[], path = ''): readonly PaperPiece[] {
  const pieces: PaperPiece[] = [];
  all.forEach((run, index) => {
    const { number, through = number, units: each } = run;
    const [first, last] = [split(number), split(through)];
    const isRun = first.head === last.head && first.width === last.width && first.count <= last.count;
    if (!isRun) refuseField(`${path}/${index}/through`, 'a later number of the same form');
    if (last.count - first.count >= BigInt(LIMITS.paperPerActMax - pieces.length)) {
      throw new DomainError('LIMIT_EXCEEDED', { path, itemsMax: LIMITS.paperPerActMax });
    }
    for (let count = first.count; count <= last.count; count += 1n) {
      const digits = first.width === 0 ? '' : count.toString().padStart(first.width, '0');
      pieces.push({ number: `${first.head}${digits}`, units: each });
    }
  });
  return pieces;
}

/** What stands before the digits at the end of a number, how many digits there are, and what they count. */
function split(number: string): { readonly head: string; readonly width: number; readonly count: bigint } {
  const digits = /[0-9]*$/.exec(number)?.[0] ?? '';
  return { head: number.slice(0, number.length - digits.length), width: digits.length, count: BigInt(digits || '0') };
}

/** Units that certificates stand for together. */
export const unitsOnPaper = (pieces: readonly PaperPiece[]): bigint =>
  pieces.reduce((sum, { units: each }) => sum + each, 0n);

/**
 * Whether the register gave a certificate out whose units come back. A number is taken in once, and again only when it was
 * given out in between, for the units that it was given out for.
 *
 * @param known - what is on record of its number
 * @throws DomainError PAPER_NOT_OUT, PAPER_DIFFERS
 */
export function comesBack({ number, units: stated }: PaperPiece, known: PaperCertificate | undefined): boolean {
  if (known === undefined) return false;
  if (known.status !== 'out') throw new DomainError('PAPER_NOT_OUT', { number });
  if (known.units !== stated) throw new DomainError('PAPER_DIFFERS', { number, units: known.units.toString() });
  return true;
}

/**
 * What becomes of a certificate that is taken in. Registered units are no longer on paper; bearer certificates lie in deposit
 * and may be withdrawn; units that only ever were book entries have none. A security that says nothing of its form is
 * registered.
 *
 * @throws DomainError PAPER_FORBIDDEN
 */
export function takenInAs({ isin: of, title }: Pick<Security, 'isin' | 'title'>): 'cancelled' | 'deposited' {
  if (title?.form === 'bookEntry') throw new DomainError('PAPER_FORBIDDEN', { isin: of });
  return title?.form === 'bearerDeposited' ? 'deposited' : 'cancelled';
}

/**
 * Refuses a certificate that cannot be given out: of a registered security one whose number was on a certificate before, of a
 * bearer security one that does not lie in deposit.
 *
 * @throws DomainError PAPER_FORBIDDEN, PAPER_NUMBER_USED, PAPER_NOT_DEPOSITED, PAPER_DIFFERS
 */
export function requireGivable(
  of: Pick<Security, 'isin' | 'title'>,
  { number, units: stated }: PaperPiece,
  known: PaperCertificate | undefined,
): void {
  if (takenInAs(of) === 'cancelled') {
    if (known !== undefined) throw new DomainError('PAPER_NUMBER_USED', { number });
    return;
  }
  if (known?.status !== 'deposited') throw new DomainError('PAPER_NOT_DEPOSITED', { number });
  if (known.units !== stated) throw new DomainError('PAPER_DIFFERS', { number, units: known.units.toString() });
}
