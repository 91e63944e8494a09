import { claimValue } from '../../claim/claim.js';
import { period, periodInWords } from '../../dates/period.js';
import { claimType } from '../../identifiers/names.js';
import { count, optional, record, refuseField, word, type Reader } from '../../serialisation/reader.js';
import { MOVING_EVENTS, type Facts } from '../facts.js';
import { belongsToClass, claimOfClass } from '../holder-class.js';
import type { AskedSide, HolderClass, HolderScope, Need } from '../need.js';
import { metIf, ruleKind, unknownFor, type Judgement } from '../rule-kind.js';
import { standingValueOf } from './claims.js';
import { RESIDENCE } from './party.js';

const fields = record({ with: optional(claimType), without: optional(claimType), value: optional(claimValue) });

/** Reader of a class of holders: all, those with a claim (and its value), or those without one. */
export const holderClass: Reader<HolderClass> = (value, path) => {
  const read = fields(value, path);
  if (read.with !== undefined && read.without !== undefined)
    refuseField(path, 'of those with a claim or of those without one, not both');
  if (read.value !== undefined && read.with === undefined) refuseField(`${path}/value`, 'of a claim');
  return read;
};

const scope = word('security', 'issuer');
const number = count({ min: 1, max: 1_000_000 });
const counted = word('record', 'beneficial');

/** The claims that decide whether a side belongs to a class. */
const classNeeds = (side: AskedSide, of: HolderClass): readonly Need[] => {
  const type = claimOfClass(of);
  return type === undefined ? [] : [{ need: 'claims', side, type }];
};

/** Whether a side belongs to a class. */
function belongs(side: AskedSide, of: HolderClass, facts: Facts): boolean {
  const type = claimOfClass(of);
  if (type === undefined) return true;
  const { held, issuers } = facts.of({ need: 'claims', side, type });
  const { isin, today } = facts.movement;
  return belongsToClass(of, held, { isin, issuers, today });
}

interface Counting {
  /** Who counts as a holder: who is on the register, or for whom units are held. */
  readonly by: ReturnType<typeof counted>;
  readonly scope: HolderScope;
  readonly of: HolderClass;
}

const SIDES: Readonly<Record<Counting['by'], { readonly sender: AskedSide; readonly receiver: AskedSide }>> = {
  record: { sender: 'recordSender', receiver: 'recordReceiver' },
  beneficial: { sender: 'sender', receiver: 'receiver' },
};

const countOf = ({ by, scope, of }: Counting): Need<'holders'> | Need<'owners'> =>
  by === 'record' ? { need: 'holders', scope, of } : { need: 'owners', scope, of };

const changeNeeds = ({ by, of }: Counting): readonly Need[] =>
  Object.values(SIDES[by]).flatMap((side): readonly Need[] => [{ need: 'holding', side }, ...classNeeds(side, of)]);

/** By how many the holders of a class become more or fewer. */
function change({ by, of }: Counting, facts: Facts): number {
  const { sender, receiver } = SIDES[by];
  const isOneParty = facts.movement.sender === undefined || facts.movement.exchange !== undefined;
  const changes = (isOneParty ? [receiver] : [sender, receiver]).map((side) => {
    if (!belongs(side, of, facts)) return 0;
    const [before, after] = [facts.of({ need: 'holding', side }) > 0n, facts.holdingAfter(side) > 0n];
    return Number(after) - Number(before);
  });
  return changes.reduce((sum, each) => sum + each, 0);
}

/** Whether the number decides: of several movements together only what all leave is looked at. */
const mayBeMore = (counting: Counting, facts: Facts): boolean =>
  facts.movement.isJoint === true || change(counting, facts) > 0;

/** The whole register is counted only for a movement that may make them more. */
const asksForCount = (counting: Counting, facts: Facts): readonly Need[] =>
  mayBeMore(counting, facts) ? [countOf(counting)] : [];

/** A movement that makes them no more is always allowed. */
function judgeCount(counting: Counting, most: number, facts: Facts): Judgement {
  if (!mayBeMore(counting, facts)) return { outcome: 'met' };
  return metIf(facts.of(countOf(counting)) + change(counting, facts) <= most, 'HOLDERS_EXCEEDED');
}

const classInWords = ({ with: having, without, value }: HolderClass): string => {
  if (without !== undefined) return `holders without a claim of ${without}`;
  if (having === undefined) return 'holders';
  return `holders with a claim of ${having}${value === undefined ? '' : ` that says ${value}`}`;
};

