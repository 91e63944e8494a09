import {
  deliveriesOf,
  NO_SIGNERS,
  signersNamed,
  transferAct,
  type Act,
  type ErrorCode,
  type JointInstruction,
  type PartyId,
  type Signers,
} from '@scrip/model';
import { actingFacts } from '../mandate/acting-facts.js';
import { readParty } from '../records/party-records.js';
import { obstacleOf } from '../settlement/authority.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import type { JointMoment } from './joint-moment.js';

/** Why a party is no longer bound by its affirmation, if so: judged by the keys, mandates and capacity of now. */
export async function jointAuthorityObstacle(
  work: UnitOfWork,
  instruction: JointInstruction,
  moment: JointMoment,
): Promise<{ readonly code: ErrorCode; readonly isForGood: boolean } | undefined> {
  for (const { party, authorisation } of instruction.affirmations) {
    const signers: Signers = authorisation === undefined ? NO_SIGNERS : signersNamed(authorisation);
    const facts = await actingFacts(work.state, await readParty(work.state, party), signers, moment.today);
    for (const act of actsOf(instruction, moment, party)) {
      const obstacle = obstacleOf(act, facts);
      if (obstacle !== undefined) return obstacle;
    }
  }
  return undefined;
}

/**
 * What a party does by affirming, as mandates see it: it instructs all units that it delivers or receives, by
 * security. Who only pays does so for all that is delivered.
 */
export function actsOf({ legs }: JointInstruction, { securities }: JointMoment, party: PartyId): readonly Act[] {
  const deliveries = deliveriesOf(legs);
  const own = deliveries.filter(({ from, to }) => from === party || to === party);
  const acts: Act[] = [];
  for (const [isin, { security }] of securities) {
    const units = (own.length === 0 ? deliveries : own)
      .filter((each) => each.isin === isin)
      .reduce((sum, each) => sum + each.units, 0n);
    if (units > 0n) acts.push(transferAct(security, units));
  }
  return acts;
}
