import { SimulationError } from './types.js';

/**
 * Which operations may be mixed in one transaction (`txmgr/tx_simulator.go`): paged queries and queries on private
 * data are for transactions that write nothing, because their results are not protected against phantoms. The texts
 * are Fabric's, "unsuppored" included.
 */
export class SimulationRules {
  private wrote = false;
  private paged = false;
  private queriedPrivateData = false;
  private ended = false;

  constructor(private readonly txId: string) {}

  checkOpen(): void {
    if (this.ended) {
      throw new SimulationError('this instance should not be used after calling Done()');
    }
  }

  beforeWrite(): void {
    this.checkOpen();
    if (this.queriedPrivateData) {
      throw this.refusal('Transaction has already performed queries on pvt data. Writes are not allowed');
    }
    if (this.paged) {
      throw this.refusal('Transaction has already performed a paginated query. Writes are not allowed');
    }
    this.wrote = true;
  }

  beforePagedQuery(): void {
    this.checkOpen();
    if (this.wrote) {
      throw this.refusal('Paginated queries are supported only in a read-only transaction');
    }
    this.paged = true;
  }

  beforePrivateQuery(): void {
    this.checkOpen();
    if (this.wrote) {
      throw this.refusal('Queries on pvt data is supported only in a read-only transaction');
    }
    this.queriedPrivateData = true;
  }

  /** @returns whether the simulation was still open */
  end(): boolean {
    const open = !this.ended;
    this.ended = true;
    return open;
  }

  private refusal(reason: string): SimulationError {
    return new SimulationError(`txid [${this.txId}]: unsuppored transaction. ${reason}`);
  }
}