/**
 * There are at most so many holders of record of a class afterwards. They become one more where the receiver is of the class
 * and holds nothing before and something after the movement, and one fewer where the sender is of the class and holds
 * nothing after it; an issue has no sender. A movement that makes them no more is always allowed, so that a limit that is
 * exceeded already keeps nobody from leaving. Of an exchange only the receiver is looked at, who comes or goes; of movements
 * that are judged together the number counts also where they become no more. A class is said with a claim or without one,
 * not both.
 */
export const holdersAtMost = ruleKind({
  is: 'holdersAtMost@1',
  events: MOVING_EVENTS,
  parameters: { count: number, scope, of: holderClass },
  needs: (rule) => changeNeeds({ ...rule, by: 'record' }),
  asksThen: (rule, facts) => asksForCount({ ...rule, by: 'record' }, facts),
  judge: (rule, facts) => judgeCount({ ...rule, by: 'record' }, rule.count, facts),
  says: (rule) => `there are at most ${rule.count} ${classInWords(rule.of)}, counted by ${rule.scope}`,
});

/**
 * As {@link holdersAtMost}, where the rule says who is counted: holders of record, a nominee as one (17 CFR 240.12g5-1),
 * or those for whom units are held, where nominees are looked through (240.12g5-1(b)(3)).
 */
export const holdersCountedAtMost = ruleKind({
  is: 'holdersAtMost@2',
  events: MOVING_EVENTS,
  parameters: { by: counted, count: number, scope, of: holderClass },
  needs: changeNeeds,
  asksThen: asksForCount,
  judge: (rule, facts) => judgeCount(rule, rule.count, facts),
  says: (rule) => `there are at most ${rule.count} ${rule.by} ${classInWords(rule.of)}, counted by ${rule.scope}`,
});

/**
 * At most so many parties of a class have subscribed within a period, wherever they reside: `subscribersPerCountryAtMost`
 * counts a country by itself. Who has already may subscribe again, and a receiver who is not of the class is not counted.
 * A class is of those with a claim or of those without one. To a class
 * belongs who has the claim today: who has got it since subscribing is counted no longer, though a law that counts
 * purchasers at the sale would go on to count it.
 */
export const subscribersAtMost = ruleKind({
  is: 'subscribersAtMost@1',
  events: ['subscribe'],
  side: 'receiver',
  parameters: { count: number, within: period, of: holderClass },
  needs: (rule) => [{ need: 'subscribers', within: rule.within, of: rule.of }, ...classNeeds('receiver', rule.of)],
  judge: (rule, facts) => {
    const before = facts.of({ need: 'subscribers', within: rule.within, of: rule.of });
    const isNew = belongs('receiver', rule.of, facts) && !before.includesReceiver;
    return metIf(!isNew || before.count < rule.count, 'SUBSCRIBERS_EXCEEDED');
  },
  says: (rule) => `at most ${rule.count} ${classInWords(rule.of)} subscribe within ${periodInWords(rule.within)}`,
});

/**
 * At most so many parties without a claim, who reside where the receiver does, have subscribed within a period: a number
 * that holds for each country by itself. A receiver with the claim is not counted, whatever its residence. Claims and
 * residence are those of today, as with {@link subscribersAtMost}.
 */
export const subscribersPerCountryAtMost = ruleKind({
  is: 'subscribersPerCountryAtMost@1',
  events: ['subscribe'],
  side: 'receiver',
  parameters: { count: number, within: period, without: claimType },
  needs: ({ within, without }) => [
    { need: 'subscribers', within, of: { without, sharing: RESIDENCE } },
    ...classNeeds('receiver', { without }),
    ...classNeeds('receiver', { with: RESIDENCE }),
  ],
  judge: ({ count: most, within, without }, facts) => {
    if (!belongs('receiver', { without }, facts)) return { outcome: 'met' };
    if (standingValueOf('receiver', RESIDENCE, facts) === undefined) return unknownFor('RESIDENCE_UNKNOWN');
    const before = facts.of({ need: 'subscribers', within, of: { without, sharing: RESIDENCE } });
    return metIf(before.includesReceiver || before.count < most, 'SUBSCRIBERS_EXCEEDED');
  },
  says: (rule) =>
    `at most ${rule.count} ${classInWords({ without: rule.without })} of the receiver's country subscribe within ` +
    periodInWords(rule.within),
});
