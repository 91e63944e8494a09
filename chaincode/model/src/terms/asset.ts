import { LIMITS } from '../limits.js';
import { count, optional, word } from '../serialisation/reader.js';
import { PROVERS } from '../security/asset-proof.js';
import { EVIDENCE_KINDS } from '../title/protocol.js';
import { termKind } from './term-kind.js';
import { days, label, party, wording, words } from './values.js';

/** What stands behind the units: an asset by its entry in a register. */
export const standsFor = termKind({
  is: 'standsFor@1',
  topic: 'asset',
  repeats: true,
  parameters: { asset: label, register: label, entry: label },
});

/**
 * Who must show that an asset of `standsFor` is there, how often, and what is suspended otherwise. What must be shown of no
 * asset, such as an auditor's report, is a sentence of the definition of kind ownership.
 */
export const provesAsset = termKind({
  is: 'provesAsset@1',
  topic: 'asset',
  repeats: true,
  parameters: {
    by: word(...PROVERS),
    evidence: word(...EVIDENCE_KINDS),
    everyMonths: count({ min: 1, max: LIMITS.evidenceMonthsMax }),
    otherwise: words('transfers', 'payments'),
  },
});

/** What the money is used for, by a framework: green, social or sustainability bonds. ICMA Green Bond Principles. */
export const usesProceedsFor = termKind({
  is: 'usesProceedsFor@1',
  topic: 'asset',
  parameters: {
    label: word('green', 'social', 'sustainability', 'blue', 'general'),
    use: wording,
    framework: optional(label),
    reviewedBy: optional(party),
  },
});

/** Money is a claim that is redeemed at par on demand within days: Regulation (EU) 2023/1114 articles 39 and 49. */
export const redeemsAtPar = termKind({
  is: 'redeemsAtPar@1',
  topic: 'repayment',
  parameters: { withinDays: days },
});

/** What is held against units that are outstanding, apart from the estate of the issuer. */
export const backedBy = termKind({
  is: 'backedBy@1',
  topic: 'asset',
  parameters: { reserve: label, custodian: optional(party) },
});
