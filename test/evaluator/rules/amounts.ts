import type { Facts } from '../facts/facts.js';
import { isoPeriod } from '../values/days.js';
import { listOf } from '../values/lists.js';
import { amountOf, ONE, type Scaled } from '../values/numbers.js';
import { standing } from './claims.js';
import { metIf, type Answer, type RuleMeaning, type Said } from './rule.js';

const within = (said: Said): string => isoPeriod(said.period('within'));

/** What the sender, perhaps with its affiliates, has transferred in the period, this time included. */
function transferred(said: Said, { ask, movement: { units } }: Facts): bigint {
  const group = said.words('group') === 'sender and affiliates';
  return BigInt(ask({ need: 'transferred', side: 'sender', within: within(said), group })) + BigInt(units);
}

/** What all subscriptions of the period cost, this one included. */
const raised = (said: Said, { ask, movement: { units } }: Facts): Scaled =>
  (BigInt(ask({ need: 'placed', within: within(said) })) + BigInt(units)) * said.number('price');

/** What the receiver's subscriptions of the period cost, this one included. */
const invested = (said: Said, { ask, movement: { units } }: Facts): Scaled =>
  (BigInt(ask({ need: 'subscribed', side: 'receiver', within: within(said) })) + BigInt(units)) * said.number('price');

function investsWithinBand(said: Said, facts: Facts): Answer {
  const { says } = standing(facts, 'receiver', said.words('type'));
  const bands = listOf(said.words('bands')).map((band) => {
    const [most = '', value = ''] = band.split(' for ');
    return { most: amountOf(most), value };
  });
  const band = bands.find(({ value }) => value === says);
  if (band === undefined) return { unknown: 'INVESTMENT_BAND_UNKNOWN' };
  return metIf(invested(said, facts) <= band.most.amount, 'INVESTMENT_LIMIT_EXCEEDED');
}

/** Rules on how much is transferred, raised and invested. */
export const AMOUNT_RULES: readonly RuleMeaning[] = [
  {
    name: 'volumeAtMost@1',
    sentence: '{group} transfers at most {units} units within {within}',
    side: 'sender',
    bindsDisposal: true,
    judge: (said, facts) => metIf(transferred(said, facts) <= said.whole('units'), 'VOLUME_EXCEEDED'),
  },
  {
    name: 'volumeShareAtMost@1',
    sentence: '{group} transfers at most {percent} of all units within {within}',
    side: 'sender',
    bindsDisposal: true,
    judge: (said, facts) => {
      const most = said.percent('percent') * BigInt(facts.ask({ need: 'outstanding' }));
      return metIf(transferred(said, facts) * 100n * ONE <= most, 'VOLUME_EXCEEDED');
    },
  },
  {
    name: 'raisesAtMost@1',
    sentence: 'offering raises at most {most} at {price} a unit within {within}',
    judge: (said, facts) => metIf(raised(said, facts) <= said.amount('most').amount, 'OFFERING_LIMIT_EXCEEDED'),
  },
  {
    name: 'raisesBelow@1',
    sentence: 'offering raises less than {limit} at {price} a unit within {within}',
    judge: (said, facts) => metIf(raised(said, facts) < said.amount('limit').amount, 'OFFERING_LIMIT_EXCEEDED'),
  },
  {
    name: 'costsAtLeast@1',
    sentence: 'receiver subscribes for at least {least} at {price} a unit',
    side: 'receiver',
    judge: (said, { movement: { units } }) =>
      metIf(BigInt(units) * said.number('price') >= said.amount('least').amount, 'INVESTMENT_BELOW_MINIMUM'),
  },
  {
    name: 'investsAtMost@1',
    sentence: 'receiver invests at most {most} at {price} a unit within {within}',
    side: 'receiver',
    judge: (said, facts) => metIf(invested(said, facts) <= said.amount('most').amount, 'INVESTMENT_LIMIT_EXCEEDED'),
  },
  {
    name: 'investsWithinBand@1',
    sentence: 'receiver invests by claim {type} at most {bands} at {price} a unit within {within}',
    side: 'receiver',
    judge: investsWithinBand,
  },
];
