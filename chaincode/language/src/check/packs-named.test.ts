import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { compile } from '../compile.js';
import { note } from '../test-support/mistakes.js';
import { problemLine } from './problem-line.js';

const AUTOCALL = readFileSync(new URL('../../../../config/securities/sample-autocall.scrip', import.meta.url), 'utf8');
const BOND = note('size 1,000 units', 'size 10,000 units');
const SHARE = `security Y@1 "Sample share"
  isin US0378331005
  cfi ESVUFR
  issuer lei 5493001KJTIIGC8Y1R12
  currency USD
  size 1,000,000 units
  share in registered form
  votes 1 per unit
  on dissolution what is left belongs to units in proportion
`;
const PROSPECTUS = 'EuProspectus@1 approved in DE on 2026-05-12 published on 2026-05-13';
const told = (text: string): readonly string[] => {
  const { problems, notes } = compile(text, undefined, false);
  return [...problems, ...notes].map((each) => problemLine(text, each));
};
const asking = (security: string, rule: string): readonly string[] =>
  told(`${security}  to ${rule.startsWith('Rule144') ? 'transfer' : 'subscribe'} ${rule}\n`).map((each) =>
    each.replace(/^\d+:/, ''),
  );
const inAll = (rule: string): readonly string[] => told(`compliance Z@1 "z"\n  to subscribe ${rule}\n`);

describe('a pack that fits the issue', () => {
  test.each([
    [BOND, `${PROSPECTUS} for a simple security`],
    [BOND, `${PROSPECTUS} for a complex packaged product notified to FR on 2026-05-20`],
    [
      BOND,
      'EuProspectusExempt@2 at 995 a unit open for 10 days with nominal value as a small offer below 12,000,000 in DE',
    ],
    [
      BOND,
      'SwissOffer@1 at 1,000 a unit open for 1 month with no nominal value needing no information sheet moving freely',
    ],
    [BOND, 'Rule144@1 for restricted debt'],
    [SHARE, 'RegD506b@1 for voting equity'],
    [SHARE, 'RegCF@2 at 50 a unit published on 2026-05-04 open until 2026-08-31 with limits 2,500 USD for RETAIL'],
  ])('is not doubted', (security, rule) => expect(asking(security, rule)).toEqual([]));

  test('of what is issued long after its prospectus was approved is doubted, with the day', () => {
    const stale = PROSPECTUS.replaceAll('2026-', '2025-');
    expect(asking(BOND, `${stale} for a simple security`)).toEqual([
      '31 VALUE_DOUBTFUL the prospectus is valid until 2026-05-12, twelve months after its approval, and units are issued ' +
        'on 2026-06-15: name the prospectus of this issue',
    ]);
  });
});

describe('a pack for another product', () => {
  test.each([
    ['for a complex', 'for a simple', /^\d+:\d+ TERMS_CONTRADICT what it pays hangs on others, which is complex/],
    [
      'packaged\n    product',
      'security',
      /^\d+:\d+ TERMS_CONTRADICT what it pays hangs on others: say "packaged product"/,
    ],
  ])('than an autocall is refused: %s as %s', (said, instead, message) => {
    const pattern = new RegExp(said.replace(/\s+/g, '\\s+'));
    expect(AUTOCALL).toMatch(pattern);
    expect(told(AUTOCALL.replace(pattern, instead))).toEqual([expect.stringMatching(message)]);
  });

  test.each([
    [SHARE, 'Rule144@1 for restricted debt', 'TERMS_CONTRADICT this is a share: say "equity"'],
    [
      BOND,
      'RegSCategory3@1 for equity of a foreign reporting issuer',
      'TERMS_CONTRADICT this is debt, and nothing converts it: say "debt"',
    ],
    [BOND, 'RegD506c@1 for voting equity', 'TERMS_CONTRADICT this is debt: say "other securities"'],
    [SHARE, 'RegD506b@1 for other securities', 'TERMS_CONTRADICT these shares vote: say "voting equity"'],
    [
      SHARE,
      'HongKongOffer@1 at 10,000 a unit for debentures of a public company',
      'TERMS_CONTRADICT this is a share: say "shares"',
    ],
  ])('is refused %#', (security, rule, problem) => {
    expect(asking(security, rule)).toEqual([expect.stringContaining(problem)]);
  });
});

describe('dates and amounts of a pack', () => {
  test.each([
    [
      `${PROSPECTUS} for a simple security notified to DE on 2026-05-20`,
      'TERMS_CONTRADICT the prospectus is approved in DE: nothing is notified there, leave it out',
    ],
    [
      `${PROSPECTUS} for a simple security supplemented 2027-06-01 with withdrawal until 2027-06-10`,
      'TERMS_CONTRADICT a supplement of 2027-06-01 supplements nothing: the prospectus is valid until 2027-05-12',
    ],
    [
      'RegCF@2 at 5 a unit published on 2026-05-04 open until 2026-05-20 with limits 2,500 USD for RETAIL',
      'TERMS_CONTRADICT nothing is sold before 2026-05-25, 21 days after the offering was published',
    ],
  ])('are refused where they contradict each other, whatever the security: %#', (rule, problem) => {
    expect(inAll(rule)).toEqual([expect.stringContaining(problem)]);
  });

  test('are doubted where they do not fit its nominal and its size', () => {
    const offer = (price: string, security = BOND): readonly string[] =>
      asking(
        security,
        `EuProspectusExempt@2 at ${price} a unit open for 10 days with nominal value as a small offer below 5,000,000 in DE`,
      );
    expect(offer('99.5')).toEqual([
      expect.stringContaining('VALUE_DOUBTFUL one unit is 1000 EUR, and it is offered at 99.5 EUR'),
    ]);
    expect(offer('1,000')).toEqual([
      expect.stringContaining('VALUE_DOUBTFUL all 10000 units at 1000 EUR come to more than the 5000000 EUR'),
    ]);
    expect(
      asking(
        BOND,
        'SwissOffer@1 at 1,000 a unit open for 1 month with nominal value needing no information sheet moving freely',
      ),
    ).toEqual([
      expect.stringContaining('TERMS_CONTRADICT one unit is 1000 EUR: say "no nominal value", which is asked in CHF'),
    ]);
  });

  test('are told once of several events', () => {
    const rule = `${PROSPECTUS} for a simple security notified to DE on 2026-05-20`;
    expect(told(`compliance Z@1 "z"\n  to subscribe or transfer ${rule}\n`)).toHaveLength(1);
  });
});
