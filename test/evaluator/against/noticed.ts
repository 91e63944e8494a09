import type { Judged, Setting } from '../judged.js';
import { RULE_MEANINGS } from '../rules/meanings.js';
import { RuleReader } from '../text/rule-tree.js';
import type { Case } from './cases.js';
import { agree, askedBy, evaluated } from './compared.js';
import type { Mutant } from './mutants.js';

/** Reads each text once. */
function readOnce(reader?: RuleReader): (text: string) => Setting['asked'] {
  const known = new Map<string, Setting['asked']>();
  return (text) => {
    const asked = known.get(text) ?? askedBy(text, reader);
    known.set(text, asked);
    return asked;
  };
}

const askedOnce = readOnce();

/** What an evaluator says of a case. */
export type Judging = (one: Case) => Judged;

/** The evaluator, perhaps with something wrong. */
export const judgedWith =
  (wrong: (one: Case, asked: Setting['asked']) => Partial<Setting> = () => ({})): Judging =>
  (one) => {
    const asked = askedOnce(one.text);
    return evaluated(asked, one.world, wrong(one, asked));
  };

/** The evaluator, to which one sentence means something else. */
export function judgedByMutant({ meaning }: Mutant): Judging {
  const meanings = RULE_MEANINGS.map((each) => (each.name === meaning.name ? meaning : each));
  const asked = readOnce(new RuleReader(meanings));
  return ({ text, world }) => evaluated(asked(text), world);
}

/** The first of some cases in which an evaluator says something else than the model. */
export const disagreement = (cases: readonly Case[], by: Judging): Case | undefined =>
  cases.find((one) => !agree(by(one), one.said, /^\s+uses /m.test(one.text)));
