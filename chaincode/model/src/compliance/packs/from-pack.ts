import { record, refuseField, word, type Reader } from '../../serialisation/reader.js';
import type { Expression, PackReference, PackRule } from '../expression.js';
import type { ComplianceEvent } from '../facts.js';
import { pack } from './index.js';

/** What a pack says for the event under which it stands. @throws DomainError PACK_UNKNOWN and those of its parameters */
export function fromPack(reference: PackReference): PackRule {
  pack(reference, '/pack');
  return { is: 'pack', pack: reference };
}

/** The rules of a pack for an event. @throws DomainError FIELD_INVALID where it has none */
export function expandPack({ pack: reference }: PackRule, event: ComplianceEvent, path = ''): Expression {
  const rules = pack(reference, `${path}/pack`).rules[event];
  return rules ?? refuseField(`${path}/pack`, `a pack with rules to ${event}`);
}

const form = record({ is: word('pack'), pack: (value: unknown) => value });

/** Reader of what a pack says for an event. */
export const packRuleFor =
  (event: ComplianceEvent): Reader<PackRule> =>
  (value, path) => {
    const read = { is: 'pack', pack: form(value, path).pack as PackReference } as const;
    expandPack(read, event, path);
    return read;
  };
