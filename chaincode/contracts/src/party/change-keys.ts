import {
  changeKeyring,
  DomainError,
  hasKeys,
  keyChange,
  ownKeysObstacle,
  type Authorisation,
  type KeyChange,
  type Party,
} from '@scrip/model';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { enrolKeys } from './enrol-keys.js';
import { requireGuardians } from './guardians.js';
import { readPartyOfAct, writeChanged } from './own-party.js';
import { requireOwnSignature } from './own-signature.js';

/** A change of keys with the signatures that it needs. */
export interface SignedKeyChange {
  readonly act: KeyChange;
  readonly authorisation?: Authorisation;
}

/**
 * Changes the keys, thresholds or guardians of a party, by its own signatures alone. Nobody acts for it here: keys are
 * what tells a party from those who act for it.
 */
export const changeKeys: CommandHandler<SignedKeyChange> = {
  body: keyChange,
  run: async (work, { act, authorisation }) => {
    const before = await readPartyOfAct(work, act);
    await requireOwnSignatures(work, before, act, authorisation);
    await requireGuardians(work, before.partyId, act.guardianship);
    const change = { ...act, add: await enrolKeys(work, act.partyId, { ...act, keys: act.add }) };
    const party = writeChanged(work, {
      ...before,
      keyring: changeKeyring(before.keyring, change, await work.today()),
      ...(act.guardianship === undefined ? {} : { guardianship: act.guardianship }),
    });
    work.events.push({ type: 'PartyKeysChanged', party });
    return { partyId: party.partyId, sequence: party.sequence };
  },
};

/** A party without keys cannot sign: its custodian enrols the first ones, which prove that their holder wants it. */
async function requireOwnSignatures(
  work: UnitOfWork,
  party: Party,
  act: KeyChange,
  authorisation: Authorisation | undefined,
): Promise<void> {
  const obstacle = ownKeysObstacle(party);
  if (obstacle !== undefined) throw new DomainError(obstacle, { partyId: party.partyId });
  if (!hasKeys(party)) return;
  if (authorisation === undefined) throw new DomainError('SIGNATURES_INSUFFICIENT', { partyId: party.partyId });
  await requireOwnSignature(work, party, { purpose: 'party:changeKeys', body: act }, authorisation);
}
