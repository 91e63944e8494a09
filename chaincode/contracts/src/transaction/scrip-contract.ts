import { DomainError } from '@scrip/model';
import { Contract, type Context } from 'fabric-contract-api';
import { answering } from './failure.js';

/**
 * What all contracts share. Functions take their arguments as rest parameters: then fabric-contract-api hands over
 * whatever was sent, and a wrong number of arguments is refused by our catalogue instead of by its plain text.
 */
export abstract class ScripContract extends Contract {
  /**
   * Refuses a function that does not exist. The library's own answer logs the arguments, which may hold what the
   * sender did not mean to be seen.
   */
  override async unknownTransaction(ctx: Context): Promise<void> {
    await answering(ctx, () => Promise.reject(new DomainError('FUNCTION_UNKNOWN', { contract: this.getName() })));
  }
}
