import { canonicalJson } from '@scrip/model';
import { ledgerProblem } from '../http/ledger-problems.js';
import type { ReadModel } from '../read-model/read-model.js';
import { ChannelQueries } from '../read-model/queries.js';
import type { Instructor } from './instructor.js';
import type { OperationStore, StoredOperation, TransferRequest } from './operation-store.js';
import { viewOperation, type OperationStatus, type OperationView } from './operation-view.js';

const isSame = (known: StoredOperation, channel: string, request: TransferRequest): boolean =>
  known.channel === channel && canonicalJson(known.request) === canonicalJson(request);

/** How an operation has ended. */
export interface EndedOperation {
  readonly id: string;
  readonly status: OperationStatus;
  /** Why it did not settle: a problem document. */
  readonly problem?: unknown;
}

/** The operations of this gateway: accepted, followed to their end, and awaited. */
export class Operations {
  readonly #store: OperationStore;
  readonly #readModel: ReadModel;
  readonly #mspId: string;
  readonly #waiting = new Map<string, Set<() => void>>();
  readonly #listeners = new Set<(id: string) => void>();

  /** @param mspId the gateway's organisation, whose instructions are those of its operations */
  constructor(store: OperationStore, readModel: ReadModel, mspId: string) {
    this.#store = store;
    this.#readModel = readModel;
    this.#mspId = mspId;
    readModel.onBlock((channel) => this.#lookAtDecided(channel));
  }

  /**
   * Accepts a transfer: durable when this returns, then on its way to the ledger.
   *
   * @param id of the instruction: the client's, where it has signed one
   * @throws {Problem} INSTRUCTION_EXISTS when the id is that of another transfer
   */
  async accept(
    instructor: Instructor,
    id: string,
    channel: string,
    operator: string,
    request: TransferRequest,
  ): Promise<OperationView> {
    const known = this.#store.find(id);
    if (known !== undefined && !isSame(known, channel, request)) throw ledgerProblem('INSTRUCTION_EXISTS');
    const operation = known ?? (await this.#store.accept(id, channel, operator, request));
    if (known === undefined) instructor.enqueue(operation);
    return this.#view(operation);
  }

  view(id: string): OperationView | undefined {
    const operation = this.#store.find(id);
    return operation === undefined ? undefined : this.#view(operation);
  }

  /** Those of many operations that have ended, by their ids. */
  ended(channel: string, ids: readonly string[]): readonly EndedOperation[] {
    if (ids.length === 0) return [];
    const queries = new ChannelQueries(this.#readModel.database, channel);
    const decided = queries.decided(this.#mspId, ids).map(({ instructionId: id, status, refusal }) => ({
      ...{ id, status },
      ...(refusal === undefined ? {} : { problem: ledgerProblem(refusal).toDocument() }),
    }));
    return [...decided, ...this.#store.unsuccessful(ids)];
  }

  /** To be called when an operation changed without a block. */
  changed(id: string): void {
    for (const listener of this.#listeners) listener(id);
    this.#look(id);
  }

  /** Calls the listener when an operation changed without a block. */
  onChanged(listener: (id: string) => void): void {
    this.#listeners.add(listener);
  }

  #look(id: string): void {
    for (const look of this.#waiting.get(id) ?? []) look();
  }

  /** Waits until an operation has ended, at most so long. @returns its state then */
  async waitUntilEnded(id: string, timeoutMs: number): Promise<OperationView | undefined> {
    if (!this.#hasEnded(id)) {
      await new Promise<void>((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          this.#forget(id, look);
          resolve();
        };
        const look = (): void => {
          if (this.#hasEnded(id)) finish();
        };
        const timer = setTimeout(finish, timeoutMs);
        const looks = this.#waiting.get(id) ?? new Set();
        this.#waiting.set(id, looks.add(look));
      });
    }
    return this.view(id);
  }

  #forget(id: string, look: () => void): void {
    const looks = this.#waiting.get(id);
    looks?.delete(look);
    if (looks?.size === 0) this.#waiting.delete(id);
  }

  /** Asks for all at once who among them has ended: most blocks end none of them. */
  #lookAtDecided(channel: string): void {
    if (this.#waiting.size === 0) return;
    const decided = new ChannelQueries(this.#readModel.database, channel).decided(this.#mspId, [
      ...this.#waiting.keys(),
    ]);
    for (const { instructionId } of decided) this.#look(instructionId);
  }

  #hasEnded(id: string): boolean {
    const operation = this.view(id);
    return operation === undefined || operation.status !== 'pending';
  }

  #view(operation: StoredOperation): OperationView {
    const queries = new ChannelQueries(this.#readModel.database, operation.channel);
    const instruction = queries.instruction(operation.id);
    // Another organisation may have used the id first: what becomes of that instruction says nothing of this operation.
    return viewOperation(operation, instruction?.custodian === this.#mspId ? instruction : undefined);
  }
}
