import { LOT_ORDERS, lotId, type LotOrder } from '@scrip/model';
import { by, choice, several } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';

/** Which lots of a holding move. */
export const LOT_OPTIONS = {
  lots: choice('--lots <order>', 'which lots go first (else fifo)', LOT_ORDERS),
  lot: several('--lot <id>', 'a lot that goes, and no others than those named', by(lotId)),
};

/** The choice that was given, if any. @throws UsageError for an order and lots by name */
export function lotsOf(given: {
  readonly lots: LotOrder | undefined;
  readonly lot: readonly string[];
}): LotOrder | string[] | undefined {
  if (given.lot.length === 0) return given.lots;
  if (given.lots !== undefined) throw new UsageError('--lots and --lot: give an order, or name the lots');
  return [...given.lot];
}
