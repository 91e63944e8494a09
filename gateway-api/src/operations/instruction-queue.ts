import { canonicalJson } from '@scrip/model';
import { derivedCommandId } from '../ledger/derived-command-id.js';
import type { Command } from '../ledger/ledger.js';
import type { StoredOperation } from './operation-store.js';

/** An operation with its command. */
export interface Entry {
  readonly operation: StoredOperation;
  readonly command: Command;
}

/** Entries that go into one transaction. */
export interface Batch {
  /** Who attests their lots; undefined where that is not known. */
  readonly attestors: string | undefined;
  readonly entries: readonly Entry[];
}

/** How much a batch may hold. */
export interface BatchBounds {
  readonly itemsMax: number;
  /** Characters of a batch's commands together. */
  readonly charactersMax: number;
}

/**
 * What waits to be instructed, in the order of acceptance. A batch takes what has the same attestors, so that no
 * registrar's outage stops the securities of another, and no party of a batch that is under way: the lots of a sender
 * are one chain.
 */
export class InstructionQueue {
  #waiting: StoredOperation[] = [];

  /** @param attestorsOf - who attests the lots of a security, by its ISIN */
  constructor(private readonly attestorsOf: (isin: string) => string | undefined) {}

  get length(): number {
    return this.#waiting.length;
  }

  push(operation: StoredOperation): void {
    this.#waiting.push(operation);
  }

  /** Puts operations before all others. */
  unshift(operations: readonly StoredOperation[]): void {
    this.#waiting.unshift(...operations);
  }

  /** Takes the next batch; undefined when nothing waits but for what is under way. One entry always fits. */
  take({ itemsMax, charactersMax }: BatchBounds, underWay: readonly Batch[]): Batch | undefined {
    const busy = new Set(underWay.flatMap(({ entries }) => entries.flatMap(({ operation }) => partiesOf(operation))));
    const attestorsOf = remembering(this.attestorsOf);
    const entries: Entry[] = [];
    let attestors: string | undefined;
    let characters = 0;
    for (const operation of this.#waiting) {
      if (entries.length === itemsMax) break;
      const attestedBy = attestorsOf(operation.request.isin);
      const parties = partiesOf(operation);
      if ((entries.length > 0 && attestedBy !== attestors) || parties.some((party) => busy.has(party))) {
        // whoever has to wait keeps its turn: nothing later of the same parties overtakes it
        for (const party of parties) busy.add(party);
        continue;
      }
      const command = instructCommand(operation);
      characters += canonicalJson({ ...command }).length;
      if (entries.length > 0 && characters > charactersMax) break;
      attestors = attestedBy;
      entries.push({ operation, command });
    }
    if (entries.length === 0) return undefined;
    const taken = new Set(entries.map(({ operation }) => operation));
    this.#waiting = this.#waiting.filter((operation) => !taken.has(operation));
    return { attestors, entries };
  }
}

/** Asks for each security once: most of what waits is of a few. */
function remembering(attestorsOf: (isin: string) => string | undefined): (isin: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (isin) => {
    if (!known.has(isin)) known.set(isin, attestorsOf(isin));
    return known.get(isin);
  };
}

const partiesOf = ({ request }: StoredOperation): readonly string[] => [request.fromHolderId, request.toHolderId];

/** The command id follows from the instruction, so that the same instruction is the same command after a restart. */
function instructCommand({ id, operator, request }: StoredOperation): Command {
  return {
    name: 'settlement:instruct',
    commandId: derivedCommandId('instruct', id),
    operator,
    body: { instructions: [{ instructionId: id, ...request }] },
  };
}
