import { PACK_PHRASES } from '../phrases/packs.js';
import type { Range } from '../syntax/range.js';
import { tokensOf } from '../syntax/parse.js';

/** A name with its version as it stands in a text. */
export interface NameInText {
  readonly name: string;
  readonly range: Range;
  /** Whether it is the name of a definition that begins there; else one is used. */
  readonly isDefined: boolean;
  /** Of which kind what is used must be: a protocol by which title passes, a template, who sees what, or rules. */
  readonly wanted: 'compliance' | 'instrument' | 'ownership' | 'privacy';
}

/** Words before a name by which something else than rules is used: `passes by`, `made from`, `privacy`. */
const WANTED: Readonly<Record<string, NameInText['wanted']>> = {
  ...{ by: 'ownership', from: 'instrument', privacy: 'privacy' },
};

const PACKS: ReadonlySet<string> = new Set(PACK_PHRASES.map(({ is }) => is));

/** Names of definitions in a text, those that it defines and those that it uses, in its order. */
export function namesIn(text: string): readonly NameInText[] {
  const tokens = tokensOf(text);
  return tokens.flatMap(({ image, startOffset, tokenType }, index) => {
    if (tokenType.name !== 'PINNED' || PACKS.has(image)) return [];
    const range = { from: startOffset, to: startOffset + image.length };
    const before = tokens[index - 1];
    const wanted = WANTED[before?.image ?? ''] ?? 'compliance';
    return [{ name: image, range, isDefined: before?.startColumn === 1, wanted }];
  });
}
