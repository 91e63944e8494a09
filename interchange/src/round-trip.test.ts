import { statementsOf } from '@scrip/language';
import { describe, expect, test } from '@jest/globals';
import { FORMAT_NAMES } from './format-names.js';
import { FORMATS } from './interchange.js';
import { factsOf, mappedFactsOf, thereAndBack } from './test-support/facts.js';
import { LIBRARY } from './test-support/library.js';

describe.each(FORMAT_NAMES)('securities of the library in %s', (name) => {
  const instruments = FORMATS[name].forms.map(({ instrument }) => instrument);
  const written = LIBRARY.filter(([, of]) => instruments.includes(of.instrument.written.is));

  test('are some', () => {
    expect(written.length).toBeGreaterThan(0);
  });

  test.each(written)('%s: what is mapped is read again as it was, and nothing else', (_, of) => {
    const { exported, read } = thereAndBack(of, name);
    const instrument = of.instrument.written.is;
    const facts = factsOf(
      read.statements.filter(({ is, values }) => is !== instrument || Object.keys(values).length > 0),
    );
    expect(facts).toEqual(mappedFactsOf(of, exported.report.notMapped));
    // what was added besides, and follows from values that have no place
    const added = exported.report.added.flatMap(({ value }) => [value, ...value.split(' ')]);
    expect(read.notMapped.filter(({ value }) => !added.includes(value))).toEqual([]);
  });

  test.each(written)('%s: every value is in the report once', (_, of) => {
    const { report } = thereAndBack(of, name).exported;
    const terms = statementsOf(of).flatMap(({ is, values }) => {
      const slots = Object.keys(values).map((slot) => `${is} ${slot}`);
      return slots.length === 0 ? [is] : slots;
    });
    const reported = [...report.mapped, ...report.notMapped].map(({ term }) => term);
    expect(reported.filter((term) => term !== of.instrument.written.is).sort()).toEqual(terms.sort());
  });

  test.each(LIBRARY.filter(([, of]) => !instruments.includes(of.instrument.written.is)))(
    '%s: has no place',
    (_, of) => {
      expect(() => thereAndBack(of, name)).toThrow(expect.objectContaining({ code: 'NOT_IN_THIS_FORMAT' }));
    },
  );
});
