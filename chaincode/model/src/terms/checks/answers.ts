import { TERMS } from '../catalogue.js';
import type { Checked } from './context.js';
import { problem, type TermProblem } from './problem.js';

/**
 * One answer to each event and to each kind of proceeds: what must be redeemed is not due otherwise, or by choice. What
 * is cured is the breach of a covenant. Codes: TERMS_EXCLUDE_EACH_OTHER, TERM_REPEATED, TERM_WITHOUT_OBJECT.
 */
export function checkAnswers({ said }: Checked): readonly TermProblem[] {
  const musts = said.of(TERMS.mustRedeemAfter);
  const others = [TERMS.fallsDueOn, TERMS.issuerMayRedeemAfter].flatMap((kind) =>
    said.of<{ readonly event: string }>(kind).map((each) => ({ ...each, is: kind.is })),
  );
  const proceeds = said.of(TERMS.prepaysFrom);
  const covenants = new Set(said.of(TERMS.keepsRatio).map(({ with: { event } }) => event));
  return [
    ...musts.flatMap(({ path, with: { event } }, index) => [
      ...others
        .filter((each) => each.with.event === event)
        .map(({ is }) => problem('TERMS_EXCLUDE_EACH_OTHER', path, { term: TERMS.mustRedeemAfter.is, other: is })),
      ...(musts.findIndex((each) => each.with.event === event) < index
        ? [problem('TERM_REPEATED', `${path}/with/event`, { term: TERMS.mustRedeemAfter.is })]
        : []),
    ]),
    ...proceeds
      .filter(({ with: { of } }, index) => proceeds.findIndex((each) => each.with.of === of) < index)
      .map(({ path }) => problem('TERM_REPEATED', `${path}/with/of`, { term: TERMS.prepaysFrom.is })),
    ...said
      .of(TERMS.curesByEquity)
      .filter(({ with: { event } }) => !covenants.has(event))
      .map(({ path }) =>
        problem('TERM_WITHOUT_OBJECT', path, {
          term: TERMS.curesByEquity.is,
          needs: TERMS.keepsRatio.is,
        }),
      ),
  ];
}
