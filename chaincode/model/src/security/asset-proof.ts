import { list, record, word, type Reader } from '../serialisation/reader.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { EVIDENCE_KINDS, evidenceDemandFields, type EvidenceDemand } from '../title/protocol.js';

/** Who shows what stands behind a security, by the place that it has there. */
export const PROVERS = ['notary', 'registrar', 'issuer', 'auditor'] as const;

/** What a security by its own terms must have shown of what stands behind it for transfers to go on, and by whom. */
export interface AssetProof extends EvidenceDemand {
  readonly by: (typeof PROVERS)[number];
}

const proof = record({ ...evidenceDemandFields, by: word(...PROVERS) });

/** Reader of the proofs of a security, one of each kind. Error: DUPLICATE_IN_BATCH. */
export const assetProofs: Reader<readonly AssetProof[]> = (value, path) => {
  const read = list(proof, { min: 1, max: EVIDENCE_KINDS.length })(value, path);
  requireDistinct(read.map(({ kind }) => kind));
  return read;
};
