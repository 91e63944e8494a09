import type { CompiledSource } from '@scrip/language';
import { definitions } from '@scrip/model';
import { UsageError } from '../command/usage-error.js';

/** The definition of a name; without one the only one of the first text. @throws UsageError */
export function wanted(all: readonly CompiledSource[], name: string | undefined): definitions.Definition {
  const among = name === undefined ? (all[0]?.definitions ?? []) : all.flatMap((each) => each.definitions);
  const fitting = name === undefined ? among : among.filter((of) => definitions.pinnedNameOf(of) === name);
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  const names = among.map(definitions.pinnedNameOf).join(', ');
  throw new UsageError(
    name === undefined ? 'the first text has not one definition' : `no text has ${name}`,
    `give --name with one of ${names}`,
  );
}
