import { TERMS } from '../catalogue.js';
import { APPLICABILITY } from '../applicability.js';
import type { Checked } from './context.js';
import { problem, type TermProblem } from './problem.js';

/**
 * Every instrument says how it ends: what never matures is redeemed, converted, or paid on dissolution. A fallback is for
 * something that is looked at. Codes: ENDING_MISSING, TERM_WITHOUT_OBJECT.
 */
export function checkOutcomes(of: Checked): readonly TermProblem[] {
  return [...checkEnding(of), ...checkFallbacks(of)];
}

/** What ends a security that has no maturity. */
const ENDINGS = [
  ...[TERMS.issuerMayRedeem, TERMS.issuerMayRedeemMakeWhole, TERMS.holderMayRequire, TERMS.holderMayConvert],
  TERMS.convertsAt,
];

function checkEnding({ said, instrument: { is } }: Checked): readonly TermProblem[] {
  const perpetual = said.one(TERMS.neverMatures);
  if (APPLICABILITY[is] === undefined || perpetual === undefined) return [];
  const onDissolution = [...said.of(TERMS.mustPayOn), ...said.of(TERMS.fallsDueOn)].some(
    ({ with: { event } }) => event === 'Dissolution' || event === 'IssuerInsolvent',
  );
  const ends = said.one(TERMS.endsOn)?.with.outcomes.includes('dissolution') === true;
  if (ends || onDissolution || ENDINGS.some((kind) => said.has(kind))) return [];
  return [problem('ENDING_MISSING', perpetual.path, { instrument: is })];
}

/** Each fallback is for a rate or an index that a term names. */
function checkFallbacks({ said }: Checked): readonly TermProblem[] {
  const named = new Set([
    ...[TERMS.paysFloating, TERMS.followsIndex, TERMS.tracksIndex].flatMap((kind) =>
      said.of<{ readonly index: string }>(kind).map(({ with: { index } }) => index),
    ),
    ...said
      .of(TERMS.observes)
      .flatMap(({ with: { underlyings } }) => underlyings.flatMap(({ of }) => ('index' in of ? [of.index] : []))),
  ]);
  return said
    .of(TERMS.fallsBackOn)
    .filter(({ with: { index } }) => !named.has(index))
    .map(({ path, with: { index } }) =>
      problem('TERM_WITHOUT_OBJECT', path, { term: TERMS.fallsBackOn.is, needs: index }),
    );
}
