import {
  isSecurityFrozen,
  judge,
  judgePart,
  judgeScreening,
  legParties,
  legSecurities,
  screenedLegs,
  verdictOf,
  type Isin,
  type JointInstruction,
  type NetMovement,
  type PartyId,
  type RuleVerdict,
  type Verdict,
} from '@scrip/model';
import { claimFacts } from '../claim/held-claims.js';
import { standingsAmong } from '../compliance/standings.js';
import { readHolderFreezes, readSecurityFreezes } from '../records/freeze-records.js';
import { screeningAmong } from '../screening/screening-state.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import type { JointMoment, TimedSecurity } from './joint-moment.js';

/**
 * What the securities of an instruction say of all who take part in it: nobody whom a freeze, a screener or its standing
 * holds takes part because its legs cancel out, or because it only pays or is paid.
 *
 * @param net - what moves: those between whom it does are judged with their movement, but for the screening
 */
export async function partVerdict(
  work: UnitOfWork,
  { securities }: JointMoment,
  { legs }: JointInstruction,
  net: readonly NetMovement[],
): Promise<Verdict> {
  const rules: RuleVerdict[] = [];
  for (const isin of legSecurities(legs)) {
    const timed = securities.get(isin);
    if (timed === undefined) throw new Error('a leg of a security that was not read');
    const moving = net.filter((each) => each.isin === isin);
    const sides = new Set(moving.flatMap(({ from, to }) => [from, to]));
    if (moving.length === 0) rules.push(await securityNotFrozen(work, isin, timed));
    for (const party of legParties(legs).filter((each) => !sides.has(each))) {
      rules.push(...(await judgedPart(work, timed, party)));
    }
    const { security, now } = timed;
    rules.push(...judgeScreening(await screeningAmong(work, security, screenedLegs(legs), now.businessDate)));
  }
  return verdictOf(rules);
}

async function securityNotFrozen({ state }: UnitOfWork, isin: Isin, { now }: TimedSecurity): Promise<RuleVerdict> {
  const isFrozen = isSecurityFrozen(await readSecurityFreezes(state, isin), now.businessDate);
  return judge('security-not-frozen', 'security', isFrozen ? 'SECURITY_FROZEN' : undefined);
}

async function judgedPart(
  work: UnitOfWork,
  { security: { isin }, now }: TimedSecurity,
  party: PartyId,
): Promise<readonly RuleVerdict[]> {
  const facts = {
    ...{ isin, party },
    freezes: await readHolderFreezes(work.state, isin, party),
    standings: await standingsAmong(work, isin, [party]),
    claims: await claimFacts(work, isin, {}, { sender: [], receiver: [party] }),
  };
  return judgePart(facts, now.businessDate);
}
