import { holdingAfter, holdingBefore } from '../facts/afterwards.js';
import type { Facts } from '../facts/facts.js';
import type { Asked, Holders } from '../facts/questions.js';
import { standingOf, type Standing } from '../facts/standing.js';
import { isoPeriod } from '../values/days.js';
import { metIf, type RuleMeaning, type Said } from './rule.js';

/** `holders`, with and without claims, as a sentence says it. */
function holdersOf(said: Said): Holders {
  const [, having, value, without] =
    /^holders(?: with claim (\S+)(?: of (\S+))?)?(?: without claim (\S+))?$/.exec(said.words('of')) ?? [];
  return {
    ...(having === undefined ? {} : { with: having }),
    ...(value === undefined ? {} : { value }),
    ...(without === undefined ? {} : { without }),
  };
}

function isCounted({ ask, movement }: Facts, side: Asked, { with: having, value, without }: Holders): boolean {
  const of = (type: string): Standing => standingOf(ask({ need: 'claims', side, type }), movement);
  if (having !== undefined && !of(having).stands) return false;
  if (having !== undefined && value !== undefined && of(having).says !== value) return false;
  return without === undefined || !of(without).stands;
}

interface Counted {
  readonly sides: { readonly sender: Asked; readonly receiver: Asked };
  readonly need: 'holders' | 'owners';
}

const OF_RECORD: Counted = { sides: { sender: 'recordSender', receiver: 'recordReceiver' }, need: 'holders' };
const LOOKED_THROUGH: Counted = { sides: { sender: 'sender', receiver: 'receiver' }, need: 'owners' };

function more(facts: Facts, of: Holders, { sides: { sender, receiver } }: Counted): number {
  const { movement } = facts;
  const hasSender = movement.sender !== undefined && movement.exchange === undefined;
  const looked = (hasSender ? [sender, receiver] : [receiver]).filter((side) => isCounted(facts, side, of));
  const holding = (held: (side: Asked) => bigint): number => looked.filter((side) => held(side) > 0n).length;
  return holding((side) => holdingAfter(facts, side)) - holding((side) => holdingBefore(facts, side));
}

function isWithin(said: Said, facts: Facts, counted: Counted): boolean {
  const of = holdersOf(said);
  const change = more(facts, of, counted);
  if (change <= 0 && facts.movement.isJoint === undefined) return true;
  const scope = said.words('scope') === 'this security' ? 'security' : 'issuer';
  return BigInt(facts.ask({ need: counted.need, scope, of }) + change) <= said.whole('count');
}

function subscribes(said: Said, { ask }: Facts, of: Holders): boolean {
  const within = isoPeriod(said.period('within'));
  const { count, includesReceiver } = ask({ need: 'subscribers', within, of });
  return includesReceiver || BigInt(count + 1) <= said.whole('count');
}

/** Rules on how many hold and subscribe. */
export const HOLDER_RULES: readonly RuleMeaning[] = [
  {
    name: 'holdersAtMost@1',
    sentence: 'at most {count} {of} of {scope}',
    judge: (said, facts) => metIf(isWithin(said, facts, OF_RECORD), 'HOLDERS_EXCEEDED'),
  },
  {
    name: 'holdersAtMost@2',
    sentence: 'at most {count} {of} counted {by} in {scope}',
    judge: (said, facts) => {
      const counted = said.words('by') === 'of record' ? OF_RECORD : LOOKED_THROUGH;
      return metIf(isWithin(said, facts, counted), 'HOLDERS_EXCEEDED');
    },
  },
  {
    name: 'subscribersAtMost@1',
    sentence: 'at most {count} {of} subscribe within {within}',
    side: 'receiver',
    judge: (said, facts) => {
      const of = holdersOf(said);
      return metIf(!isCounted(facts, 'receiver', of) || subscribes(said, facts, of), 'SUBSCRIBERS_EXCEEDED');
    },
  },
  {
    name: 'subscribersPerCountryAtMost@1',
    sentence: 'at most {count} without claim {without} subscribe in each country within {within}',
    side: 'receiver',
    judge: (said, facts) => {
      const without = said.words('without');
      if (!isCounted(facts, 'receiver', { without })) return 'met';
      const { says } = standingOf(facts.ask({ need: 'claims', side: 'receiver', type: 'residence' }), facts.movement);
      if (says === undefined) return { unknown: 'RESIDENCE_UNKNOWN' };
      return metIf(subscribes(said, facts, { without, sharing: 'residence' }), 'SUBSCRIBERS_EXCEEDED');
    },
  },
];
