/** A number of a JSON document by its digits, so that nothing of it is lost. */
export class JsonNumber {
  constructor(readonly digits: string) {}
}

/**
 * A document of any format. Of XML: an element with neither attributes nor elements in it is its text; any other one is a
 * record of attributes (`@name`), text (`#text`) and elements, of which several of one name are a list.
 */
export type Tree = string | boolean | null | JsonNumber | TreeList | TreeRecord;

/** Values in their order. */
export interface TreeList extends ReadonlyArray<Tree> {
  readonly [index: number]: Tree;
}

/** Values by their names. */
export interface TreeRecord {
  readonly [name: string]: Tree;
}

/** Whether a value is a record. */
export const isRecord = (tree: Tree | undefined): tree is TreeRecord =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree) && !(tree instanceof JsonNumber);

/** Whether a value is a list. */
export const isList = (tree: Tree | undefined): tree is TreeList => Array.isArray(tree);

/** A single value as reports show it; of a list or a record, nothing. */
export function shownLeaf(tree: Tree): string {
  if (tree instanceof JsonNumber) return tree.digits;
  return isRecord(tree) || isList(tree) ? '' : String(tree);
}
