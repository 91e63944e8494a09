import { definitions, periodInWords, type BusinessDate, type Period } from '@scrip/model';
import type { Contradiction, Product } from './products.js';

const { TERMS, datesOf, isSameDue, periodsAfter } = definitions;

/** Something regular with a last day. */
interface Ending {
  readonly every: Period;
  readonly from: BusinessDate;
  readonly until?: BusinessDate;
}

/** What is repaid at regular intervals is repaid on its last day, too: between two days nobody knows how many parts there are. */
export const scheduleEnds = ({ said }: Product): readonly Contradiction[] =>
  [TERMS.repaysRegularly, TERMS.sinks]
    .flatMap((kind) => said.of<Ending>(kind))
    .flatMap(({ path, with: { every, from, until } }) => {
      if (until === undefined) return [];
      const dates = datesOf({ every, from }, until);
      const last = dates.at(-1) ?? from;
      const next = periodsAfter(from, every, dates.length);
      // a schedule that is longer than any may be is refused as such
      if (isSameDue(last, until, from) || next <= until) return [];
      const due = `every ${periodInWords(every)} from ${from} comes to ${last} and ${next}, and not to ${until}`;
      return [{ path: `${path}/with/until`, message: `${due}: say "until ${last}" or "until ${next}"` }];
    });
