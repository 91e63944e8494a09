import type { Event } from '../facts/facts.js';
import { listOf } from '../values/lists.js';
import { RuleReader, type RuleTree } from './rule-tree.js';
import { writtenDefinitions, type WrittenDefinition } from './tokens.js';
import { Tokens } from './tokens-read.js';

/** What a definition asks for each event, by itself, and which others it uses. */
export interface Asking {
  readonly uses: readonly string[];
  readonly asks: Readonly<Partial<Record<Event, RuleTree>>>;
}

function readAsking({ sentences }: WrittenDefinition, reader: RuleReader): Asking {
  const uses: string[] = [];
  const asks: Partial<Record<Event, RuleTree>> = {};
  for (const sentence of sentences) {
    const tokens = new Tokens(sentence);
    if (tokens.takes('uses')) uses.push(...listOf(tokens.words()));
    else if (tokens.takes('to')) Object.assign(asks, readAsked(tokens, reader));
    else throw tokens.problem('a sentence that is no rule');
    if (!tokens.isAtEnd) throw tokens.problem('too much');
  }
  return { uses, asks };
}

const EVENTS: readonly Event[] = ['subscribe', 'transfer', 'hold'];

function readAsked(tokens: Tokens, reader: RuleReader): Asking['asks'] {
  const events: Event[] = [];
  do {
    const event = EVENTS.find((one) => tokens.takes(one));
    if (event === undefined) throw tokens.problem('an event is missing');
    events.push(event);
  } while (tokens.takes('or'));
  const rules = reader.read(tokens);
  return Object.fromEntries(events.map((event) => [event, rules]));
}

const BY_THE_REFERENCE = new RuleReader();

/** What the compliance definitions of a text ask, by name and version. */
export function rulesOfText(text: string, reader = BY_THE_REFERENCE): ReadonlyMap<string, Asking> {
  return new Map(
    writtenDefinitions(text).map((written) => {
      const [kind, name] = written.header;
      if (kind?.value !== 'compliance' || name === undefined) throw new Error('a definition that has no rules');
      return [name.value, readAsking(written, reader)];
    }),
  );
}
