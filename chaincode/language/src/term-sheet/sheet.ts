/** A definition in plain sentences under headings. Its texts are texts: what renders them makes them harmless. */
export interface TermSheet {
  readonly title: string;
  /** What was made into the sheet, and what counts. */
  readonly about: readonly string[];
  readonly sections: readonly Section[];
  readonly notice: string;
}

/** Sentences under a heading. */
export interface Section {
  readonly heading: string;
  readonly items: readonly Item[];
}

/** A sentence, or what stands above a list of them. */
export interface Item {
  readonly text: string;
  readonly below?: readonly Item[];
}
