import { COMMAND_KEYS, commandRecord, type CommandId, type CommandRecord, type MspId } from '@scrip/model';
import type { PrivateCollection } from '../world-state/private-collection.js';
import type { WorldState } from '../world-state/world-state.js';

/** Where the commands of an organisation that were carried out are kept. */
export interface CommandJournal {
  /** Where the command of an id is kept in public state; none, where it is kept in private. */
  keys(id: CommandId): readonly string[];
  find(id: CommandId): Promise<CommandRecord | undefined>;
  write(id: CommandId, record: CommandRecord): void;
}

const decode = (value: string | undefined): CommandRecord | undefined =>
  value === undefined ? undefined : commandRecord.decode(value);

/** The journal of commands that write public state. */
export function publicJournal(state: WorldState, mspId: MspId): CommandJournal {
  const keyOf = (id: CommandId): string => `${COMMAND_KEYS}${mspId}/${id}`;
  return {
    keys: (id) => [keyOf(id)],
    find: async (id) => decode(await state.get(keyOf(id))),
    write: (id, record) => state.put(keyOf(id), commandRecord.encode(record)),
  };
}

/** The journal of commands that write only the private collection of the caller's organisation: it lies there too. */
export function privateJournal(collection: PrivateCollection): CommandJournal {
  const keyOf = (id: CommandId): string => `${COMMAND_KEYS}${id}`;
  return {
    keys: () => [],
    find: async (id) => decode(await collection.read(keyOf(id))),
    write: (id, record) => collection.write(keyOf(id), commandRecord.encode(record)),
  };
}
