import { touchedSecurities } from '../change.js';
import type { Invariant } from '../invariant.js';
import { recordIn, storedOf, textIn, unitsIn } from '../stored.js';

/** Issued less redeemed and cancelled is what holders have, in the register or on paper, and never more than is authorised. */
export const supply: Invariant = {
  name: 'supply',
  statement:
    'The outstanding units of a security are the units of all its lots; with those on paper they are no more than are authorised.',
  check: (change, after) =>
    touchedSecurities(change).flatMap((isin) => {
      const outstanding = unitsIn(after.get(`issued/${isin}`), 'issued');
      const held = after.holdings.total(isin);
      const authorised = unitsIn(after.get(`security/${isin}`), 'authorisedUnits');
      const findings: string[] = [];
      if (outstanding !== held) findings.push(`${isin}: ${outstanding} units outstanding, ${held} in lots`);
      const onPaper = unitsIn(after.get(`onPaper/${isin}`));
      if (held + onPaper > authorised) {
        const paper = onPaper === 0n ? '' : ` and ${onPaper} on paper`;
        findings.push(`${isin}: ${held} units in lots${paper}, ${authorised} authorised`);
      }
      const isEnded = recordIn(after.get(`security/${isin}`), 'deactivated') !== undefined;
      if (isEnded && held + onPaper > 0n) findings.push(`${isin}: ${held} units in lots of what has ended`);
      return findings;
    }),
};

/** Securities stay what they are: nothing takes one away, its key names it, and what has ended is changed no more. */
export const uniqueSecurities: Invariant = {
  name: 'unique-securities',
  statement: 'A security is registered under its own ISIN, is never removed, and never changed after its end.',
  check: ({ transaction, before }) =>
    transaction.writes.flatMap(({ key, value }) => {
      const isin = /^security\/([^/]+)$/.exec(key)?.[1];
      if (isin === undefined) return [];
      if (value === undefined) return [`${isin} is removed`];
      const isRevived = recordIn(before.get(key), 'deactivated') !== undefined;
      if (isRevived) return [`${isin} is changed after its end`];
      return textIn(storedOf(value), 'isin') === isin ? [] : [`${isin} names another one`];
    }),
};
