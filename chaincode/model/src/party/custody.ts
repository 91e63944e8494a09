import { DomainError } from '../errors/domain-error.js';
import { mspId, partyId, type MspId, type PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { legalBasisFields, type LegalBasis } from '../register/legal-basis.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { list, record, type Reader } from '../serialisation/reader.js';
import { askedAlso } from '../authority/asked-also.js';
import { storedRecord } from '../serialisation/stored-record.js';

/** Another custodian of a party: the body of `party:moveCustody`. */
export interface CustodyMove extends LegalBasis {
  readonly partyId: PartyId;
  readonly to: MspId;
}

const fields = { partyId, to: mspId, ...legalBasisFields } as const;

/** Reader of the body of `party:moveCustody`. */
export const custodyMove: Reader<CustodyMove> = record(fields);

/** A move that one side has asked for: who lets the party go, or who is to take it. */
export interface AskedCustodyMove extends CustodyMove {
  readonly by: readonly MspId[];
}

/** How a move is stored while it waits. */
export const askedCustodyMoveRecord = storedRecord<AskedCustodyMove>(
  'move of custody',
  record({ ...fields, by: list(mspId, { min: 1, max: LIMITS.participantsMax }) }),
);

/**
 * A move after one more organisation has asked for it. Only those who ask for the same are counted; who asks for something
 * else takes the place of what was asked before.
 */
export function askCustody(asked: AskedCustodyMove | undefined, move: CustodyMove, by: MspId): AskedCustodyMove {
  const { by: earlier = [], ...same } = asked ?? {};
  const isSame = canonicalJson(same) === canonicalJson(move);
  return { ...move, by: askedAlso(isSame ? earlier : [], by) };
}

/** Whether who takes the party has asked for it, and somebody who lets it go. @throws DomainError CUSTODY_UNCHANGED */
export function isCustodyAgreed({ to, by, partyId: id }: AskedCustodyMove, previous: MspId): boolean {
  if (previous === to) throw new DomainError('CUSTODY_UNCHANGED', { partyId: id });
  return by.includes(to) && by.some((each) => each !== to);
}
