import type { AssetProof } from '../security/asset-proof.js';
import { TERMS, type ReadTerm } from '../terms/catalogue.js';
import { SaidTerms } from '../terms/checks/said.js';

/** What must be shown of what stands behind a security for transfers to go on, as the terms of its definition say. */
export const proofsOf = ({ terms = [] }: { readonly terms?: readonly ReadTerm[] | undefined }): readonly AssetProof[] =>
  new SaidTerms(terms)
    .of(TERMS.provesAsset)
    .filter(({ with: { otherwise } }) => otherwise.includes('transfers'))
    .map(({ with: { by, evidence, everyMonths } }) => ({ by, kind: evidence, everyMonths }));
