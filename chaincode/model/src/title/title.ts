import { pinnedName } from '../identifiers/pinned-name.js';
import { mspId, sha256Text, type MspId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, optional, record, refuseField, text, type Reader, word } from '../serialisation/reader.js';
import { votingRole } from './vote-tree.js';

/** The legal form in which title is held. */
export const TITLE_FORMS = ['registered', 'bookEntry', 'bearerDeposited'] as const;

/** The register makes the right: who is not on it does not own. */
const constitutive = record({ constitutiveUnder: text(LIMITS.nameCharactersMax) });
/** The register shows what one elsewhere makes: title waits for the word of whoever keeps that one. */
const evidential = record({ evidenceOf: text(LIMITS.nameCharactersMax), confirmedBy: mspId });

const register: Reader<ReturnType<typeof constitutive> | ReturnType<typeof evidential>> = (value, path) =>
  typeof value === 'object' && value !== null && 'evidenceOf' in value
    ? evidential(value, path)
    : constitutive(value, path);

const deputies = list(record({ for: votingRole, mspId }), { min: 1, max: LIMITS.deputiesPerTitleMax });

const fields = record({
  /** Law that governs title. */
  law: text(LIMITS.nameCharactersMax),
  form: word(...TITLE_FORMS),
  register,
  /** Ownership protocol by name and version. */
  protocol: pinnedName,
  /** The organisation that votes as notary. */
  notary: optional(mspId),
  /** Who votes where somebody steps aside, by place. */
  deputies: optional(deputies),
  /** SHA-256 of the document that prevails over what the network says; among the documents of the security. */
  prevailing: optional(sha256Text),
});

/** What title to a security is in law, and by which protocol it passes. */
export type Title = ReturnType<typeof fields>;

/** Reader of a title. Errors: FIELD_INVALID, DUPLICATE_IN_BATCH. */
export const title: Reader<Title> = (value, path) => {
  const read = fields(value, path);
  requireDistinct((read.deputies ?? []).map((each) => each.for));
  if (read.deputies?.some((each) => each.for === 'notary' && each.mspId === read.notary) === true) {
    refuseField(`${path}/deputies`, 'others than those for whom they stand');
  }
  return read;
};

/** Who speaks for the register elsewhere that makes the right; undefined: this one makes it. */
export const keeperOf = (of: Title | undefined): MspId | undefined =>
  of !== undefined && 'confirmedBy' in of.register ? of.register.confirmedBy : undefined;

/** Whether title waits for the word of a register elsewhere. */
export const isEvidential = ({ register: kept }: Title): boolean => 'evidenceOf' in kept;
