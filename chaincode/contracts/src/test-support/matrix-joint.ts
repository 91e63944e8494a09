import type { Estate } from './matrix-market.js';

/** What the second leg of a joint instruction pays. */
export const PAID = { amount: '10.00', currency: 'USD' };

/** A joint instruction of an estate: delivery against payment, of which it is the paying agent. */
export const jointOf = (
  estate: Estate,
  name: string,
): { readonly legs: readonly object[] } & Readonly<Record<string, unknown>> => {
  const [seller, buyer] = [estate.party('plain'), estate.party('receiver')];
  return {
    instructionId: `${estate.mspId}-${name}`,
    legs: [
      { kind: 'delivery', isin: estate.issued, from: seller, to: buyer, units: '1' },
      { kind: 'payment', from: buyer, to: seller, amount: PAID, payingAgent: estate.mspId },
    ],
    mode: 'onAffirmation',
    tradeDate: '2026-11-20',
    settlementDate: '2026-12-01',
    lastDay: '2026-12-31',
  };
};

/** SHA-256 of 32 zero bytes. */
const LOCK = '66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925';

/** Joint instructions that all parties affirm: for netting, for a preimage, and one that lacks its units. */
export const boundTerms = (estate: Estate): readonly object[] => {
  const [seller, buyer] = [estate.party('plain'), estate.party('receiver')];
  const free = (name: string, from: string, to: string, units: string, more: object): object => ({
    ...jointOf(estate, name),
    legs: [{ kind: 'delivery', isin: estate.issued, from, to, units, value: PAID }],
    ...more,
  });
  return [
    jointOf(estate, 'bound'),
    free('one-way', seller, buyer, '1', { netting: 'allowed' }),
    free('other-way', buyer, seller, '1', { netting: 'allowed' }),
    free('locked', seller, buyer, '1', { hashLock: { hash: LOCK } }),
    free('lacking', seller, buyer, '1000', { buyIn: { extensionDays: 0 }, settlementDate: '2026-11-20' }),
  ];
};
