import { InterchangeError } from './interchange-error.js';

/** Bounds of documents that are read, whoever sends them. */
export const DOCUMENT_LIMITS = {
  /** Characters of a document. */
  charactersMax: 4_000_000,
  /** Elements, lists or records within each other. */
  depthMax: 64,
  /** Elements of an XML document. */
  elementsMax: 200_000,
} as const;

/** @throws InterchangeError DOCUMENT_TOO_LARGE */
export function requireSize(text: string): void {
  const { charactersMax } = DOCUMENT_LIMITS;
  if (text.length <= charactersMax) return;
  throw new InterchangeError('DOCUMENT_TOO_LARGE', `a document has at most ${charactersMax} characters: take it apart`);
}

/** Refuses what is nested so deep that it was not written to be read. @throws InterchangeError DOCUMENT_TOO_LARGE */
export function requireDepth(depth: number): void {
  const { depthMax } = DOCUMENT_LIMITS;
  if (depth <= depthMax) return;
  throw new InterchangeError('DOCUMENT_TOO_LARGE', `values lie at most ${depthMax} deep within each other`);
}
