import { DomainError, founding, foundingText, Participants, sha256Hex, type Founding } from '@scrip/model';
import { readParticipants } from '../records/authority-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** Key of the founding that an organisation accepts, in its implicit collection. */
const ACCEPTED = 'founding';

/** A member accepts a founding of the channel that names it, in place of one that it accepted before. */
export const acceptFounding: CommandHandler<Founding> = {
  body: founding,
  run: async (work, body) => {
    await requireUnfounded(work);
    new Participants(body.participants).require(work.callerMspId);
    const text = foundingText(body);
    work.ledger.privateRecords.write(ACCEPTED, text);
    return { foundingHash: sha256Hex(text) };
  },
};

/** There must be no authority records yet. @throws DomainError ALREADY_BOOTSTRAPPED */
export async function requireUnfounded(work: UnitOfWork): Promise<void> {
  if ((await readParticipants(work.state)).all.length > 0) throw new DomainError('ALREADY_BOOTSTRAPPED');
}

/** Every member that a founding names must have accepted exactly it. @throws DomainError FOUNDING_NOT_ACCEPTED */
export async function requireAccepted(work: UnitOfWork, body: Founding): Promise<void> {
  const expected = sha256Hex(foundingText(body));
  for (const { mspId } of body.participants) {
    const accepted = await work.ledger.privateRecords.hash(mspId, ACCEPTED);
    if (accepted !== expected) throw new DomainError('FOUNDING_NOT_ACCEPTED', { mspId });
  }
}
