import { describe, expect, test } from '@jest/globals';
import { KNOWN_CALENDARS, KNOWN_RATES } from '@scrip/language';
import type { Known } from '../../mapping/codec.js';
import { Source } from '../../document/source.js';
import { CENTRES_OF_CALENDARS, RATE } from './words.js';

const NOTHING: Known = { value: () => undefined };

const coded = (known: typeof KNOWN_RATES): readonly string[] =>
  [...known].flatMap(([name, code]) => (code === undefined ? [] : [name]));

describe('a name that the language knows', () => {
  test('of a calendar is a business centre of its own, and read as that calendar', () => {
    const names = coded(KNOWN_CALENDARS);
    expect(names.length).toBeGreaterThan(20);
    const written = CENTRES_OF_CALENDARS.write(names, NOTHING);
    expect(CENTRES_OF_CALENDARS.read(new Source(written ?? null), NOTHING)).toEqual(names);
  });

  test.each(coded(KNOWN_RATES))('of a rate is one of the definitions, and read as %s', (name) => {
    const written = RATE.write(name, NOTHING);
    expect(written).toMatch(/^[A-Z]{3}-/);
    expect(RATE.read(new Source(written ?? null), NOTHING)).toBe(name);
  });

  test.each([
    ['AbuDhabi', () => CENTRES_OF_CALENDARS.write(['AbuDhabi'], NOTHING)],
    ['EUR mid-swap', () => RATE.write('EUR mid-swap', NOTHING)],
  ])('and that has no code, such as %s, is told as not mapped', (_, write) => {
    expect(write).toThrow(/is known for/);
  });

  test('is not meant by the code of its centre, which would be read as the name', () => {
    expect(() => CENTRES_OF_CALENDARS.write(['NOOS'], NOTHING)).toThrow(/is that of the calendar/);
  });
});
