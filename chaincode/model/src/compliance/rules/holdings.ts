import { compareCost, money } from '../../numbers/money.js';
import { decimalText } from '../../numbers/decimal.js';
import { comparePart } from '../../numbers/percent.js';
import { units } from '../../numbers/units.js';
import { COMPLIANCE_EVENTS, MOVING_EVENTS, type Facts } from '../facts.js';
import { metIf, ruleKind, unknownFor } from '../rule-kind.js';
import { side } from './claims.js';

/** The receiver holds at most so many units afterwards. */
export const holdingAtMost = ruleKind({
  is: 'holdingAtMost@1',
  events: COMPLIANCE_EVENTS,
  side: 'receiver',
  parameters: { units },
  needs: () => [{ need: 'holding', side: 'receiver' }],
  judge: (rule, facts) => metIf(facts.holdingAfter('receiver') <= rule.units, 'HOLDING_ABOVE_MAXIMUM'),
  says: (rule) => `the receiver holds at most ${rule.units} units`,
});

/** A side holds at least so many units afterwards, or none. */
export const holdingAtLeast = ruleKind({
  is: 'holdingAtLeast@1',
  events: COMPLIANCE_EVENTS,
  parameters: { side, units },
  needs: (rule) => [{ need: 'holding', side: rule.side }],
  judge: (rule, facts) => {
    const after = facts.holdingAfter(rule.side);
    return metIf(after === 0n || after >= rule.units, 'HOLDING_BELOW_MINIMUM');
  },
  says: (rule) => `the ${rule.side} holds at least ${rule.units} units, or none`,
});

/** The sender leaves altogether: all of its units move. */
export const exitsInFull = ruleKind({
  is: 'exitsInFull@1',
  events: ['transfer'],
  bindsDisposal: true,
  parameters: {},
  needs: () => [{ need: 'holding', side: 'sender' }],
  judge: (_, facts) => metIf(facts.holdingAfter('sender') === 0n, 'PARTIAL_EXIT'),
  says: () => 'the sender transfers all of its units',
});

/** At least so many units move at once. */
export const movesAtLeast = ruleKind({
  is: 'movesAtLeast@1',
  events: MOVING_EVENTS,
  parameters: { units },
  needs: () => [],
  judge: (rule, { movement }) => metIf(movement.units >= rule.units, 'UNITS_BELOW_MINIMUM'),
  says: (rule) => `at least ${rule.units} units move`,
});

/** Units move in whole lots of trading of so many. */
export const movesInMultiplesOf = ruleKind({
  is: 'movesInMultiplesOf@1',
  events: MOVING_EVENTS,
  parameters: { units },
  needs: () => [],
  judge: (rule, { movement }) => metIf(movement.units % rule.units === 0n, 'UNITS_NOT_A_MULTIPLE'),
  says: (rule) => `units move in multiples of ${rule.units}`,
});

/** The nominal value that moves is at least an amount; unknown for units that have no nominal value in its currency. */
export const nominalAtLeast = ruleKind({
  is: 'nominalAtLeast@1',
  events: MOVING_EVENTS,
  parameters: { least: money },
  needs: () => [],
  judge: (rule, { movement: { denomination, units: moved } }) => {
    if (denomination?.currency !== rule.least.currency) return unknownFor('NOMINAL_UNKNOWN');
    return metIf(compareCost(moved, denomination.amount, rule.least.amount) >= 0, 'NOMINAL_BELOW_MINIMUM');
  },
  says: (rule) => `units of at least ${rule.least.amount} ${rule.least.currency} nominal move`,
});

/** The nominal value of one unit is at least an amount; unknown for units that have no nominal value in its currency. */
export const denominationAtLeast = ruleKind({
  is: 'denominationAtLeast@1',
  events: COMPLIANCE_EVENTS,
  parameters: { least: money },
  needs: () => [],
  judge: (rule, { movement: { denomination } }) => {
    if (denomination?.currency !== rule.least.currency) return unknownFor('NOMINAL_UNKNOWN');
    return metIf(compareCost(1n, denomination.amount, rule.least.amount) >= 0, 'DENOMINATION_BELOW_MINIMUM');
  },
  says: (rule) => `one unit is at least ${rule.least.amount} ${rule.least.currency} nominal`,
});

const percent = decimalText('0', '100');

/** How units compare with a part of those outstanding when the movement is done: negative, zero or positive. */
function againstPart(part: string, held: bigint, facts: Facts): number {
  const { sender, units: moved, exchange } = facts.movement;
  const more = sender === undefined || exchange === 'arrives' ? moved : exchange === 'leaves' ? -moved : 0n;
  const outstanding = facts.of({ need: 'outstanding' }) + more;
  return comparePart(held, part, outstanding);
}

const isWithinPart = (part: string, held: bigint, facts: Facts): boolean => againstPart(part, held, facts) <= 0;

/**
 * The receiver holds afterwards at most a part of the units that are outstanding afterwards (holding * 100 <= percent *
 * outstanding, exactly).
 */
export const shareAtMost = ruleKind({
  is: 'shareAtMost@1',
  events: COMPLIANCE_EVENTS,
  side: 'receiver',
  parameters: { percent },
  needs: () => [{ need: 'holding', side: 'receiver' }, { need: 'outstanding' }],
  judge: (rule, facts) => metIf(isWithinPart(rule.percent, facts.holdingAfter('receiver'), facts), 'SHARE_EXCEEDED'),
  says: (rule) => `the receiver holds at most ${rule.percent} per cent of all units`,
});

/** As {@link shareAtMost}, of what the receiver and its affiliates hold together. */
export const groupShareAtMost = ruleKind({
  is: 'groupShareAtMost@1',
  events: COMPLIANCE_EVENTS,
  side: 'receiver',
  parameters: { percent },
  needs: () => [{ need: 'group', side: 'receiver' }, { need: 'outstanding' }],
  judge: (rule, facts) => metIf(isWithinPart(rule.percent, facts.groupAfter('receiver'), facts), 'SHARE_EXCEEDED'),
  says: (rule) => `the receiver and its affiliates hold at most ${rule.percent} per cent of all units`,
});

/** As {@link groupShareAtMost}, where the part itself is too much already. */
export const groupShareBelow = ruleKind({
  is: 'groupShareBelow@1',
  events: COMPLIANCE_EVENTS,
  side: 'receiver',
  parameters: { percent },
  needs: () => [{ need: 'group', side: 'receiver' }, { need: 'outstanding' }],
  judge: (rule, facts) => metIf(againstPart(rule.percent, facts.groupAfter('receiver'), facts) < 0, 'SHARE_EXCEEDED'),
  says: (rule) => `the receiver and its affiliates hold less than ${rule.percent} per cent of all units`,
});
