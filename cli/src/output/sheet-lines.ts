import type { TermSheetReply } from '@scrip/gateway-api';

/** A sentence, with those that belong to it. */
interface Item {
  readonly text: string;
  /** Items as well; the type of the answer ends here. */
  readonly below?: readonly unknown[] | undefined;
}

const INDENT = '  ';

/** The sentences of a term sheet under their headings. */
export const sheetLines = ({ sections, notice }: TermSheetReply): readonly string[] => [
  ...sections.flatMap(({ heading, items }) => ['', heading, ...items.flatMap(itemLines)]),
  '',
  notice,
];

/** A sentence and, below it, those that belong to it. */
function itemLines({ text, below = [] }: Item): readonly string[] {
  return [text, ...below.flatMap((item) => itemLines(item as Item))].map((line) => `${INDENT}${line}`);
}
