import type { JsonObject } from './certificate.js';

const words = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * What a freeze of an entry holds, who imposed it and until when. One over a dispute says that the title to the units is
 * contested, which no order says: somebody who relies on the certificate must not take the one for the other.
 */
export function freezeInWords(freeze: JsonObject): string {
  const { scope, units, imposedBy, dispute, until } = freeze;
  const held = scope === 'units' ? `${words(units)} units` : `the ${words(scope)}`;
  const end = until === undefined ? '' : `, until ${words(until)}`;
  return dispute === undefined
    ? `Freeze of ${held} by ${words(imposedBy)}${end}.`
    : `Title to ${held} is in dispute: ${words(imposedBy)} raised ${words(dispute)}, and they are frozen${end}.`;
}
