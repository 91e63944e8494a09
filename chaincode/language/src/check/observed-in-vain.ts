import { definitions } from '@scrip/model';
import type { Contradiction, Product } from './products.js';

const { TERMS } = definitions;

/** What can follow from what is observed. */
const CONSEQUENCES = [
  ...[TERMS.redeemsEarly, TERMS.paysIfAbove, TERMS.repaysByBarrier, TERMS.repaysByFormula],
  ...[TERMS.meansFormula, TERMS.mustPayOn],
] as const;

/** Prices are observed for something to follow: a sentence without which the product is another one was forgotten. */
export const observedInVain = ({ said }: Product): readonly Contradiction[] =>
  CONSEQUENCES.some((kind) => said.has(kind))
    ? []
    : said.of(TERMS.observes).map(({ path }) => ({
        path,
        message:
          'nothing follows from what is observed: say it, such as "repays 100% on 2031-06-15 unless …", or leave this out',
      }));
