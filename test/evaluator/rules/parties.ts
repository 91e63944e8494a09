import type { Facts } from '../facts/facts.js';
import { standing } from './claims.js';
import { metIf, type Answer, type RuleMeaning, type Said } from './rule.js';

function residence(said: Said, facts: Facts, isAllowed: (named: boolean) => boolean): Answer {
  const { says } = standing(facts, said.side(), 'residence');
  if (says === undefined) return { unknown: 'RESIDENCE_UNKNOWN' };
  return metIf(isAllowed(said.list('countries').includes(says)), 'RESIDENCE_NOT_ALLOWED');
}

const KINDS: Readonly<Record<string, string>> = { 'node operator': 'nodeOperator' };

/** Rules on who the parties are. */
export const PARTY_RULES: readonly RuleMeaning[] = [
  {
    name: 'residesIn@1',
    sentence: '{side} resides in {countries}',
    judge: (said, facts) => residence(said, facts, (named) => named),
  },
  {
    name: 'residesOutside@1',
    sentence: '{side} resides outside {countries}',
    judge: (said, facts) => residence(said, facts, (named) => !named),
  },
  {
    name: 'isOfKind@1',
    sentence: '{side} is a {kinds}',
    judge: (said, { ask }) => {
      const kinds = said.list('kinds').map((kind) => KINDS[kind] ?? kind);
      return metIf(kinds.includes(ask({ need: 'kind', side: said.side() })), 'PARTY_KIND_NOT_ALLOWED');
    },
  },
  {
    name: 'areAffiliates@1',
    sentence: 'receiver is affiliate of sender',
    judge: (_, { ask, movement }) =>
      metIf(ask({ need: 'group', side: 'sender' }).members.includes(movement.receiver), 'NOT_AFFILIATES'),
  },
];
