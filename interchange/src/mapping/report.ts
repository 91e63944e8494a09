/** A value that stands on both sides. */
export interface Mapped {
  /** Sentence and slot: `paysFixed@1 ratePercent`; the sentence alone where it has no slots. */
  readonly term: string;
  /** Place in the document. */
  readonly path: string;
  /** As the document has it. */
  readonly value: string;
  /** The sentence of the language. */
  readonly sentence: string;
}

/** A value of the definition that the format cannot say. */
export interface NotExported {
  readonly term: string;
  readonly sentence: string;
  readonly why: string;
}

/** A value of the document that the language does not say. */
export interface NotImported {
  readonly path: string;
  readonly value: string;
  readonly why: string;
}

/** A value that stands in the document because the format wants it, not because the definition says it. */
export interface Added {
  readonly path: string;
  readonly value: string;
  readonly why: string;
}

/** Something that one side needs and the other did not have. */
export interface Needed {
  /** Place in the document, or sentence of the language as far as it is known. */
  readonly at: string;
  /** What belongs there. */
  readonly what: string;
}

/** What became of each value of a definition. */
export interface ExportReport {
  readonly mapped: readonly Mapped[];
  readonly notMapped: readonly NotExported[];
  readonly added: readonly Added[];
  /** What the format needs before the document is complete; empty: it is. */
  readonly needed: readonly Needed[];
}

/** What became of each value of a document. */
export interface ImportReport {
  readonly mapped: readonly Mapped[];
  readonly notMapped: readonly NotImported[];
  /** What the language needs before the text says a security; empty: it does. */
  readonly needed: readonly Needed[];
}

/** A value of a sentence, as reports name it. */
export const termOf = (is: string, slot: string): string => (slot === '' ? is : `${is} ${slot}`);
