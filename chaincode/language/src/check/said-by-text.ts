import { definitions, DomainError } from '@scrip/model';

/**
 * Refuses a canonical form of which the printed text says something else: what is on the ledger can be read by everybody, and
 * is checked as it is read.
 *
 * @param said - what the text of the form says
 * @param path - where the form stands in what was sent
 * @throws DomainError DEFINITION_WITHOUT_TEXT with the JSON pointer (RFC 6901) of the first difference
 */
export function requireSaid(form: definitions.Definition, said: definitions.Definition, path = ''): void {
  if (definitions.canonicalForm(form) === definitions.canonicalForm(said)) return;
  const [first] = definitions.differences(said, form).items;
  throw new DomainError('DEFINITION_WITHOUT_TEXT', { path: `${path}${first?.path ?? ''}` });
}
