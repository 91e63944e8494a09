import {
  actingObstacle,
  DomainError,
  fallsWithKeys,
  liveKeys,
  partyOnly,
  recoveredKeyring,
  recoveryCancellation,
  recoveryRequest,
  requestRecovery,
  type PartyId,
  type RecoveryRequest,
  type SequencedAct,
  type Signed,
} from '@scrip/model';
import { endMandates } from '../mandate/end-mandate.js';
import { readParty } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import { enrolKeys } from './enrol-keys.js';
import { readOwnParty, readPartyOfAct, requireSequence, writeChanged } from './own-party.js';
import { requireOwnSignature } from './own-signature.js';
import { verifiedSigners } from './verified-signers.js';

/**
 * Guardians ask that new keys take the place of all others. From now on the old ones give no instruction; the new ones
 * count when the delay has passed, in which the party is told and can object. Guardians may ask again for others.
 */
export const askForRecovery: CommandHandler<Signed<RecoveryRequest>> = {
  body: recoveryRequest,
  run: async (work, { act, authorisation }) => {
    const before = await readPartyOfAct(work, act);
    const { keyring, guardianship } = before;
    if (guardianship === undefined) throw new DomainError('GUARDIANS_TOO_FEW', { needed: 1 });
    const signers = await verifiedSigners(work, { purpose: 'party:requestRecovery', body: act }, authorisation);
    const asking: PartyId[] = [];
    for (const [guardian, keys] of signers) {
      const obstacle = actingObstacle(await readParty(work.state, guardian), 'authentication', keys);
      if (obstacle === undefined) asking.push(guardian);
    }
    const keys = await enrolKeys(work, act.partyId, act);
    const replacement = { keys, thresholds: act.thresholds };
    const recovery = requestRecovery({ keyring, guardianship }, asking.sort(), replacement, await work.today());
    const party = writeChanged(work, { ...before, recovery });
    work.events.push({ type: 'RecoveryRequested', party });
    return { partyId: party.partyId, effectiveOn: recovery.effectiveOn };
  },
};

/**
 * Ends a recovery at the objection of the party, signed by the keys that it would have replaced. Any participant brings
 * the objection in and answers for having asked who makes it: whoever stole a device could object too.
 */
export const cancelRecovery: CommandHandler<Signed<SequencedAct>> = {
  body: recoveryCancellation,
  run: async (work, { act, authorisation }) => {
    const { recovery, ...before } = requireSequence(await readParty(work.state, act.partyId), act.sequence);
    if (recovery === undefined) throw new DomainError('RECOVERY_ABSENT', { partyId: before.partyId });
    await requireOwnSignature(work, before, { purpose: 'party:cancelRecovery', body: act }, authorisation);
    const party = writeChanged(work, before);
    work.events.push({ type: 'RecoveryCancelled', party });
    return { partyId: party.partyId, sequence: party.sequence };
  },
};

/** Puts the new keys in force when the delay has passed. All earlier keys are revoked, and what they granted ends. */
export const completeRecovery: CommandHandler<{ readonly partyId: PartyId }> = {
  body: partyOnly,
  run: async (work, { partyId }) => {
    const { recovery, ...before } = await readOwnParty(work, partyId);
    if (recovery === undefined) throw new DomainError('RECOVERY_ABSENT', { partyId });
    const keyring = recoveredKeyring(before.keyring, recovery, await work.today());
    const party = writeChanged(work, { ...before, keyring });
    work.events.push({ type: 'RecoveryCompleted', party });
    await endMandates(work, partyId, (mandate) => fallsWithKeys(mandate, party));
    return { partyId, keys: liveKeys(keyring, 'authentication').map(({ keyId }) => keyId) };
  },
};
