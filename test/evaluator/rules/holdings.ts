import { groupAfter, holdingAfter, holdingBefore, outstandingAfter } from '../facts/afterwards.js';
import type { Facts } from '../facts/facts.js';
import { ONE, scaledOf, type Scaled } from '../values/numbers.js';
import { metIf, type Answer, type RuleMeaning, type Said } from './rule.js';

const moving = ({ movement: { units } }: Facts): bigint => BigInt(units);

/** Nominal value of so many units, compared with the least that a sentence names. */
function nominal(said: Said, { movement: { denomination } }: Facts, units: bigint, below: string): Answer {
  const least = said.amount('least');
  if (denomination?.currency !== least.currency) return { unknown: 'NOMINAL_UNKNOWN' };
  return metIf(units * scaledOf(denomination.amount) >= least.amount, below);
}

const share = (units: bigint): Scaled => units * 100n * ONE;

/** Rules on how much is held and moved. */
export const HOLDING_RULES: readonly RuleMeaning[] = [
  {
    name: 'holdingAtMost@1',
    sentence: 'receiver holds at most {units} units',
    side: 'receiver',
    judge: (said, facts) => metIf(holdingAfter(facts, 'receiver') <= said.whole('units'), 'HOLDING_ABOVE_MAXIMUM'),
  },
  {
    name: 'holdingAtLeast@1',
    sentence: '{side} holds at least {units} units or none',
    judge: (said, facts) => {
      const after = holdingAfter(facts, said.side());
      return metIf(after === 0n || after >= said.whole('units'), 'HOLDING_BELOW_MINIMUM');
    },
  },
  {
    name: 'exitsInFull@1',
    sentence: 'sender transfers all of its units',
    side: 'sender',
    bindsDisposal: true,
    judge: (_, facts) => metIf(moving(facts) === holdingBefore(facts, 'sender'), 'PARTIAL_EXIT'),
  },
  {
    name: 'movesAtLeast@1',
    sentence: 'at least {units} units move',
    judge: (said, facts) => metIf(moving(facts) >= said.whole('units'), 'UNITS_BELOW_MINIMUM'),
  },
  {
    name: 'movesInMultiplesOf@1',
    sentence: 'units move in multiples of {units}',
    judge: (said, facts) => metIf(moving(facts) % said.whole('units') === 0n, 'UNITS_NOT_A_MULTIPLE'),
  },
  {
    name: 'nominalAtLeast@1',
    sentence: 'at least {least} nominal move',
    judge: (said, facts) => nominal(said, facts, moving(facts), 'NOMINAL_BELOW_MINIMUM'),
  },
  {
    name: 'denominationAtLeast@1',
    sentence: 'one unit is at least {least} nominal',
    judge: (said, facts) => nominal(said, facts, 1n, 'DENOMINATION_BELOW_MINIMUM'),
  },
  {
    name: 'shareAtMost@1',
    sentence: 'receiver holds at most {percent} of all units',
    side: 'receiver',
    judge: (said, facts) => {
      const most = said.percent('percent') * outstandingAfter(facts);
      return metIf(share(holdingAfter(facts, 'receiver')) <= most, 'SHARE_EXCEEDED');
    },
  },
  {
    name: 'groupShareAtMost@1',
    sentence: 'receiver and affiliates hold at most {percent} of all units',
    side: 'receiver',
    judge: (said, facts) => {
      const most = said.percent('percent') * outstandingAfter(facts);
      return metIf(share(groupAfter(facts, 'receiver')) <= most, 'SHARE_EXCEEDED');
    },
  },
  {
    name: 'groupShareBelow@1',
    sentence: 'receiver and affiliates hold less than {percent} of all units',
    side: 'receiver',
    judge: (said, facts) => {
      const tooMuch = said.percent('percent') * outstandingAfter(facts);
      return metIf(share(groupAfter(facts, 'receiver')) < tooMuch, 'SHARE_EXCEEDED');
    },
  },
];
