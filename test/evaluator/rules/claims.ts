import type { Facts, Side } from '../facts/facts.js';
import { standingOf, type Standing } from '../facts/standing.js';
import { metIf, type Answer, type RuleMeaning } from './rule.js';

/** What the claims of a type about a side come to. */
export const standing = ({ ask, movement }: Facts, side: Side, type: string): Standing =>
  standingOf(ask({ need: 'claims', side, type }), movement);

function anyStands(standings: readonly Standing[]): Answer {
  if (standings.some(({ stands }) => stands)) return 'met';
  return { failed: standings.find(({ isThere }) => isThere)?.reason ?? 'CLAIM_ABSENT' };
}

function says({ says: said, reason }: Standing, values: readonly string[]): Answer {
  if (said === undefined) return { unknown: reason ?? 'CLAIM_ABSENT' };
  return metIf(values.includes(said), 'CLAIM_VALUE_NOT_ALLOWED');
}

/** Rules on claims. */
export const CLAIM_RULES: readonly RuleMeaning[] = [
  {
    name: 'hasClaim@1',
    sentence: '{side} has claim {type}',
    judge: (said, facts) => anyStands([standing(facts, said.side(), said.words('type'))]),
  },
  {
    name: 'hasNoClaim@1',
    sentence: '{side} has no claim {type}',
    judge: (said, facts) => metIf(!standing(facts, said.side(), said.words('type')).stands, 'CLAIM_BLOCKS'),
  },
  {
    name: 'hasAnyClaim@1',
    sentence: '{side} has any claim of {types}',
    judge: (said, facts) => anyStands(said.list('types').map((type) => standing(facts, said.side(), type))),
  },
  {
    name: 'hasNoneOfClaims@1',
    sentence: '{side} has none of claims {types}',
    judge: (said, facts) =>
      metIf(!said.list('types').some((type) => standing(facts, said.side(), type).stands), 'CLAIM_BLOCKS'),
  },
  {
    name: 'claimSays@1',
    sentence: 'claim {type} of {side} says {values}',
    judge: (said, facts) => says(standing(facts, said.side(), said.words('type')), said.list('values')),
  },
];
