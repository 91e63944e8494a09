import { definitions } from '@scrip/model';
import type { Draft } from '../translate/draft.js';

/** A security of a text, with its terms by what they are. */
export interface DefinedSecurity {
  readonly of: definitions.SecurityDefinition;
  readonly said: definitions.SaidTerms;
  readonly draft: Draft;
}

/** A definition of a text, with where its fields stand. */
export interface Defined {
  readonly definition: definitions.Definition;
  readonly draft: Draft;
  /** The same where it is a security. */
  readonly security?: DefinedSecurity;
}

/** Looks at a definition once for all checks. */
export function definedBy(definition: definitions.Definition, draft: Draft): Defined {
  if (definition.kind !== 'security') return { definition, draft };
  const said = new definitions.SaidTerms(definition.terms ?? []);
  return { definition, draft, security: { of: definition, said, draft } };
}
