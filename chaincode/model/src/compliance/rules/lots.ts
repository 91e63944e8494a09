import { businessDate, isBefore, type BusinessDate } from '../../dates/business-date.js';
import { addPeriod, compareEnd, hasElapsed, period, periodInWords, type Period } from '../../dates/period.js';
import { LIMITS } from '../../limits.js';
import { decimalText } from '../../numbers/decimal.js';
import { comparePart } from '../../numbers/percent.js';
import { count } from '../../serialisation/reader.js';
import type { Facts } from '../facts.js';
import { metIf, ruleKind } from '../rule-kind.js';

/** Every unit that moves was acquired at least the period ago: of each lot that the movement consumes the period is over. */
export const heldFor = ruleKind({
  is: 'heldFor@1',
  events: ['transfer'],
  bindsDisposal: true,
  parameters: { period },
  needs: () => [],
  judge: (rule, { movement: { lots, today } }) =>
    metIf(
      lots.every(({ acquiredOn }) => hasElapsed(acquiredOn, rule.period, today)),
      'HOLDING_PERIOD_RUNNING',
    ),
  says: (rule) => `the sender has held the units for ${periodInWords(rule.period)}`,
});

/**
 * As {@link heldFor}, where the last day of the period still belongs to it: what must not be sold "within six months"
 * of 15 January can be sold on 16 July.
 */
export const heldLongerThan = ruleKind({
  is: 'heldLongerThan@1',
  events: ['transfer'],
  bindsDisposal: true,
  parameters: { period },
  needs: () => [],
  judge: (rule, { movement: { lots, today } }) =>
    metIf(
      lots.every(({ acquiredOn }) => compareEnd(acquiredOn, rule.period, today) < 0),
      'HOLDING_PERIOD_RUNNING',
    ),
  says: (rule) => `the sender has held the units for more than ${periodInWords(rule.period)}`,
});

/**
 * Units acquired up to a date, that date included, stay where they are before another date; on that other date they can
 * move.
 */
export const lockedUntil = ruleKind({
  is: 'lockedUntil@1',
  events: ['transfer'],
  bindsDisposal: true,
  parameters: { acquiredUpTo: businessDate, until: businessDate },
  needs: () => [],
  judge: (rule, { movement: { lots, today } }) => {
    const isLocked = isBefore(today, rule.until) && lots.some((lot) => !isBefore(rule.acquiredUpTo, lot.acquiredOn));
    return metIf(!isLocked, 'LOCKED_UP');
  },
  says: (rule) => `units acquired up to ${rule.acquiredUpTo} stay until ${rule.until}`,
});

const steps = count({ min: 1, max: LIMITS.vestingStepsMax });
const percent = decimalText('0', '100');

interface Vesting {
  readonly cliff: Period;
  readonly every: Period;
  readonly steps: number;
}

/**
 * Of each lot no more moves than has vested. The first step vests a cliff after the lot was acquired, each further one a
 * period after the one before it; of a lot with k of n steps behind it, k n-ths can move. What is left of a lot is no lot
 * of its own: what the holder has disposed of before counts as well ((passedOn + moved) * n <= (passedOn + units) * k). The
 * movement consumes lots one after the other: all of each, and of the last what is left to move.
 */
export const vested = ruleKind({
  is: 'vested@1',
  events: ['transfer'],
  bindsDisposal: true,
  parameters: { cliff: period, every: period, steps },
  needs: () => [],
  judge: (rule, facts) =>
    metIf(
      movedOfLots(facts).every(({ acquiredOn, acquired, moved }) => {
        const steps = stepsVested(rule, acquiredOn, facts.movement.today);
        return moved * BigInt(rule.steps) <= acquired * BigInt(steps);
      }),
      'NOT_VESTED',
    ),
  says: (rule) =>
    `the units have vested, in ${rule.steps} steps of ${periodInWords(rule.every)} from ${periodInWords(rule.cliff)}`,
});

function stepsVested({ cliff, every, steps }: Vesting, acquiredOn: BusinessDate, today: BusinessDate): number {
  let [vestedSteps, since, wait] = [0, acquiredOn, cliff];
  while (vestedSteps < steps && hasElapsed(since, wait, today)) {
    vestedSteps += 1;
    [since, wait] = [addPeriod(since, wait), every];
  }
  return vestedSteps;
}

/** Of each consumed lot what was acquired, and what has moved of that by then: all of them, and what is missing of the last. */
function movedOfLots({ movement }: Facts): readonly { acquiredOn: BusinessDate; acquired: bigint; moved: bigint }[] {
  let left = movement.units;
  return movement.lots.map(({ acquiredOn, units, passedOn = 0n }) => {
    const moved = units < left ? units : left;
    left -= moved;
    return { acquiredOn, acquired: units + passedOn, moved: moved + passedOn };
  });
}

/** At most a part of what the sender holds before the movement moves at once (units * 100 <= percent * holding). */
export const partAtMost = ruleKind({
  is: 'partAtMost@1',
  events: ['transfer'],
  bindsDisposal: true,
  parameters: { percent },
  needs: () => [{ need: 'holding', side: 'sender' }],
  judge: (rule, facts) => {
    const held = facts.of({ need: 'holding', side: 'sender' });
    return metIf(comparePart(facts.movement.units, rule.percent, held) <= 0, 'PART_EXCEEDED');
  },
  says: (rule) => `at most ${rule.percent} per cent of the sender's units move`,
});
