import { holdingBefore } from '../facts/afterwards.js';
import type { Movement } from '../facts/facts.js';
import { dayOf, over, type Day } from '../values/days.js';
import { ONE } from '../values/numbers.js';
import { metIf, type RuleMeaning, type Said } from './rule.js';

const acquisitions = ({ lots }: Movement): readonly Day[] => lots.map(({ acquiredOn }) => dayOf(acquiredOn));

function stepsBehind(said: Said, acquiredOn: Day, today: Day): bigint {
  const steps = said.whole('steps');
  const every = said.period('every');
  let behind = 0n;
  for (let due = over(acquiredOn, said.period('cliff')); behind < steps && due <= today; due = over(due, every)) {
    behind += 1n;
  }
  return behind;
}

function isVested(said: Said, { lots, units, today }: Movement): boolean {
  let left = BigInt(units);
  for (const lot of lots) {
    const before = BigInt(lot.passedOn ?? 0);
    const moved = left < BigInt(lot.units) ? left : BigInt(lot.units);
    const behind = stepsBehind(said, dayOf(lot.acquiredOn), dayOf(today));
    if ((before + moved) * said.whole('steps') > (before + BigInt(lot.units)) * behind) return false;
    left -= moved;
  }
  return true;
}

/** Rules on since when the units are held that move. */
export const LOT_RULES: readonly RuleMeaning[] = [
  {
    name: 'heldFor@1',
    sentence: 'sender has held for {period}',
    side: 'sender',
    bindsDisposal: true,
    judge: (said, { movement }) => {
      const isOver = (acquired: Day): boolean => over(acquired, said.period('period')) <= dayOf(movement.today);
      return metIf(acquisitions(movement).every(isOver), 'HOLDING_PERIOD_RUNNING');
    },
  },
  {
    name: 'heldLongerThan@1',
    sentence: 'sender has held for more than {period}',
    side: 'sender',
    bindsDisposal: true,
    judge: (said, { movement }) => {
      const isOver = (acquired: Day): boolean => over(acquired, said.period('period')) < dayOf(movement.today);
      return metIf(acquisitions(movement).every(isOver), 'HOLDING_PERIOD_RUNNING');
    },
  },
  {
    name: 'lockedUntil@1',
    sentence: 'units acquired up to {acquiredUpTo} stay until {until}',
    side: 'sender',
    bindsDisposal: true,
    judge: (said, { movement }) => {
      const isConcerned = acquisitions(movement).some((acquired) => acquired <= said.day('acquiredUpTo'));
      return metIf(!isConcerned || dayOf(movement.today) >= said.day('until'), 'LOCKED_UP');
    },
  },
  {
    name: 'vested@1',
    sentence: 'units vest in {steps} steps every {every} from {cliff}',
    side: 'sender',
    bindsDisposal: true,
    judge: (said, { movement }) => metIf(isVested(said, movement), 'NOT_VESTED'),
  },
  {
    name: 'partAtMost@1',
    sentence: 'sender moves at most {percent} of its units',
    side: 'sender',
    bindsDisposal: true,
    judge: (said, facts) => {
      const held = holdingBefore(facts, 'sender');
      return metIf(BigInt(facts.movement.units) * 100n * ONE <= said.percent('percent') * held, 'PART_EXCEEDED');
    },
  },
];
