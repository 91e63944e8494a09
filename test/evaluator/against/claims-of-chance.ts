import type { Claim, HeldClaims } from '../facts/questions.js';
import { writtenDay, type Day } from '../values/days.js';
import type { Dice } from './dice.js';

/** The security of whose movements is asked. */
export const ISIN = 'XS0104440986';

const CLAIM_ID = 'c'.repeat(64);
const ISSUERS = ['TrustedMSP', 'LeavingMSP', 'StrangerMSP'] as const;

type Issuers = HeldClaims['issuers'];

/** Whose claims of a type count: somebody does, somebody perhaps no more, and somebody never. */
export function trustedIssuers(dice: Dice, today: Day): Issuers {
  const from = writtenDay(today + dice.pick([-400, 0, -1, 1]));
  const lastDay = writtenDay(today + dice.pick([-1, 0, 1, -50]));
  const leaving = { mspId: 'LeavingMSP', from: writtenDay(today - 500) };
  return [
    { mspId: 'TrustedMSP', from: dice.often(80) ? writtenDay(today - 500) : from },
    dice.often(50) ? { ...leaving, end: { lastDay, honoursEarlier: dice.often(50) } } : leaving,
  ];
}

function claim(dice: Dice, { type, values, today }: ClaimOf): HeldClaims['held'][number] {
  const isPlain = dice.often(45);
  const day = (beside: readonly number[]): string => writtenDay(today + dice.pick(beside));
  const said: Claim = {
    claimId: CLAIM_ID,
    issuer: isPlain ? 'TrustedMSP' : dice.pick(ISSUERS),
    type,
    ...(isPlain || dice.often(70) ? {} : { securities: [dice.pick([ISIN, 'QS0SCRIP0018'])] }),
    ...(dice.often(85) ? { value: dice.pick(values) } : {}),
    validFrom: isPlain ? day([-300]) : day([-300, 0, 1, -1]),
    validUntil: isPlain ? day([300]) : day([300, 0, -1, -30, -31, -29]),
    graceDays: isPlain ? 0 : dice.pick([0, 1, 30]),
    publishedOn: isPlain ? day([-300]) : day([-300, 0, -1, -50, -51]),
    ...(isPlain || dice.often(92) ? {} : { revokedOn: day([0]) }),
  };
  const lies = isPlain || dice.often(85) ? { hash: CLAIM_ID } : dice.pick([{}, { hash: 'd'.repeat(64) }]);
  return { claim: said, ...lies };
}

interface ClaimOf {
  readonly type: string;
  readonly values: readonly string[];
  readonly today: Day;
}

/** Claims of a type about a party: mostly one or none. */
export function claimsAbout(dice: Dice, of: ClaimOf): HeldClaims['held'] {
  const count = dice.pick([1, 0, 1, 0, 2, 3]);
  return Array.from({ length: count }, () => claim(dice, of));
}
