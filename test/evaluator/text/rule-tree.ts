import { RULE_MEANINGS } from '../rules/meanings.js';
import { Said, type RuleMeaning } from '../rules/rule.js';
import { inOneForm } from '../values/numbers.js';
import { readBehindColon, readListed } from './listed.js';
import { patternOf } from './slots.js';
import type { Tokens } from './tokens-read.js';

/** Rules, combined as a text combines them. */
export type RuleTree =
  | { readonly is: 'rule'; readonly meaning: RuleMeaning; readonly said: Said }
  | { readonly is: 'all' | 'any' | 'none'; readonly trees: readonly RuleTree[] }
  | { readonly is: 'when'; readonly condition: RuleTree; readonly rule: RuleTree }
  /** What a definition asks, or a pack: by the words that name it. */
  | { readonly is: 'named'; readonly words: string };

/** Reads rules by what their sentences mean. */
export class RuleReader {
  private readonly patterns: readonly { readonly meaning: RuleMeaning; readonly pattern: RegExp }[];

  constructor(meanings: readonly RuleMeaning[] = RULE_MEANINGS) {
    this.patterns = meanings.map((meaning) => ({ meaning, pattern: patternOf(meaning.sentence) }));
  }

  /** The rules that come next. */
  read(tokens: Tokens): RuleTree {
    const read = (inner: Tokens): RuleTree => this.read(inner);
    for (const is of ['all', 'any', 'none'] as const) {
      if (tokens.takes(is, 'of')) return { is, trees: readListed(tokens, read) };
    }
    if (tokens.takes('when')) {
      const condition = this.read(tokens);
      if (!tokens.takes('then')) throw tokens.problem('"then" is missing');
      return { is: 'when', condition, rule: tokens.seesMark(':') ? readBehindColon(tokens, read) : this.read(tokens) };
    }
    if (tokens.takes('under')) {
      tokens.text();
      return readBehindColon(tokens, read);
    }
    return this.rule(tokens.words());
  }

  private rule(words: string): RuleTree {
    if (/^[A-Z]\w*@\d+/.test(words)) return { is: 'named', words: inOneForm(words) };
    const [read, ...others] = this.patterns.flatMap(({ meaning, pattern }) => {
      const match = pattern.exec(words);
      return match === null ? [] : [{ meaning, said: new Said(match.groups ?? {}) }];
    });
    if (read === undefined) throw new Error(`no sentence of the reference is like this: ${words}`);
    if (others.length > 0) throw new Error(`this is two sentences of the reference at once: ${words}`);
    return { is: 'rule', ...read };
  }
}
