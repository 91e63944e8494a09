import { partyId, type EnrolmentTerms, type PartyId, type Thresholds } from '@scrip/model';
import { by, option, several, wholeNumber, type TextReader } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';

const threshold: TextReader<Thresholds> = (text) => {
  const counts = text.split(',');
  if (counts.length !== 3 || !counts.every((count) => /^[1-9][0-9]?$/.test(count))) {
    throw new Error('must be three counts, for authentication, instruction and assertion, such as 1,2,1');
  }
  const [authentication = 1, instruction = 1, assertion = 1] = counts.map(Number);
  return { authentication, instruction, assertion };
};

/** How many keys sign together, and who may replace them. */
export const TERMS_OPTIONS = {
  thresholds: option(
    '--thresholds <n,n,n>',
    'how many keys sign together for authentication, instruction, assertion',
    threshold,
  ),
  guardians: several('--guardian <party>', 'a party that may help to recover lost keys', by(partyId)),
  guardianThreshold: option('--guardian-threshold <n>', 'how many guardians together', wholeNumber),
  recoveryDelay: option('--recovery-delay <days>', 'days between their request and the new keys', wholeNumber),
};

interface TermsWish {
  readonly thresholds: Thresholds | undefined;
  readonly guardians: readonly string[];
  readonly guardianThreshold: number | undefined;
  readonly recoveryDelay: number | undefined;
}

/** @throws UsageError when what belongs together is not there */
export function termsOf({ thresholds, guardians, guardianThreshold, recoveryDelay }: TermsWish): EnrolmentTerms {
  const limits = thresholds === undefined ? {} : { thresholds };
  if (guardians.length === 0 && guardianThreshold === undefined && recoveryDelay === undefined) return limits;
  if (guardians.length === 0 || guardianThreshold === undefined || recoveryDelay === undefined) {
    throw new UsageError('--guardian, --guardian-threshold and --recovery-delay belong together');
  }
  const guardianship = {
    guardians: guardians as readonly PartyId[],
    threshold: guardianThreshold,
    delayDays: recoveryDelay,
  };
  return { ...limits, guardianship };
}
