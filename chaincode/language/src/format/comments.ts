import type { Range } from '../syntax/range.js';

interface Comment {
  readonly at: number;
  readonly text: string;
  /** Whether it stands behind something on its line. */
  readonly isTrailing: boolean;
}

/** The comments of a text, handed out as what stands around them is printed. */
export class Comments {
  readonly #pending: Comment[];

  constructor(private readonly text: string) {
    this.#pending = commentsOf(text);
  }

  /** Those that stand before something, each to be a line of its own. */
  before(offset: number): readonly string[] {
    const taken: string[] = [];
    for (let next = this.#pending[0]; next !== undefined && next.at < offset; next = this.#pending[0]) {
      taken.push(next.text);
      this.#pending.shift();
    }
    return taken;
  }

  /** The one that stands behind something, on its line. */
  behind({ to }: Range): string {
    const [next] = this.#pending;
    if (next?.isTrailing !== true || this.text.slice(to, next.at).includes('\n')) return '';
    this.#pending.shift();
    return `  ${next.text}`;
  }

  /** Whether one stands within something, so that it cannot be printed on one line. */
  isWithin({ from, to }: Range): boolean {
    return this.#pending.some(({ at }) => at > from && at < to);
  }
}

/** A number sign begins a comment unless it stands in a text. */
function commentsOf(text: string): Comment[] {
  return [...text.matchAll(/"(?:[^"\\\r\n]|\\.)*"|#[^\r\n]*/g)].flatMap(({ 0: found, index }) => {
    if (!found.startsWith('#')) return [];
    const line = text.slice(text.lastIndexOf('\n', index) + 1, index);
    return [{ at: index, text: found.trimEnd(), isTrailing: line.trim() !== '' }];
  });
}
