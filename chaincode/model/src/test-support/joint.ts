import { parseBusinessDate, type BusinessDate } from '../dates/business-date.js';
import type { MspId, PartyId } from '../identifiers/names.js';
import { jointRequest, type JointInstruction } from '../joint/joint-instruction.js';
import { affirmJoint, proposeJoint } from '../joint/joint-lifecycle.js';
import { legParties } from '../joint/leg.js';
import type { LedgerMoment, TransactionId } from '../settlement/finality.js';

/** Parties, a bank and a security of joint instructions. */
export const party = (name: string): PartyId => `P${name.repeat(32)}` as PartyId;
export const [ADA, BOB, CLEO] = [party('A'), party('B'), party('C')];
export const BANK = 'BankMSP' as MspId;
export const ISIN = 'US0378331005';
export const CASH = 'DE0001102580';

export const on = (businessDate: string): LedgerMoment => ({
  businessDate: parseBusinessDate(businessDate),
  transactionId: 'a'.repeat(64) as TransactionId,
});
export const eur = (amount: string): { readonly amount: string; readonly currency: string } => ({
  ...{ amount, currency: 'EUR' },
});

/** Legs as they are sent. */
export const delivers = (units: string, more: object = {}): object => ({
  ...{ kind: 'delivery', isin: ISIN, from: ADA, to: BOB, units },
  ...more,
});
export const pays = (amount: string): object => ({
  ...{ kind: 'payment', from: BOB, to: ADA, amount: eur(amount), payingAgent: BANK },
});

/** What is proposed: a trade of the 20th that is due on Tuesday the 24th of November 2026. */
export const asked = (legs: readonly object[], more: object = {}): object => ({
  ...{ instructionId: 'j-1', legs, mode: 'onAffirmation' },
  ...{ tradeDate: '2026-11-20', settlementDate: '2026-11-24', lastDay: '2026-12-31' },
  ...more,
});

/** An instruction that all its parties have affirmed. */
export function bound(legs: readonly object[], more: object = {}): JointInstruction {
  const today: BusinessDate = parseBusinessDate('2026-11-20');
  const proposed = proposeJoint(jointRequest(asked(legs, more), ''), BANK, today);
  const word = (of: PartyId): Parameters<typeof affirmJoint>[1] => ({ party: of, custodian: BANK, affirmedOn: today });
  return legParties(proposed.legs).reduce((instruction, of) => affirmJoint(instruction, word(of)), proposed);
}

/** The code with which something is refused. */
export function codeOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
}
