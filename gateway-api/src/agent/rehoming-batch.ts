import { LIMITS } from '@scrip/model';

/** Lots of one holder. */
interface Holding {
  readonly holderId: string;
  readonly lotIds: readonly string[];
}

/** Lots that the same organisations attest, as many as one command may name. */
export interface RehomingBatch {
  readonly attestors: readonly string[];
  readonly holdings: readonly Holding[];
}

/** Lots cut into batches: what different organisations attest goes by itself, so that one who is silent holds up its own. */
export function rehomingBatches(
  stale: readonly (Holding & Pick<RehomingBatch, 'attestors'>)[],
): readonly RehomingBatch[] {
  const alike = new Map<string, RehomingBatch>();
  for (const { attestors, ...holding } of stale) {
    const name = attestors.join(' ');
    alike.set(name, { attestors, holdings: [...(alike.get(name)?.holdings ?? []), holding] });
  }
  return [...alike.values()].flatMap(withinBound);
}

function withinBound(batch: RehomingBatch): readonly RehomingBatch[] {
  return lotsIn(batch) <= LIMITS.lotsPerRehomingMax ? [batch] : halvesOf(batch).flatMap(withinBound);
}

/** How many lots a batch names. */
export const lotsIn = ({ holdings }: RehomingBatch): number =>
  holdings.reduce((lots, { lotIds }) => lots + lotIds.length, 0);

/** A batch in two: the halves of its lots. */
export function halvesOf(batch: RehomingBatch): readonly [RehomingBatch, RehomingBatch] {
  const half = Math.ceil(lotsIn(batch) / 2);
  return [part(batch, 0, half), part(batch, half, lotsIn(batch))];
}

/** The lots of a batch from one place to another. */
function part({ attestors, holdings }: RehomingBatch, from: number, to: number): RehomingBatch {
  let place = 0;
  const cut = holdings.map(({ holderId, lotIds }) => {
    const begin = place;
    place += lotIds.length;
    return { holderId, lotIds: lotIds.slice(Math.max(0, from - begin), Math.max(0, to - begin)) };
  });
  return { attestors, holdings: cut.filter(({ lotIds }) => lotIds.length > 0) };
}
