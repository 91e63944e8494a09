import { canonicalJson, sha256Hex } from '@scrip/model';
import type { Channel, Committed } from './channel.js';

/** A change of a sanctions list as it is sent: the command names its hash. */
export interface ListChange {
  readonly body: { readonly change: string };
  readonly transient: { readonly change: string };
}

/** Makes a change of some entries. */
export function listChangeOf(entries: readonly object[], salt = 'e'): ListChange {
  const change = canonicalJson({ salt: salt.repeat(64).slice(0, 64), entries });
  return { body: { change: sha256Hex(change) }, transient: { change } };
}

/** Whoever is listed from a day on, by the test's party id or the like. */
export const listedFrom = (from: string, ...parties: readonly string[]): readonly object[] =>
  parties.map((party) => ({ subject: { party }, standing: 'listed', reason: 'asset-freeze', from }));

/** Changes the list of an organisation. */
export function changeList(channel: Channel, mspId: string, entries: readonly object[]): Promise<Committed> {
  const { body, transient } = listChangeOf(entries);
  return channel.submit(mspId, 'screening:changeList', body, { transient });
}

/** Lets a screener screen all that it has not screened today: what is pending, and the movements that are named. */
export async function screenDue(
  channel: Channel,
  screener: string,
  isin: string,
  movements: readonly object[] = [],
  from = '',
): Promise<number> {
  const due = (await channel.evaluate(screener, 'screening:due', [isin, canonicalJson(movements), from])) as {
    readonly movements: readonly object[];
  };
  if (due.movements.length > 0) {
    await channel.submit(
      screener,
      'screening:state',
      { isin, movements: due.movements },
      { operator: 'screening-agent' },
    );
  }
  return due.movements.length;
}
