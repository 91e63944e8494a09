import type { AstNode } from 'langium';

/** Where something stands in a text: offsets of its first character and of the one after its last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Where a node of the tree stands. */
export const rangeOf = ({ $cstNode }: Pick<AstNode, '$cstNode'>): Range =>
  $cstNode === undefined ? { from: 0, to: 0 } : { from: $cstNode.offset, to: $cstNode.end };

/** From the first to the last of some. */
export const spanOf = (ranges: readonly Range[]): Range => ({
  from: ranges[0]?.from ?? 0,
  to: ranges.at(-1)?.to ?? 0,
});

/** Lines and columns count from 1, as editors show them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The line and column of an offset. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
