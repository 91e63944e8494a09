import { canonicalJson, definitions } from '@scrip/model';
import { describe, expect, test } from '@jest/globals';
import type { Problem } from './check/problem.js';
import { problemLine } from './check/problem-line.js';
import { compile } from './compile.js';
import { format } from './format/format.js';
import { printDefinition } from './format/print-definition.js';

const RESALE = `# who may buy
compliance Resale@1 "Resale rules"
  uses Cap@1
  to subscribe or hold receiver resides in IE, DE or FR
  to transfer any of:
    # a year is enough
    sender has held for 1 year  # lots
    all of (receiver resides in IE, DE or FR; receiver has claim accredited-investor)
    under "17 CFR 230.144":
      Rule144@1 for restricted equity reporting since 2020-01-01 with information until 2026-12-31
    when receiver resides in US then any of:
      receiver holds at most 10% of all units
      at most 2,000 holders with claim us-person of RETAIL counted of record in this security
`;
const HOUSE = `ownership House@1 "House"
  title passes with yes from all of:
    registrar
    2 of (notary; seller's custodian; buyer's custodian)
  vote by ballot with reasons within 3 business days, silence is no
  meanwhile seller has income and votes
  holder may object within 10 business days
  evidence audit every 12 months, otherwise transfers wait
`;

const AGREEMENT = `privacy House@1 "What the house shows"
  regulator sees parties, units and price for "supervision"
  custodian sees parties and identity for "safekeeping" within 10 years
  regulator may open consideration for "market abuse" when registrar agrees
  private records are kept for 10 years
`;
const COMPANY = `identity Company@1 "Companies"
  shows claim kyc, renewed every 12 months
  shows claim lei-current
  acts by any of:
    when up to 100,000 EUR then director
    when above 100,000 EUR then 2 of (director; treasurer)
    when in XS0104440986 then when until 2027-12-31 then treasurer
`;
const MEMBERS = `governance Members@1 "How members decide"
  member-joins needs 66.67% of votes, quorum 75%, within 10 days, in force 5 days later
  chaincode-changes needs 75% of votes, quorum 75%, within 20 days, in force 10 days later
  in an emergency 75% of votes suffice, and what is done lapses after 10 days
`;

const inWords = (text: string, problems: readonly Problem[]): readonly string[] =>
  problems.map((each) => problemLine(text, each));
const found = (text: string): readonly string[] => inWords(text, compile(text).problems);

describe('a text', () => {
  test('becomes definitions in canonical form', () => {
    const { definitions, problems } = compile(`${RESALE}\n${HOUSE}`);
    expect(problems).toEqual([]);
    expect(definitions.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['compliance Resale', 'ownership House']);
    expect(definitions[1]).toMatchObject({
      protocol: {
        passesWhen: {
          is: 'atLeast',
          votes: 2,
          of: [
            { is: 'vote', from: 'registrar' },
            { is: 'atLeast', votes: 2 },
          ],
        },
        voting: { by: 'ballot', withinDays: 3, silence: 'no', reasons: true },
      },
    });
  });

  test.each([RESALE, HOUSE, AGREEMENT, COMPANY, MEMBERS])(
    'is printed from its definition and compiled to the same',
    (text) => {
      const [definition] = compile(text).definitions;
      if (definition === undefined) throw new Error(found(text).join());
      expect(format(text)).toEqual({ text });
      const [again] = compile(printDefinition(definition)).definitions;
      expect(canonicalJson(again)).toBe(canonicalJson(definition));
    },
  );

  test('is formatted with its comments, and its meaning stays', () => {
    expect(format(RESALE)).toEqual({ text: RESALE });
    const wide = RESALE.replaceAll('  ', '     ')
      .replaceAll('IE, DE or FR', 'IE,DE   or FR')
      .replace(' lots', ' lots ');
    expect(format(wide)).toEqual({ text: RESALE });
    expect(canonicalJson(compile(wide).definitions)).toBe(canonicalJson(compile(RESALE).definitions));
  });
});

describe('a long sentence', () => {
  const packs = `compliance Offering@1 "An offering by a title of which the line is longer than others may be, and which stays on it"
  to subscribe RegATier2@2 for 20,000,000 USD at 10 a unit qualified on 2026-05-04 with limits 2,500
      USD for LOW and 10,000 USD for HIGH
  to transfer when receiver resides in US then:
    Rule144@1 for restricted equity reporting since 2020-01-01 with information until 2026-12-31
`;

  test('goes on below itself, and is read as it was', () => {
    expect(format(packs)).toEqual({ text: packs });
    const [definition] = compile(packs).definitions;
    if (definition === undefined) throw new Error(found(packs).join());
    expect(printDefinition(definition)).toBe(packs);
  });
});

