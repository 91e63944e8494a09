import { compliance } from '@scrip/model';
import type { Defined } from './defined.js';
import { datesOfPack } from './pack-dates.js';
import { packAmounts } from './pack-amounts.js';
import type { NamedPack, PackCheck } from './pack-finding.js';
import { packProduct } from './pack-product.js';
import type { Problems } from './problem.js';

const CHECKS: readonly PackCheck[] = [datesOfPack, packProduct, packAmounts];

/** Tells of facts of rule packs that contradict each other, or what the security is of which the rules are. */
export function packsNamed({ definition, draft, security }: Defined, problems: Problems): void {
  const rules: compliance.RuleSet = 'rules' in definition ? (definition.rules ?? {}) : {};
  const told = new Set<string>();
  for (const [event, rule] of Object.entries(rules) as [string, compliance.Expression][]) {
    for (const [path, pack] of packsIn(rule, `/rules/${event}`)) {
      for (const { fact, message, isWrong } of CHECKS.flatMap((check) => check(pack, security))) {
        const range = draft.rangeOf(fact === undefined ? path : `${path}/pack/with/${fact}`);
        // one sentence asks for several events
        const key = `${String(range.from)} ${message}`;
        if (told.has(key)) continue;
        told.add(key);
        if (isWrong) problems.add('TERMS_CONTRADICT', message, range);
        else problems.note('VALUE_DOUBTFUL', message, range);
      }
    }
  }
}

function packsIn(rule: compliance.Expression, path: string): readonly (readonly [path: string, pack: NamedPack])[] {
  if (!compliance.isPackRule(rule)) {
    return compliance.within(rule).flatMap(([step, each]) => packsIn(each, `${path}/${step}`));
  }
  const [name = ''] = rule.pack.is.split('@');
  return [[path, { name, with: rule.pack.with }]];
}
