import { definitions } from '@scrip/model';
import type { Defined, DefinedSecurity } from './defined.js';
import type { Problems } from './problem.js';

const { TERMS } = definitions;

/** Tells what securities of one text contradict each other about: one ISIN for two of them, and ranks in a circle. */
export function textTogether(all: readonly Defined[], problems: Problems): void {
  const securities = all.flatMap(({ security }) => security ?? []);
  for (const [index, security] of securities.entries()) {
    const [{ of, draft }, before] = [security, securities.slice(0, index)];
    const same = before.find((each) => each.of.isin === of.isin && each.of.name !== of.name);
    if (same !== undefined) {
      const message = `${same.of.name} has this ISIN already: each security has one of its own`;
      problems.add('SAID_TWICE', message, draft.rangeOf('/isin'));
    }
    const above = before.find((each) => ranksRound(each, security));
    if (above !== undefined) {
      const message = `${above.of.name} and ${of.name} rank both before or both after each other: change one of the two`;
      problems.add('TERMS_CONTRADICT', message, draft.rangeOf(rankingOf(security)?.path ?? ''));
    }
  }
}

function ranksRound(one: DefinedSecurity, other: DefinedSecurity): boolean {
  if (JSON.stringify(one.of.issuer) !== JSON.stringify(other.of.issuer)) return false;
  const [first, second] = [rankingOf(one), rankingOf(other)];
  const isSaid = (names: readonly string[] = [], { of }: DefinedSecurity): boolean => names.includes(classOf(of));
  return (['before', 'after'] as const).some(
    (where) => isSaid(first?.with[where], other) && isSaid(second?.with[where], one),
  );
}

type Ranking = definitions.Said<ReturnType<typeof TERMS.ranksAmong.read>>;

const rankingOf = ({ said }: DefinedSecurity): Ranking | undefined => said.one(TERMS.ranksAmong);

const classOf = ({ instrument: { values } }: definitions.SecurityDefinition): string =>
  'class' in values && typeof values.class === 'string' ? values.class : '';
