import { holdingAfter } from '../facts/afterwards.js';
import type { Facts } from '../facts/facts.js';
import { standingOf } from '../facts/standing.js';
import { standing } from './claims.js';
import { metIf, type Answer, type RuleMeaning, type Said } from './rule.js';

const holdsThroughNobody = ({ movement: { nominees = [] } }: Facts): boolean => nominees.length === 0;

/** Whether the receiver is a nominee itself and holds something that it has designated to nobody. */
const holdsPooled = (facts: Facts): boolean =>
  facts.ask({ need: 'nominee', side: 'receiver' }) && holdingAfter(facts, 'receiver') > 0n;

function nomineesHave(said: Said, { ask, movement }: Facts): Answer {
  const of = ask({ need: 'nomineeClaims', type: said.words('type') }).map((claims) => standingOf(claims, movement));
  const lacking = of.find(({ stands }) => !stands);
  return lacking === undefined ? 'met' : { failed: lacking.reason ?? 'CLAIM_ABSENT' };
}

/** Rules on nominees. */
export const NOMINEE_RULES: readonly RuleMeaning[] = [
  {
    name: 'holdsDirectly@1',
    sentence: 'receiver holds through no nominee',
    side: 'receiver',
    judge: (_, facts) => metIf(holdsThroughNobody(facts), 'NOMINEE_NOT_ALLOWED'),
  },
  {
    name: 'holdsDirectly@2',
    sentence: 'receiver holds directly',
    side: 'receiver',
    judge: (_, facts) => metIf(holdsThroughNobody(facts) && !holdsPooled(facts), 'NOMINEE_NOT_ALLOWED'),
  },
  {
    name: 'nomineesHaveClaim@1',
    sentence: 'every nominee of the receiver has claim {type}',
    side: 'receiver',
    judge: nomineesHave,
  },
  {
    name: 'nomineesHaveClaim@2',
    sentence: 'every nominee has claim {type}',
    side: 'receiver',
    judge: (said, facts) => {
      const others = nomineesHave(said, facts);
      if (others !== 'met' || !holdsPooled(facts)) return others;
      const { stands, reason } = standing(facts, 'receiver', said.words('type'));
      return metIf(stands, reason ?? 'CLAIM_ABSENT');
    },
  },
];
