import type { Invariant } from '../invariant.js';
import type { LedgerImage } from '../ledger-image.js';
import { listIn, textIn } from '../stored.js';

/** I5: what waits for an instruction ends with it. */
export const reservations: Invariant = {
  name: 'reservations',
  statement: 'Units are reserved for an instruction exactly as long as it can still settle.',
  check: ({ transaction }, after) =>
    transaction.writes.flatMap(({ key }) => {
      if (key.startsWith('reserved/')) return strayed(after, key);
      if (key.startsWith('ballot/')) return outlivedVote(after, key);
      return key.startsWith('joint/') ? outlived(after, key) : [];
    }),
};

function strayed(after: LedgerImage, key: string): readonly string[] {
  return listIn(after.get(key), 'reservations')
    .map((each) => textIn(each, 'instructionId'))
    .filter((id) => textIn(after.get(`joint/${id}`), 'status') !== 'reserved' && !isVotedOn(after, id))
    .map((id) => `${key} waits for ${id}, which is not reserved`);
}

const isVotedOn = (after: LedgerImage, id: string): boolean => {
  const ballot = after.get(`ballot/${id}`);
  return ballot !== undefined && textIn(ballot, 'end') === '';
};

/** Whoever sells, has units reserved while it is voted on. */
function outlivedVote(after: LedgerImage, key: string): readonly string[] {
  const ballot = after.get(key);
  if (textIn(ballot, 'end') === '') return [];
  const [isin, id] = [textIn(ballot, 'isin'), textIn(ballot, 'instructionId')];
  return after
    .under(`reserved/${isin}/`)
    .filter(([, record]) => listIn(record, 'reservations').some((each) => textIn(each, 'instructionId') === id))
    .map(([reserved]) => `${reserved} outlives the ballot on ${id}`);
}

/** Only holdings of parties who deliver under the instruction can have been reserved for it. */
function outlived(after: LedgerImage, key: string): readonly string[] {
  const instruction = after.get(key);
  if (textIn(instruction, 'status') === 'reserved') return [];
  const id = textIn(instruction, 'instructionId');
  return listIn(instruction, 'legs')
    .map((leg) => `reserved/${textIn(leg, 'isin')}/${textIn(leg, 'from')}`)
    .filter((reserved) =>
      listIn(after.get(reserved), 'reservations').some((each) => textIn(each, 'instructionId') === id),
    )
    .map((reserved) => `${reserved} outlives ${id}`);
}
