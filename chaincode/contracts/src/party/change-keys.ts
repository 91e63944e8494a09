import {
  actingObstacle,
  changeKeyring,
  DomainError,
  hasKeys,
  keyChange,
  ownKeysObstacle,
  type Authorisation,
  type KeyChange,
  type Party,
} from '@scrip/model';
import { writeParty } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { enrolKeys } from './enrol-keys.js';
import { requireGuardians } from './guardians.js';
import { readPartyOfAct } from './own-party.js';
import { verifiedSigners } from './verified-signers.js';

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
    const party: Party = {
      ...before,
      keyring: changeKeyring(before.keyring, change, await work.today()),
      sequence: before.sequence + 1,
      ...(act.guardianship === undefined ? {} : { guardianship: act.guardianship }),
    };
    writeParty(work.state, party);
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
  const signers = await verifiedSigners(work, { purpose: 'party:changeKeys', body: act }, authorisation);
  const missing = actingObstacle(party, 'authentication', signers.get(party.partyId));
  if (missing !== undefined) throw new DomainError(missing, { partyId: party.partyId });
}
