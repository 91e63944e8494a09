import type { AstNode } from 'langium';

/** Where something stands in a text: offsets of its first character and of the one after its last. */
export interface Range {
  readonly from: number;
  readonly to: number;
  /** What a template says there, and which one; absent: the text itself says it. */
  readonly made?: string;
}

/** Where a node of the tree stands. */
export const rangeOf = ({ $cstNode }: Pick<AstNode, '$cstNode'>): Range =>
  $cstNode === undefined ? { from: 0, to: 0 } : { from: $cstNode.offset, to: $cstNode.end };

/** All that some reach over. */
export function spanOf(ranges: readonly Range[]): Range {
  const [first] = ranges;
  if (first === undefined) return { from: 0, to: 0 };
  return { ...first, from: Math.min(...ranges.map(({ from }) => from)), to: Math.max(...ranges.map(({ to }) => to)) };
}

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
