import { definitions } from '@scrip/model';
import type { Draft } from '../translate/draft.js';
import type { Problems } from './problem.js';

const { SaidTerms, TERMS } = definitions;

type Security = definitions.SecurityDefinition;

/** A definition of a text that has no problem by itself, with where it stands. */
export interface Defined {
  readonly definition: definitions.Definition;
  readonly draft: Draft;
}

/** Tells what securities of one text contradict each other about: one ISIN for two of them, and ranks in a circle. */
export function textTogether(all: readonly Defined[], problems: Problems): void {
  const securities = all.flatMap(({ definition, draft }) =>
    definition.kind === 'security' ? [{ of: definition, draft }] : [],
  );
  for (const [index, { of, draft }] of securities.entries()) {
    const before = securities.slice(0, index).map((each) => each.of);
    const same = before.find(({ isin, name }) => isin === of.isin && name !== of.name);
    if (same !== undefined) {
      const message = `${same.name} has this ISIN already: each security has one of its own`;
      problems.add('SAID_TWICE', message, draft.rangeOf('/isin'));
    }
    const above = before.find((each) => ranksRound(each, of));
    if (above !== undefined) {
      const message = `${above.name} and ${of.name} rank both before or both after each other: change one of the two`;
      problems.add('TERMS_CONTRADICT', message, draft.rangeOf(rankingOf(of)?.path ?? ''));
    }
  }
}

function ranksRound(one: Security, other: Security): boolean {
  if (JSON.stringify(one.issuer) !== JSON.stringify(other.issuer)) return false;
  const [first, second] = [rankingOf(one), rankingOf(other)];
  const isSaid = (names: readonly string[] = [], of: Security): boolean => names.includes(classOf(of));
  return (['before', 'after'] as const).some(
    (where) => isSaid(first?.with[where], other) && isSaid(second?.with[where], one),
  );
}

type Ranking = definitions.Said<ReturnType<typeof TERMS.ranksAmong.read>>;

const rankingOf = ({ terms = [] }: Security): Ranking | undefined => new SaidTerms(terms).one(TERMS.ranksAmong);

const classOf = ({ instrument: { values } }: Security): string =>
  'class' in values && typeof values.class === 'string' ? values.class : '';
