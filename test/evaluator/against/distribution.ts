import type { Judged, Setting } from '../judged.js';
import type { Value } from '../logic.js';
import type { Answer } from '../rules/rule.js';

type Hears = NonNullable<Setting['hears']>;

/** What an answer would be were it otherwise. */
const turned = (answer: Answer): Answer => (answer === 'met' ? { failed: 'TURNED' } : 'met');

/** What was said in a run, and which rules decided it. */
export class Distribution {
  private readonly verdicts = new Map<Value, number>();
  /** How often a rule decided, by what it said: were it otherwise, so would be the verdict. */
  private readonly decided = new Map<string, Map<Value, number>>();

  /** Counts a verdict. @param again - the verdict with other answers */
  add({ value, leaves }: Judged, again: (hears: Hears) => Judged): void {
    count(this.verdicts, value);
    for (const [index, leaf] of leaves.entries()) {
      let heard = -1;
      const other = again((_, answer) => {
        heard += 1;
        return heard === index ? turned(answer) : answer;
      });
      if (other.value === value) continue;
      const said = this.decided.get(leaf.rule) ?? new Map<Value, number>();
      this.decided.set(leaf.rule, said);
      count(said, leaf.value);
    }
  }

  /** The verdicts that there were. */
  values(): readonly Value[] {
    return [...this.verdicts.keys()].sort();
  }

  /** Rules that did not decide both ways: let a movement through, and keep one back. */
  undecided(rules: readonly string[]): readonly string[] {
    return rules.filter((rule) => !this.decided.get(rule)?.has('met') || !this.decided.get(rule)?.has('failed'));
  }

  /** All of it, to be read. */
  table(): string {
    const rows = [...this.decided].sort(([one], [other]) => (one < other ? -1 : 1));
    return [
      `verdicts: ${counts(this.verdicts)}`,
      ...rows.map(([rule, said]) => `${rule} decided: ${counts(said)}`),
    ].join('\n');
  }
}

function count<K>(of: Map<K, number>, key: K): void {
  of.set(key, (of.get(key) ?? 0) + 1);
}

const counts = (of: ReadonlyMap<string, number>): string =>
  [...of]
    .sort()
    .map(([name, number]) => `${name} ${number}`)
    .join(', ');
