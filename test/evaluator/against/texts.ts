import type { Event } from '../facts/facts.js';
import type { Dice } from './dice.js';
import { REFERENCE_PACKS, REFERENCE_RULES, type ReferenceRule } from './reference.js';
import { relaid } from './relaid.js';
import { fill } from './words.js';

/** A definition of chance, with those that it names. */
export interface RandomText {
  /** `Main@1` is the one that is judged. */
  readonly text: string;
  readonly event: Event;
}

const SOURCES = ['article 5', '17 CFR 230.144(d)(1)', 'so called \\"all of (x; y)\\" # then'] as const;

/** Rules as a text writes them: on one line, or below a colon. */
interface Written {
  readonly lines: readonly string[];
}

const onOne = ({ lines }: Written): string => lines.map((line) => line.trim()).join(' ');
const deeper = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

/** Writes texts of rules by chance. */
class Writing {
  /** How many lines are being written within one, where nothing can stand below a colon. */
  private linesWithin = 0;

  constructor(
    private readonly dice: Dice,
    private readonly event: Event,
    private readonly named: readonly string[],
  ) {}

  /** Rules within each other as deep as this. */
  rules(depth: number): Written {
    const form = depth === 0 ? 0 : this.dice.upTo(9);
    if (form <= 3) return { lines: [this.rule()] };
    if (form <= 7) return this.combined(depth);
    if (form === 8) {
      const condition = onOne(this.onOneLine(() => this.rules(depth - 1)));
      return this.behind(`when ${condition} then`, this.rules(depth - 1), `when ${condition} then:`);
    }
    const head = `under "${this.dice.pick(SOURCES)}":`;
    return this.behind(head, this.rules(depth - 1), head);
  }

  private get canGoBelow(): boolean {
    return this.linesWithin === 0 && this.dice.often(40);
  }

  private behind(head: string, { lines }: Written, above: string): Written {
    if (this.canGoBelow) return { lines: [above, ...deeper(lines)] };
    const [first = '', ...rest] = lines;
    return { lines: [`${head} ${first}`, ...rest] };
  }

  private combined(depth: number): Written {
    const head = `${this.dice.pick(['all', 'any', 'none'])} of`;
    const count = 1 + this.dice.upTo(2);
    const write = (): readonly Written[] => Array.from({ length: count }, () => this.rules(depth - 1));
    if (this.canGoBelow) return { lines: [`${head}:`, ...write().flatMap(({ lines }) => deeper(lines))] };
    return { lines: [`${head} (${this.onOneLine(() => write().map(onOne)).join('; ')})`] };
  }

  private onOneLine<T>(write: () => T): T {
    this.linesWithin += 1;
    const written = write();
    this.linesWithin -= 1;
    return written;
  }

  private rule(): string {
    const kind = this.dice.upTo(99);
    if (kind >= 90 && this.named.length > 0) return this.dice.pick(this.named);
    const packs = REFERENCE_PACKS.filter(({ events }) => events.includes(this.event));
    if (kind >= 86 && packs.length > 0) return this.dice.pick(packs).sentence;
    return ruleText(this.dice.pick(rulesFor(this.event)), this.event, this.dice);
  }
}

const rulesFor = (event: Event): readonly ReferenceRule[] =>
  REFERENCE_RULES.filter(({ events }) => events.includes(event));

/** A sentence of chance. */
export const ruleText = ({ sentence }: ReferenceRule, event: Event, dice: Dice): string =>
  fill(sentence, event === 'transfer' ? ['receiver', 'sender'] : ['receiver'], dice);

const definition = (head: string, sentences: readonly (readonly string[])[]): string =>
  [head, ...sentences.flatMap(deeper), ''].join('\n');

function asked(dice: Dice, event: Event, named: readonly string[]): readonly string[] {
  const { lines } = new Writing(dice, event, named).rules(dice.upTo(3));
  const [first = '', ...rest] = lines;
  return [`to ${event} ${first}`, ...rest];
}

/** A definition of chance, with others that it uses or names. */
export function randomText(dice: Dice): RandomText {
  const event = dice.pick(['transfer', 'subscribe', 'hold'] as const);
  const others = dice.often(30) ? ['Other@1', 'Third@2'] : [];
  const using = (of: readonly string[]): readonly (readonly string[])[] =>
    of.length > 0 && dice.often(50) ? [[`uses ${of.length > 1 && dice.often(50) ? of.join(' and ') : of[0]}`]] : [];
  const main = definition('compliance Main@1 "Of chance"', [...using(others), asked(dice, event, others)]);
  const otherTexts = others.map((name, index) => {
    const further = others.slice(index + 1);
    return definition(`compliance ${name} "Used"`, [...using(further), asked(dice, event, further)]);
  });
  return { text: relaid([main, ...otherTexts].join(''), dice), event };
}
