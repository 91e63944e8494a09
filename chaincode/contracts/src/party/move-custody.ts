import {
  askCustody,
  custodyMove,
  DomainError,
  isCustodyAgreed,
  mayCommand,
  type CustodyMove,
  type MspId,
  type Party,
  type Role,
} from '@scrip/model';
import { deleteAskedMove, findAskedMove, writeAskedMove } from '../records/custody-records.js';
import { readParty } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { writeChanged } from './own-party.js';

const ONBOARDING: readonly Role[] = ['issuer', 'registrar', 'custodian', 'broker'];

/**
 * Gives a party another custodian: the one before, or a regulator where that one is gone, and the one that takes it each
 * give the command, in any order; with the second one it is done. The party's record, keys and holdings stay what they are.
 */
export const moveCustody: CommandHandler<CustodyMove> = {
  body: custodyMove,
  run: async (work, move) => {
    const { state, callerMspId } = work;
    const { partyId, to, basis, document } = move;
    const before = await readParty(state, partyId);
    const { custodian: previous } = before;
    await requireSide(work, before, to);
    const earlier = await findAskedMove(state, partyId);
    const asked = askCustody(earlier, move, callerMspId);
    const isAgreed = isCustodyAgreed(asked, previous);
    await requireFit(work, partyId, to);
    const businessDate = await work.today();
    if (!isAgreed) {
      writeAskedMove(state, asked);
      work.events.push({ type: 'CustodyMoveAsked', asked });
      return { partyId, to, status: 'asked', by: asked.by };
    }
    if (earlier !== undefined) deleteAskedMove(state, partyId);
    const party = writeChanged(work, { ...before, custodian: to });
    const order = { basis, document, by: asked.by.find((each) => each !== to) ?? callerMspId };
    work.events.push({ type: 'CustodyMoved', party, previous, order, businessDate });
    return { partyId, previous, to, status: 'moved', by: asked.by };
  },
};

/** @throws DomainError AUTHORITY_DENIED */
async function requireSide(work: UnitOfWork, { partyId, custodian }: Party, to: MspId): Promise<void> {
  if (custodian === work.callerMspId || to === work.callerMspId || (await work.callerHas('regulator'))) return;
  throw new DomainError('AUTHORITY_DENIED', { partyId, rule: 'custodian of the party, who takes it, or regulator' });
}

/** @throws DomainError PARTICIPANT_UNKNOWN, ATTESTOR_UNFIT */
async function requireFit(work: UnitOfWork, partyId: Party['partyId'], to: MspId): Promise<void> {
  const { roles, standing } = (await work.participants()).require(to);
  if (mayCommand(standing) && roles.some((role) => ONBOARDING.includes(role))) return;
  throw new DomainError('ATTESTOR_UNFIT', { partyId });
}
