import type { definitions } from '@scrip/model';
import { InterchangeError } from './document/interchange-error.js';
import { Source } from './document/source.js';
import { FORMAT_NAMES, type FormatName } from './format-names.js';
import { CDM } from './formats/cdm/format.js';
import { OCF } from './formats/ocf/format.js';
import { FPML } from './formats/fpml/format.js';
import type { Format } from './mapping/mapping.js';
import { readSecurity } from './mapping/read-security.js';
import { textOf, type Additions, type Imported } from './mapping/text-of-security.js';
import { writeSecurity, type Exported } from './mapping/write-security.js';

/** Formats by their names. */
export const FORMATS: Readonly<Record<FormatName, Format>> = { fpml: FPML, cdm: CDM, ocf: OCF };

/**
 * Writes a security in a format of others, with an account of every value that it says.
 *
 * @throws InterchangeError NOT_IN_THIS_FORMAT
 */
export const exportSecurity = (of: definitions.SecurityDefinition, to: FormatName): Exported =>
  writeSecurity(of, FORMATS[to]);

/** What a document holds. */
export interface ImportedDocument {
  readonly format: FormatName;
  /** Each security of the document, in its order. */
  readonly securities: readonly Imported[];
  /** Values of the document that are in none of them: trades, parties, messages. */
  readonly valuesBeside: number;
}

/**
 * Reads the securities of a document as texts of the language, each with an account of every value.
 *
 * @param as - its format; absent: by its look
 * @param additions - what an author adds to each
 * @throws InterchangeError where the document as a whole cannot be read, or has no security in it
 */
export function importDocument(
  text: string,
  as: FormatName = formatOf(text),
  additions: Additions = {},
): ImportedDocument {
  const format = FORMATS[as];
  const document = new Source(format.read(text));
  const found = format.forms.flatMap((form) => form.find(document).map((object) => ({ form, object })));
  if (found.length === 0) {
    const names = format.forms.map(({ name }) => name).join(', ');
    throw new InterchangeError('NO_SECURITY_FOUND', `there is none of these in the document: ${names}`, '/');
  }
  const within = found.reduce((sum, { object }) => sum + object.leaves().length, 0);
  return {
    format: as,
    securities: found.map(({ form, object }, index) =>
      textOf(readSecurity(object, form), format.title, index, additions),
    ),
    valuesBeside: document.leaves().length - within,
  };
}

/** The format that a text looks like. @throws InterchangeError FORMAT_UNKNOWN */
function formatOf(text: string): FormatName {
  const found = FORMAT_NAMES.find((name) => FORMATS[name].recognises(text));
  if (found !== undefined) return found;
  throw new InterchangeError(
    'FORMAT_UNKNOWN',
    `the document looks like none of ${FORMAT_NAMES.join(', ')}: say which it is`,
  );
}