describe('mistakes', () => {
  test('are found all at once, each at its place and with what to do', () => {
    const text = `compliance Resale@1 "Resale rules"
  to transfer any of:
    sender has hold for 1 year
    receiver resids in DE
    receiver resides in XX
    receiver resides in DE or
  to subscribe RegD506c@1
  to hold receiver holds at most 110% of all units
 title ?
ownership H@1 "x"
  title passes with yes from clerk
`;
    expect(found(text)).toEqual([
      '3:16 SENTENCE_INCOMPLETE did you mean "held" after "has"? "hold" cannot stand there',
      '4:14 SENTENCE_INCOMPLETE did you mean "resides" after "receiver"? "resids" cannot stand there',
      '5:25 COUNTRY_UNKNOWN The country is not an ISO 3166-1 alpha-2 code',
      '6:30 SENTENCE_INCOMPLETE a country such as DE is expected after "or", as in: sender resides in IE, DE or FR',
      '7:26 SENTENCE_INCOMPLETE "for" is expected after "RegD506c@1", as in: RegD506c@1 for voting equity',
      '8:34 AMOUNT_INVALID a percentage from 0% to 100% with a point before its fraction is expected here, such as 66.67%',
      '9:8 CHARACTER_UNKNOWN "?" is no part of the language',
      '11:30 SENTENCE_UNKNOWN this is not a place from which it is voted',
    ]);
  });

  test.each([
    ['nothing', 'security X@1 "x"\n', '1:1 NOT_SAID this says nothing'],
    ['no title', 'compliance X@1\n  to hold receiver resides in DE\n', '1:15 SYNTAX_INVALID a text in quotation marks'],
    ['another kind', 'spell X@1 "x"\n  to hold receiver resides in DE\n', '1:1 SYNTAX_INVALID'],
    ['no rules', 'compliance X@1 "x"\n  uses Y@1\n', '1:1 NOT_SAID nothing says what it asks'],
    ['a text without an end', 'compliance X@1 "x\n  uses Y@1\n', '1:16 CHARACTER_UNKNOWN this text has no end'],
    [
      'a list without an end',
      'compliance X@1 "x"\n  to hold all of (receiver resides in DE\n',
      '2:18 SYNTAX_INVALID this parenthesis is not closed',
    ],
    [
      'the same twice',
      'compliance X@1 "x"\n  to hold RegSCategory1@1\n  to hold RegSCategory1@1\n',
      '2:11 RULE_MISPLACED',
    ],
    [
      'the same event twice',
      'compliance X@1 "x"\n  to hold receiver resides in DE\n  to hold receiver resides in FR\n',
      '3:3 SAID_TWICE',
    ],
    ['a rule for another event', 'compliance X@1 "x"\n  to hold sender has held for 1 year\n', '2:11 RULE_MISPLACED'],
  ])('%s', (_, text, expected) => {
    expect(found(text)[0]).toContain(expected);
    expect(compile(text).definitions).toEqual([]);
  });

  test.each([
    ['parentheses', 'all of ('.repeat(5000)],
    ['conditions', 'when receiver resides in DE then '.repeat(2000)],
    ['paragraphs', 'under "x": '.repeat(5000)],
  ])('of %s without end are told, and the next text is read', (_, opening) => {
    const head = 'compliance X@1 "x"\n  to hold ';
    expect(found(`${head}${opening}receiver resides in DE\n`)).toEqual([
      expect.stringContaining('LIMIT_EXCEEDED more than 40 levels are nested'),
    ]);
    expect(found(`${head}receiver resides in DE\n`)).toEqual([]);
  });
});

describe('who acts', () => {
  const company = (mandate: string): string => `identity Company@1 "Companies"\n  acts by ${mandate}\n`;

  test.each([
    ['2 of (director; treasurer; all of (clerk))', '2:38 SYNTAX_INVALID a number "of" counts offices and parties'],
    ['none of (director)', '2:11 SYNTAX_INVALID who acts is said by "all of"'],
    ['when director then treasurer', '2:16 SENTENCE_UNKNOWN this is not a limit such as "above 1,000,000 EUR"'],
    ['under "law": director', '2:11 SYNTAX_INVALID who acts is said without a paragraph'],
  ])('is refused where it says %s', (mandate, expected) => {
    expect(found(company(mandate)).join()).toContain(expected);
  });
});

describe('names of other definitions', () => {
  const text = `compliance X@1 "x"
  uses Cap@1
  to hold any of (Cap@1; House@2; RegSCategory1@1)
`;

  test('are looked up where there is a library', () => {
    expect(found(text)).toEqual([
      '3:35 RULE_MISPLACED this says nothing of who is to hold: ask it to subscribe or to transfer',
    ]);
    const sound = text.replace('; RegSCategory1@1', '');
    expect(compile(sound).problems).toEqual([]);
    expect(compile(sound, () => undefined).problems.map(({ message }) => message)).toEqual([
      'there is no definition Cap@1: name one that is published',
      'there is no definition Cap@1: name one that is published',
      'there is no definition House@2: name one that is published',
    ]);
    expect(compile(sound, () => 'a text').problems).toEqual([]);
  });
});

