import { actSummary } from '@scrip/gateway-api';
import { bodyHashOf } from '@scrip/model';
import type { NamedAct, OverrideDocument, OverrideTransaction, StatedDate } from '@scrip/verify';
import { UsageError } from '../command/usage-error.js';

const LOT = /^lot\/([^/]+)\/([^/]+)\/([0-9a-f]{64}\/\d+)$/;

/**
 * What the transaction does: the command itself, or the act that it approves, which its body names by hash.
 *
 * @throws UsageError when the document says another act than the transaction names
 */
export function actOf({ act }: OverrideDocument, { function: name, body }: OverrideTransaction): NamedAct {
  const named = name === 'approval:approve' ? (body as { readonly bodyHash?: unknown }).bodyHash : undefined;
  if (named === undefined && act === undefined) return { function: name, body };
  if (act === undefined || named === undefined || bodyHashOf(act.function, act.body) !== named) {
    throw new UsageError('the act in the document is not the one that the transaction approves', 'sign nothing');
  }
  return act;
}

/** The act in a sentence, made here of its body and not taken from the document. */
export const sentenceOf = (act: NamedAct): string => actSummary(act.function, act.body);

/** The dates that it states, a line for each calendar. */
export const datesInWords = (dated: readonly StatedDate[]): string[] =>
  dated.map(({ calendar, on, until }) => `as of ${on} (${calendar}); peers refuse it after ${until}`);

/** What is written, a line for each lot and one for each other key. */
export const writesInWords = ({ writes }: OverrideTransaction): readonly string[] =>
  [...writes].map(([key, value]) => lotInWords(key, value) ?? `${value === undefined ? 'deletes' : 'writes'} ${key}`);

function lotInWords(key: string, value: string | undefined): string | undefined {
  const [, isin, holder, lot] = LOT.exec(key) ?? [];
  if (isin === undefined || holder === undefined || lot === undefined) return undefined;
  if (value === undefined) return `takes the lot ${lot} of ${isin} from ${holder}`;
  return `gives ${holder} ${unitsIn(value)} units of ${isin} as the lot ${lot}`;
}

/** Units of a stored lot. */
function unitsIn(value: string): string {
  const stored = JSON.parse(value) as { readonly units?: string; readonly value?: { readonly units?: string } };
  return stored.units ?? stored.value?.units ?? 'some';
}
