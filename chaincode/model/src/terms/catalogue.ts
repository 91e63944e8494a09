import { pattern, record, refuseField, type Reader } from '../serialisation/reader.js';
import * as asset from './asset.js';
import * as changes from './changes.js';
import * as classRights from './class-rights.js';
import * as conversion from './conversion.js';
import * as covenants from './covenants.js';
import * as days from './days.js';
import * as equity from './equity.js';
import * as events from './events.js';
import * as fund from './fund.js';
import * as holderRights from './holder-rights.js';
import * as interest from './interest.js';
import * as interestChanges from './interest-changes.js';
import * as issuerRights from './issuer-rights.js';
import * as overnight from './overnight.js';
import * as prepayment from './prepayment.js';
import * as ranking from './ranking.js';
import * as repayment from './repayment.js';
import * as structured from './structured.js';
import type { Term, TermTopic } from './term-kind.js';

const { RANKS, ...ofRanking } = ranking;
const { PROCEEDS, ...ofPrepayment } = prepayment;
export { PROCEEDS, RANKS };

/** The constructors of terms, by the names under which they are written in a program. */
export const TERMS = {
  ...interest,
  ...overnight,
  ...interestChanges,
  ...days,
  ...repayment,
  ...ofPrepayment,
  ...issuerRights,
  ...holderRights,
  ...conversion,
  ...equity,
  ...classRights,
  ...events,
  ...covenants,
  ...ofRanking,
  ...structured,
  ...fund,
  ...asset,
  ...changes,
} as const;

/** What the catalogue knows of every kind of term. */
export interface AnyTermKind {
  readonly is: string;
  readonly topic: TermTopic;
  readonly repeats: boolean;
  readonly parameters: readonly string[];
  readonly read: Reader<object>;
}

/** The one table by which terms are decoded: by name and version. */
export const TERM_KINDS: ReadonlyMap<string, AnyTermKind> = new Map(
  Object.values<AnyTermKind>(TERMS).map((kind) => [kind.is, kind]),
);

/** A term as it is written, with its parameters read. */
export interface ReadTerm {
  readonly written: Term;
  readonly kind: AnyTermKind;
  readonly values: object;
}

const written = record({ is: pattern(/^/, 'a text'), with: (value: unknown) => value as Term['with'] });

/** Reads a term in its canonical form. Errors: TERM_UNKNOWN, FIELD_INVALID and the errors of its parameters. */
export const term: Reader<ReadTerm> = (value, path) => {
  const form = written(value, path);
  const kind = TERM_KINDS.get(form.is);
  if (kind === undefined) return refuseField(`${path}/is`, 'a term with its version', 'TERM_UNKNOWN');
  return { written: form, kind, values: kind.read(form.with, `${path}/with`) };
};
