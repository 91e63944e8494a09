import { describe, expect, test } from '@jest/globals';
import { compile } from '../compile.js';
import { note } from '../test-support/mistakes.js';

const adjusted = (calendars: string): string =>
  note('  ranks', `  payment days are following, unadjusted, by calendars ${calendars}\n  ranks`);
const floating = (rate: string): string =>
  note(
    '  pays 4% per year, every 1 year from 2027-06-15\n',
    `  pays ${rate} compounded plus 0.75% per year, every 1 year from 2027-06-15
  rate is fixed 2 business days before the end of each period by "the administrator"
  where ${rate} is not published, in turn what was published last
`,
  ).replace('DBFUFR', 'DBVUFR');

describe('a name of the market', () => {
  test.each([
    [adjusted('TARGET and Foobar'), 'Foobar is no known calendar'],
    [adjusted('TARGETT'), 'did you mean TARGET?'],
    [floating('SOFRRR'), 'SOFRRR is no known reference rate: did you mean SOFR?'],
  ])('that is not known is noted and refuses nothing: %#', (text, told) => {
    const { problems, notes, definitions } = compile(text);
    expect([problems, definitions.length]).toEqual([[], 1]);
    expect(notes.map(({ message }) => message)).toEqual([expect.stringContaining(told)]);
  });

  test.each([adjusted('TARGET, NewYork and London'), floating('SOFR')])('that is known is taken: %#', (text) => {
    expect(compile(text)).toMatchObject({ problems: [], notes: [] });
  });

  test('of several words may stand in quotation marks', () => {
    const [quoted] = compile(adjusted('"New York" and London')).definitions;
    expect(quoted).toEqual(compile(adjusted('NewYork and London')).definitions[0]);
    expect(compile(adjusted('"New York, N.Y."')).problems.length).toBe(1);
  });
});