describe('a template', () => {
  const TEMPLATE = `instrument Noted@1 "A note with rules"
  takes governing law as a text
  takes holders as a number
  takes period as a period
  law governing law
  size holders units
  to transfer all of (sender has held for period; receiver holds at most holders units)
`;
  const made = (values: string): string => `security NOTE@1 "Note"
  made from Noted@1 with ${values}
  isin XS0104440986
`;
  const values = 'governing law is "England", holders is 40,000, period is 6 months';

  test('is a definition of its own, printed as it is read', () => {
    const { definitions, problems } = compile(TEMPLATE);
    expect(problems).toEqual([]);
    const [template] = definitions;
    if (template === undefined) throw new Error('a template');
    expect(printDefinition(template)).toBe(TEMPLATE);
    expect(format(TEMPLATE)).toEqual({ text: TEMPLATE });
  });

  test.each([
    [values, []],
    [values.replace(', period is 6 months', ''), ['2:13 NOT_SAID nothing says period: add "period is …"']],
    [values.replace('6 months', '6%'), ['2:83 SENTENCE_INCOMPLETE period is a period: a period such as 6 months']],
    [
      `${values}, colour is 3`,
      ['2:103 SENTENCE_UNKNOWN the template takes no colour: it takes governing law, holders, period'],
    ],
  ])('is given values for all that it takes: %s', (given, expected) => {
    const text = made(given);
    const problems = compile(text, (name) => (name === 'Noted@1' ? TEMPLATE : undefined)).problems;
    const said = problems.filter(({ code }) => expected.length > 0 || code !== 'NOT_SAID');
    expect(inWords(text, said)).toEqual(expected);
  });

  test('may have what it is given in formulas, too', () => {
    const priced = `instrument Priced@1 "Priced"
  takes cap as an amount
  takes share as a percentage
  safe price means lower of (cap / capitalization, part (share) of round price)
  on LiquidityEvent issuer must pay (purchase / (cap / liquidity capitalization) * proceeds per share)
`;
    const text = `security SAFE@1 "Safe"\n  made from Priced@1 with cap is 10 USD, share is 80%\n`;
    expect(compile(priced).problems).toEqual([]);
    const problems = compile(text, (name) => (name === 'Priced@1' ? priced : undefined)).problems;
    expect(problems.map(({ code }) => code)).not.toContain('QUANTITY_UNDEFINED');
    const whole = `${text}  safe of 10 USD issued 2026-06-15, measured post-money
  no interest
  no maturity
  no vote
  on EquityFinancing issuer must convert into (purchase / safe price) of class "A", rounded down
  on Dissolution issuer must pay (purchase)
  ranks as preferred
  isin QS0SCRIP0034
  cfi MMMXXX
  issuer lei 5493001KJTIIGC8Y1R12
  currency USD
  size 1 units
`;
    const [made] = compile(whole, (name) => (name === 'Priced@1' ? priced : undefined)).definitions;
    if (made === undefined) throw new Error('a security');
    expect(definitions.canonicalForm(made)).toContain('{"amount":"10","currency":"USD","is":"money"}');
  });

  test('that is wrong is refused at its own sentences', () => {
    expect(found(TEMPLATE.replace('for period', 'for holders'))).toEqual([
      '7:43 SENTENCE_INCOMPLETE a period such as 6 months, or "more" is expected after "for", not "40,000"',
    ]);
    expect(compile(made(values), () => undefined).problems[0]?.code).toBe('DEFINITION_UNKNOWN');
  });
});

describe('a definition that stands for a rule', () => {
  const BASE = 'compliance Base@1 "Base"\n  to hold receiver resides in DE\n';
  const HOME = 'compliance Home@1 "Home"\n  uses Base@1\n  to transfer receiver resides in DE\n';
  const named =
    'compliance Named@1 "Named"\n  to subscribe any of (receiver has claim kyc; Home@1)\n  to hold Home@1\n';
  const told = (texts: Readonly<Record<string, string>>): readonly string[] =>
    compile(named, (name) => texts[name], false).problems.map((each) => problemLine(named, each));

  test('and asks nothing for the event is told at its place, with what it asks', () => {
    expect(told({ 'Home@1': HOME, 'Base@1': BASE })).toEqual([
      '2:48 DEFINITION_MISUSED Home@1 asks nothing to subscribe, only to transfer or to hold: leave it out here, or name one that does',
    ]);
  });

  test('of which not all is known is left to whoever knows it', () => {
    expect([told({}), told({ 'Home@1': HOME })]).toEqual([[], []]);
  });
});
