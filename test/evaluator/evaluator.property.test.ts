import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { report } from '../support/engine.js';
import { compareAll, evaluated, askedBy, hasPoint, published } from './against/compared.js';
import { Dice } from './against/dice.js';
import { Distribution } from './against/distribution.js';
import { Programs } from './against/programs.js';
import { REFERENCE_RULES } from './against/reference.js';
import { randomText } from './against/texts.js';
import { World } from './against/world.js';

/** More than a run of all tests has time for, where asked: `SCRIP_LANGUAGE_RUNS=10000`. */
const ASKED = process.env['SCRIP_LANGUAGE_RUNS'];
const RUNS = Number(ASKED ?? '200');
const MOVEMENTS = 4;
const TIMEOUT_MS = Math.max(180_000, RUNS * 500);

const programs = new Programs();
afterAll(() => {
  programs.remove();
});

describe('property: what a definition says of a movement', () => {
  test(
    'is the same by its canonical form, by its program, and by who has only read the reference',
    async () => {
      const distribution = new Distribution();
      await fc.assert(
        fc.asyncProperty(fc.gen(), async (generator) => {
          const dice = new Dice(generator);
          const { text, event } = randomText(dice);
          fc.pre(hasPoint(text));
          const definition = await published(text, programs);
          const asked = askedBy(text);
          for (let count = 0; count < MOVEMENTS; count += 1) {
            const world = new World(text, event, dice);
            const judged = evaluated(asked, world);
            compareAll(text, definition, world, judged);
            distribution.add(judged, (hears) => evaluated(asked, world, { hears }));
          }
        }),
        { numRuns: RUNS },
      );
      if (ASKED !== undefined) report(distribution.table());
      expect(distribution.values()).toEqual(['failed', 'met', 'unknown']);
      if (RUNS >= 10_000) expect(distribution.undecided(REFERENCE_RULES.map(({ name }) => name))).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
