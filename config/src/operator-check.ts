import type { ConfigProblem } from './config-error.js';
import type { Entries, Entry } from './entries.js';
import type { Organization, OperatorRole } from './organization.js';

/** Parts of a name that are shorter occur in other words by chance. */
const NAME_PART_LETTERS_MIN = 3;

/** Operators who could not act, and ids that tell who somebody is: ids are written to the ledger, names are not. */
export const checkOperators = ({ organizations }: Entries): ConfigProblem[] =>
  organizations.flatMap((entry) => [...understaffed(entry), ...naming(entry)]);

function understaffed({ file, value: { name, operators } }: Entry<Organization>): ConfigProblem[] {
  const holders = (role: OperatorRole): readonly string[] =>
    operators.filter(({ roles }) => roles.includes(role)).map(({ id }) => id);
  const isStaffed = holders('administrator').some((one) => holders('checker').some((other) => other !== one));
  if (isStaffed) return [];
  const message = `${name} needs an administrator, and a checker who is somebody else`;
  return [file.problem(['operators'], message, 'nobody could appoint operators otherwise')];
}

function naming({ file, value: { operators } }: Entry<Organization>): ConfigProblem[] {
  return operators.flatMap(({ id, name }, index) => {
    const parts = name.toLowerCase().split(/[^\p{L}]+/u);
    const part = parts.find((each) => each.length >= NAME_PART_LETTERS_MIN && id.includes(each));
    if (part === undefined) return [];
    const message = `operator id ${id} contains the name of the person; it is written to the ledger`;
    return [file.problem(['operators', index, 'id'], message, 'use an id that only the organisation can tell')];
  });
}
