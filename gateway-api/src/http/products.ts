import { definitions } from '@scrip/model';
import { z } from 'zod';
import { definitionOf } from '../read-model/definition-queries.js';
import type { SecurityRow } from '../read-model/queries.js';
import type { Services } from '../services.js';

/** What of a security says what it is. */
const Said = z.looseObject({
  definition: z.looseObject({ name: z.string(), hash: z.string() }).optional(),
  terms: z.looseObject({ kind: z.string() }),
});

/** What kind of product each security is by its terms, in the words of the market. */
export class Products {
  /** By the hash of the definition: what it says never changes. */
  readonly #known = new Map<string, string>();

  constructor(private readonly services: Services) {}

  /** `callable fixed-rate bond`; of an instrument of an earlier kind, the name of the kind. */
  of(channel: string, { facts }: SecurityRow): string {
    const { definition, terms } = Said.parse(facts);
    const kind = terms.kind.replaceAll('-', ' ');
    if (definition === undefined) return kind;
    const known = this.#known.get(definition.hash);
    if (known !== undefined) return known;
    const product = this.#byTerms(channel, definition.name) ?? kind;
    this.#known.set(definition.hash, product);
    return product;
  }

  /** Undefined: an earlier kind of instrument, which has no terms beside it. */
  #byTerms(channel: string, name: string): string | undefined {
    const found = definitionOf(this.services.readModel.database, channel, name);
    const defined = found && definitions.definition(found.form, '');
    if (defined?.kind !== 'security') return undefined;
    const { product, cfi } = definitions.qualify(defined);
    return cfi === undefined ? undefined : product;
  }
}
