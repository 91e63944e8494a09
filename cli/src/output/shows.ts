import type { Approval } from '@scrip/gateway-api';
import { EXIT } from '../command/exit-code.js';
import type { Shown } from '../command/shown.js';
import { facts, table, type Cell, type Column } from './table.js';

interface AsOf {
  readonly channel: string;
  readonly block: number;
  readonly businessDate: string | null;
}

/** Which state of the ledger is shown. */
export const asOfLine = ({ channel, block, businessDate }: AsOf): string =>
  `as of block ${block} of ${channel}, business date ${businessDate ?? 'none yet'}`;

/** Shows a list as a table, or says that there is nothing. */
export function showList<T>(
  reply: { readonly asOf?: AsOf; readonly items: readonly T[]; readonly nextCursor?: string | undefined },
  columns: readonly Column<T>[],
  nothing: string,
): Shown {
  const { asOf, items, nextCursor } = reply;
  const body = items.length === 0 ? [nothing] : table(columns, items);
  const more = nextCursor === undefined ? [] : [`there are more: --cursor ${nextCursor}, or --all`];
  const state = asOf === undefined ? [] : ['', asOfLine(asOf)];
  return { reply, lines: [...body, ...more, ...state] };
}

/** Shows one record, a fact a line, with the state of the ledger that the answer names. */
export function showRecord(
  reply: object,
  pairs: readonly (readonly [string, Cell | readonly string[]])[],
  more: readonly string[] = [],
): Shown {
  const { asOf } = reply as { readonly asOf?: AsOf };
  const state = asOf === undefined ? [] : ['', asOfLine(asOf)];
  return { reply, lines: [...facts(pairs), ...more, ...state] };
}

/** Says what was done, and where the ledger has it. */
export function done(reply: object, sentence: string, ...more: readonly string[]): Shown {
  const { block, transactionId } = reply as { readonly block?: number; readonly transactionId?: string };
  const where =
    block === undefined || transactionId === undefined ? [] : [`block ${block}, transaction ${transactionId}`];
  return { reply, lines: [sentence, ...more, ...where] };
}

/** Says what was proposed, and how it is approved. */
export function proposed(approval: Approval): Shown {
  const { id, summary, maker, expiresOn } = approval;
  return {
    reply: approval,
    lines: [
      `Proposed by ${maker}, not done yet: ${summary}`,
      `Another operator approves it until ${expiresOn}: scrip approvals approve ${id}`,
    ],
    exitCode: EXIT.waits,
  };
}

/** A list in one cell. */
export const joined = (items: readonly string[]): string | undefined =>
  items.length === 0 ? undefined : items.join(', ');
