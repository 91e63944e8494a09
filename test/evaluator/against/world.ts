import type { Event, Facts, Movement, Side } from '../facts/facts.js';
import type { Answers, Asked, HeldClaims, Question, Questions } from '../facts/questions.js';
import type { Day } from '../values/days.js';
import { claimsAbout, trustedIssuers } from './claims-of-chance.js';
import type { Dice } from './dice.js';
import { Hints } from './hints.js';
import { movementOfChance } from './movement-of-chance.js';
import { REFERENCE_RULES } from './reference.js';
import { CLAIM_VALUES, ROLES } from './words.js';

/** Rules of which the words are those of a text. */
const rulesIn = (text: string): readonly string[] =>
  REFERENCE_RULES.filter(({ sentence }) => sentence.split(/\{\w+\}/).every((words) => text.includes(words.trim()))).map(
    ({ name }) => name,
  );

/**
 * A movement of chance, and facts of chance about it: at what a text names and beside it. Each fact is drawn when it is asked
 * for and is the same whenever it is asked again; what concerns one party is the same on whichever side it stands.
 */
export class World implements Facts {
  readonly movement: Movement;
  readonly exempt: Facts['exempt'];
  /** What has been asked and answered. */
  readonly answered: Record<string, unknown> = {};
  private readonly hints: Hints;
  private readonly today: Day;
  private readonly known = new Map<string, unknown>();

  constructor(
    text: string,
    event: Event,
    private readonly dice: Dice,
  ) {
    this.hints = new Hints(text, dice);
    this.today = this.hints.today();
    this.movement = movementOfChance(event, this.today, this.hints, dice);
    const exempt = (): readonly string[] => [dice.pick([...rulesIn(text), 'hasClaim@1'])];
    this.exempt = {
      ...(this.movement.sender !== undefined && dice.often(8) ? { sender: exempt() } : {}),
      ...(dice.often(8) ? { receiver: exempt() } : {}),
    };
  }

  readonly ask = <N extends keyof Questions>(question: Question<N>): Answers[N] => {
    const answer = this.answer(question as Question);
    this.answered[JSON.stringify(question)] = answer;
    return answer as Answers[N];
  };

  private once<T>(key: string, draw: () => T): T {
    if (!this.known.has(key)) this.known.set(key, draw());
    return this.known.get(key) as T;
  }

  private partyOf(asked: Asked): string {
    const { sender, receiver, ofRecord = { sender, receiver } } = this.movement;
    const parties = { sender, receiver, recordSender: ofRecord.sender, recordReceiver: ofRecord.receiver };
    const party = parties[asked];
    if (party === undefined) throw new Error(`the movement has no ${asked}`);
    return party;
  }

  private answer(question: Question): Answers[keyof Answers] {
    const { dice, hints } = this;
    switch (question.need) {
      case 'claims':
        return this.claims(this.partyOf(question.side), question.type);
      case 'nomineeClaims':
        return (this.movement.nominees ?? []).map((nominee) => this.claims(nominee, question.type));
      case 'holding':
        return String(this.holding(question.side));
      case 'group':
        return this.group(question.side);
      case 'kind':
        return this.once(`kind ${this.partyOf(question.side)}`, () => dice.pick(['person', 'entity', 'nodeOperator']));
      case 'nominee':
        return this.once(`nominee ${this.partyOf(question.side)}`, () => dice.often(40));
      case 'outstanding':
        return String(this.outstanding());
      default:
        return this.once(JSON.stringify(question), () => this.counted(question, hints));
    }
  }

  private counted(question: Question, hints: Hints): Answers[keyof Answers] {
    switch (question.need) {
      case 'holders':
      case 'owners':
        return hints.count();
      case 'subscribers': {
        const count = hints.count();
        return { count, includesReceiver: count > 0 && this.dice.often(30) };
      }
      case 'approvals':
        return this.dice
          .some(ROLES, 3)
          .map((role) => role.replace(/ (.)/, (_, letter: string) => letter.toUpperCase()));
      default:
        return String(hints.near(this.reaching()));
    }
  }

  private claims(of: string, type: string): HeldClaims {
    const { dice, today } = this;
    const values = type === 'residence' ? ['DE', 'US', 'IE', 'FR'] : CLAIM_VALUES;
    return {
      held: this.once(`claims ${of} ${type}`, () => claimsAbout(dice, { type, values, today })),
      issuers: this.once(`trust ${type}`, () => trustedIssuers(dice, today)),
    };
  }

  private outstanding(): bigint {
    const least = BigInt(this.movement.units);
    const wholes = this.hints.wholes(least);
    const drawn = this.once('outstanding', () => this.dice.pick([10_000n, 1_000_000n, 30n, ...wholes]));
    return drawn < least ? least : drawn;
  }

  /** Units that the text names as a bound, by number, cost or part. */
  private bounds(): readonly bigint[] {
    const units = BigInt(this.movement.units);
    const outstanding = this.outstanding();
    const parts = [outstanding, outstanding + units, outstanding - units].flatMap((all) => this.hints.parts(all));
    return [...parts, ...this.hints.bounds()];
  }

  /** Units by which a bound is reached when those that move come to them or are taken from them. */
  private reaching(): readonly bigint[] {
    const units = BigInt(this.movement.units);
    const bounds = this.bounds();
    return [0n, 10n, units, ...bounds.flatMap((bound) => [bound - units, bound, bound - units, bound + units])];
  }

  private holding(asked: Asked): bigint {
    const party = this.partyOf(asked);
    const own = this.once(`holding ${party}`, () => this.drawHolding(party));
    const isOfRecord = asked === 'recordSender' || asked === 'recordReceiver';
    return isOfRecord ? own + this.once(`for others ${party}`, () => this.dice.pick([0n, 0n, 10n])) : own;
  }

  /** What a party holds: nothing, what moves, or what brings it to what the text names. */
  private drawHolding(of: string): bigint {
    const units = BigInt(this.movement.units);
    const { sender, ofRecord, exchange } = this.movement;
    const gives = of === sender || of === ofRecord?.sender || exchange === 'leaves';
    const wholes = gives ? this.hints.wholes(units) : [];
    const drawn = this.dice.often(25) ? (gives ? units : 0n) : this.hints.near([...this.reaching(), ...wholes]);
    return gives && drawn < units ? units : drawn;
  }

  private group(side: Side): Answers['group'] {
    const own = this.partyOf(side);
    const { sender, receiver } = this.movement;
    const other = side === 'sender' ? receiver : sender;
    const isTogether = other !== undefined && other !== own && this.once('affiliates', () => this.dice.often(40));
    const held = this.holding(side) + (isTogether ? this.holding(side === 'sender' ? 'receiver' : 'sender') : 0n);
    const missing = this.bounds().map((bound) => bound - held);
    const others = this.once(isTogether ? 'group' : `group ${own}`, () =>
      this.hints.near([0n, ...missing, ...missing.map((units) => units - BigInt(this.movement.units))]),
    );
    return { members: isTogether ? [own, other].sort() : [own], units: String(held + others) };
  }
}
