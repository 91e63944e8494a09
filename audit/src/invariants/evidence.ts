import type { Invariant } from '../invariant.js';
import type { LedgerImage } from '../ledger-image.js';
import { listIn, recordIn, storedOf, textIn, type Stored } from '../stored.js';

/** What stands behind a security is shown once and taken back once, and what counts is what was shown last. */
export const evidence: Invariant = {
  name: 'evidence',
  statement: 'Evidence is never changed but revoked, once; what counts of a kind is as it was shown or revoked.',
  check: ({ transaction, before }, after) => [
    ...transaction.writes.flatMap(({ key, value }) =>
      key.startsWith('evidence/')
        ? changes(key, before.get(key), value === undefined ? undefined : storedOf(value))
        : [],
    ),
    ...touched(transaction.writes.map(({ key }) => key)).flatMap((isin) => differences(isin, after)),
  ],
};

const touched = (keys: readonly string[]): readonly string[] => [
  ...new Set(keys.flatMap((key) => /^(?:evidence|latestEvidence)\/([^/]+)/.exec(key)?.[1] ?? [])),
];

function changes(key: string, was: Stored | undefined, now: Stored | undefined): readonly string[] {
  if (was === undefined && now !== undefined) return [];
  const isRevocation = recordIn(was, 'revoked') === undefined && recordIn(now, 'revoked') !== undefined;
  const isSame = isRevocation && termsOf(was) === termsOf(now);
  return isSame ? [] : [`${key} is changed`];
}

function differences(isin: string, after: LedgerImage): readonly string[] {
  return listIn(after.get(`latestEvidence/${isin}`), 'latest')
    .filter((latest) => wholeOf(latest) !== wholeOf(after.get(`evidence/${isin}/${textIn(latest, 'evidenceId')}`)))
    .map((latest) => `${isin}: ${textIn(latest, 'evidenceId')} counts otherwise than it was shown`);
}

const NAMES = ['isin', 'evidenceId', 'kind', 'document', 'issuer', 'issuedOn', 'validUntil', 'publishedBy'] as const;
const termsOf = (of: Stored | undefined): string => JSON.stringify(NAMES.map((name) => textIn(of, name)));
const wholeOf = (of: Stored | undefined): string => `${termsOf(of)}${textIn(recordIn(of, 'revoked'), 'on')}`;
