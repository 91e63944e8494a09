import { bestStatus } from '../../claim/claim-status.js';
import { claimType } from '../../identifiers/names.js';
import { COMPLIANCE_EVENTS, type Facts } from '../facts.js';
import type { Need, NeedValues } from '../need.js';
import { metIf, ruleKind, type Judgement } from '../rule-kind.js';
import { someStand } from './claims.js';

/** The receiver is on the register itself: nobody holds for it. */
export const holdsDirectly = ruleKind({
  is: 'holdsDirectly@1',
  events: COMPLIANCE_EVENTS,
  side: 'receiver',
  parameters: {},
  needs: () => [],
  judge: (_, { movement: { nominees = [] } }) => metIf(nominees.length === 0, 'NOMINEE_NOT_ALLOWED'),
  says: () => 'the receiver holds directly',
});

/**
 * As {@link holdsDirectly}, where a receiver who is a nominee itself does not hold directly either, if it holds anything
 * afterwards: what it has designated to nobody is held for somebody whom the register does not know.
 */
export const holdsDirectlyItself = ruleKind({
  is: 'holdsDirectly@2',
  events: COMPLIANCE_EVENTS,
  side: 'receiver',
  parameters: {},
  needs: () => POOL_NEEDS,
  judge: (_, facts) => metIf((facts.movement.nominees ?? []).length === 0 && !isPooled(facts), 'NOMINEE_NOT_ALLOWED'),
  says: () => 'the receiver holds directly, and is no nominee',
});

const POOL_NEEDS: readonly Need[] = [
  { need: 'nominee', side: 'receiver' },
  { need: 'holding', side: 'receiver' },
];

/** Whether a nominee has units afterwards that it has designated to nobody. */
const isPooled = (facts: Facts): boolean =>
  facts.of({ need: 'nominee', side: 'receiver' }) && facts.holdingAfter('receiver') > 0n;

/**
 * Every nominee through whom the receiver holds has a claim of a type; met where there is none. The reason is that of the
 * first who lacks it.
 */
export const nomineesHaveClaim = ruleKind({
  is: 'nomineesHaveClaim@1',
  events: COMPLIANCE_EVENTS,
  side: 'receiver',
  parameters: { type: claimType },
  needs: ({ type }) => [{ need: 'nomineeClaims', type }],
  judge: ({ type }, facts) => allStand(facts.of({ need: 'nomineeClaims', type }), facts),
  says: ({ type }) => `every nominee of the receiver has a claim of ${type}`,
});

/**
 * As {@link nomineesHaveClaim}, where a receiver who is a nominee itself must have the claim, too, if it holds anything
 * afterwards: that is pooled.
 */
export const allNomineesHaveClaim = ruleKind({
  is: 'nomineesHaveClaim@2',
  events: COMPLIANCE_EVENTS,
  side: 'receiver',
  parameters: { type: claimType },
  needs: ({ type }) => [{ need: 'nomineeClaims', type }, { need: 'claims', side: 'receiver', type }, ...POOL_NEEDS],
  judge: ({ type }, facts) => {
    const pooling = isPooled(facts) ? [facts.of({ need: 'claims', side: 'receiver', type })] : [];
    return allStand([...facts.of({ need: 'nomineeClaims', type }), ...pooling], facts);
  },
  says: ({ type }) => `every nominee has a claim of ${type}, the receiver too where it is one`,
});

/** Whether of each of some parties a claim stands. */
function allStand(claims: NeedValues['nomineeClaims'], { movement: { isin, today } }: Facts): Judgement {
  const judged = claims.map(({ held, issuers }) => someStand([bestStatus(held, { isin, issuers, today })]));
  return judged.find(({ outcome }) => outcome !== 'met') ?? { outcome: 'met' };
}
