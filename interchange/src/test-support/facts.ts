import type { Statement } from '@scrip/language';
import { canonicalJson, type definitions } from '@scrip/model';
import { statementsOf } from '@scrip/language';
import { Source } from '../document/source.js';
import { FORMATS } from '../interchange.js';
import type { FormatName } from '../format-names.js';
import { readSecurity, type ReadSecurity } from '../mapping/read-security.js';
import { termOf, type NotExported } from '../mapping/report.js';
import { writeSecurity, type Exported } from '../mapping/write-security.js';

/** Every value that statements say, as one text each, in an order of its own. */
export const factsOf = (statements: readonly Statement[]): readonly string[] =>
  statements.flatMap(({ is, values }) => factsOfOne(is, values)).sort();

const factsOfOne = (is: string, values: Statement['values']): readonly string[] =>
  Object.entries(values).length === 0
    ? [is]
    : Object.entries(values).map(([slot, value]) => `${termOf(is, slot)} = ${canonicalJson(value)}`);

/** The values of a definition that a report says are mapped: all but those that it says are not. */
export function mappedFactsOf(
  of: definitions.SecurityDefinition,
  notMapped: readonly NotExported[],
): readonly string[] {
  const open = [...notMapped];
  return statementsOf(of)
    .flatMap(({ is, values, words }) => {
      const slots = Object.keys(values);
      return (slots.length === 0 ? [''] : slots).flatMap((slot) => {
        const at = open.findIndex(({ term, sentence }) => term === termOf(is, slot) && sentence === words);
        if (at < 0) return factsOfOne(is, slot === '' ? {} : { [slot]: values[slot] });
        open.splice(at, 1);
        return [];
      });
    })
    .sort();
}

/** A security written in a format and read again. */
export function thereAndBack(
  of: definitions.SecurityDefinition,
  name: FormatName,
): { readonly exported: Exported; readonly read: ReadSecurity; readonly document: Source } {
  const format = FORMATS[name];
  const exported = writeSecurity(of, format);
  const document = new Source(format.read(exported.document));
  const found = format.forms.flatMap((form) => form.find(document).map((object) => ({ form, object })));
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error('one security');
  return { exported, read: readSecurity(only.object, only.form), document };
}
