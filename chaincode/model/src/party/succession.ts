import { canonicalJson } from '../serialisation/canonical-json.js';
import type { Party } from './party.js';

/**
 * Whether a record may be of the same person as another one, as far as the channel sees it: of one kind and identifier, and
 * with one custodian, which knows who it is. A record that holds for others is not that of a party that did not.
 */
export const mayBeOfSamePerson = (before: Party, after: Party): boolean =>
  before.kind === after.kind &&
  before.custodian === after.custodian &&
  canonicalJson(before.entity ?? null) === canonicalJson(after.entity ?? null) &&
  (after.nominee === undefined || before.nominee !== undefined);
