import fc from 'fast-check';

const upTo = (max: number): fc.Arbitrary<number> => fc.nat({ max });

/** Choices of chance; a run that fails is made smaller by fast-check, towards the first of what can be chosen. */
export class Dice {
  constructor(private readonly value: fc.GeneratorValue) {}

  /** A whole number from nought up to this. */
  upTo(max: number): number {
    return max === 0 ? 0 : this.value(upTo, max);
  }

  /** One of these. */
  pick<T>(of: readonly T[]): T {
    const one = of[this.upTo(of.length - 1)];
    if (one === undefined) throw new Error('there is nothing to choose from');
    return one;
  }

  /** True so many times in a hundred. */
  often(percent: number): boolean {
    return this.upTo(99) >= 100 - percent;
  }

  /** Different ones of these, at least one. */
  some<T>(of: readonly T[], most: number): readonly T[] {
    const chosen = new Set([this.pick(of)]);
    for (let more = this.upTo(most - 1); more > 0; more -= 1) chosen.add(this.pick(of));
    return [...chosen];
  }
}
