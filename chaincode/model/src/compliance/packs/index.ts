import { pattern, record, refuseField, type Reader } from '../../serialisation/reader.js';
import type { RulePack } from '../rule-set.js';
import type { PackConstructor } from './pack-kind.js';
import { CLAIM_TYPES } from './claim-types.js';
import { euProspectusExempt } from './eu-exempt.js';
import { euProspectusExemptSince2026 } from './eu-exempt-2026.js';
import { euProspectus } from './eu-prospectus.js';
import { hongKongOffer } from './hong-kong.js';
import { singaporeOffer } from './singapore.js';
import { swissOffer } from './switzerland.js';
import { ukOffer, ukPublicOffer } from './uk.js';
import { exchangeAct12g } from './exchange-act-12g.js';
import { regulationATier2, regulationATier2Qualified } from './regulation-a.js';
import { regulationCrowdfunding, regulationCrowdfundingByHours } from './regulation-crowdfunding.js';
import { regulationD506b, regulationD506c } from './regulation-d.js';
import { regulationSCategory1, regulationSCategory2, regulationSCategory3 } from './regulation-s.js';
import { rule144 } from './rule-144.js';
import { rule144A } from './rule-144a.js';

export { CLAIM_TYPES };

/** The constructors of packs, by the names under which they are written in a program. */
export const PACKS = {
  euProspectusExempt,
  euProspectusExemptSince2026,
  euProspectus,
  ukOffer,
  ukPublicOffer,
  swissOffer,
  singaporeOffer,
  hongKongOffer,
  exchangeAct12g,
  regulationATier2,
  regulationATier2Qualified,
  regulationCrowdfunding,
  regulationCrowdfundingByHours,
  regulationD506b,
  regulationD506c,
  regulationSCategory1,
  regulationSCategory2,
  regulationSCategory3,
  rule144,
  rule144A,
} as const;

/** The one table by which packs are decoded: by name and version. */
const READERS: ReadonlyMap<string, Reader<RulePack>> = new Map(
  Object.values<Pick<PackConstructor<never>, 'is' | 'read'>>(PACKS).map(({ is, read }) => [is, read]),
);

const reference = record({ is: pattern(/^/, 'a text'), with: (value: unknown) => value });

/** Reads a reference to a pack and makes the pack. Errors: PACK_UNKNOWN, FIELD_INVALID and the errors of its parameters. */
export const pack: Reader<RulePack> = (value, path) => {
  const { is, with: parameters } = reference(value, path);
  const read = READERS.get(is);
  if (read === undefined) return refuseField(`${path}/is`, 'a pack with its version', 'PACK_UNKNOWN');
  return read(parameters, `${path}/with`);
};
