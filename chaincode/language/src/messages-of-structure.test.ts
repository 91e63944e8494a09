import { expect, test } from '@jest/globals';
import { HEAD, rule, toldOf, type Mistake } from './test-support/mistakes.js';

/** Mistakes that are typical in how sentences and definitions are put together, and what is said of them. */
const MISTAKES: readonly Mistake[] = [
  [
    'when without then',
    rule('when receiver resides in DE receiver has claim kyc'),
    ['2:11 WRITTEN_OTHERWISE "then" is missing between the condition and the rule'],
  ],
  [
    'when comma',
    rule('when receiver resides in DE, receiver has claim kyc'),
    ['2:11 WRITTEN_OTHERWISE "then" is missing between the condition and the rule'],
  ],
  [
    'if',
    rule('if receiver resides in DE then receiver has claim kyc'),
    ['2:11 WRITTEN_OTHERWISE a condition begins with "when"'],
  ],
  [
    'all without of',
    rule('all (receiver resides in DE; receiver has claim kyc)'),
    ['2:11 WRITTEN_OTHERWISE write "all of"'],
  ],
  [
    'comma between rules',
    rule('all of (receiver resides in DE, receiver has claim kyc)'),
    ['2:43 SENTENCE_INCOMPLETE two rules are combined by "all of (…; …)", with a semicolon between them'],
  ],
  [
    'rule or rule',
    rule('receiver resides in DE or receiver has claim kyc'),
    ['2:37 SENTENCE_INCOMPLETE two rules are combined by "any of (…; …)", with a semicolon between them'],
  ],
  [
    'rule and rule',
    rule('receiver resides in DE and receiver has claim kyc'),
    ['2:34 SENTENCE_INCOMPLETE two rules are combined by "all of (…; …)", with a semicolon between them'],
  ],
  [
    'not rule',
    rule('not receiver resides in US'),
    ['2:11 WRITTEN_OTHERWISE what may not be so stands in none of (…); of a claim: receiver has no claim sanctioned'],
  ],
  [
    'number of rules',
    rule('2 of (receiver resides in DE; receiver has claim kyc)'),
    ['2:11 SYNTAX_INVALID rules are combined by "all of", "any of" or "none of"'],
  ],
  [
    'unclosed',
    rule('all of (receiver resides in DE; receiver has claim kyc'),
    ['2:18 SYNTAX_INVALID this parenthesis is not closed: add ")" where its list ends'],
  ],
  [
    'closed twice',
    rule('all of (receiver resides in DE))'),
    ['2:42 SYNTAX_INVALID this parenthesis closes nothing: leave it out, or open one before it'],
  ],
  [
    'empty list',
    rule('all of ()'),
    ['2:18 WRITTEN_OTHERWISE nothing stands in these parentheses: a list has at least one part'],
  ],
  [
    'colon no list',
    rule('all of:'),
    ['2:17 SYNTAX_INVALID below ":" stand rules, one to a line, each indented by two spaces more than the sentence'],
  ],
  [
    'under without colon',
    rule('under "x" receiver resides in DE'),
    ['2:11 WRITTEN_OTHERWISE a colon stands behind the paragraph: under "…": …'],
  ],
  [
    'curly quotes',
    rule('under “x”: receiver resides in DE'),
    ['2:17 WRITTEN_OTHERWISE a text stands in straight double quotation marks: "like this"'],
  ],
  [
    'single quotes',
    rule("under 'x': receiver resides in DE"),
    ['2:17 WRITTEN_OTHERWISE a text stands in straight double quotation marks: "like this"'],
  ],
  [
    'full stop',
    rule('receiver resides in DE.'),
    ['2:33 WRITTEN_OTHERWISE a sentence ends with its line: leave this out'],
  ],
  [
    'semicolon end',
    rule('receiver resides in DE;'),
    ['2:33 WRITTEN_OTHERWISE a sentence ends with its line: leave this out'],
  ],
  [
    'unknown pack',
    rule('RegD506d@1 for voting equity', 'subscribe'),
    ['2:27 SENTENCE_INCOMPLETE no pack is called RegD506d@1; did you mean RegD506b@1?'],
  ],
  [
    'pack no version',
    rule('RegD506b for voting equity', 'subscribe'),
    ['2:16 SENTENCE_UNKNOWN this is not a rule; did you mean one such as: RegD506b@1 for voting equity'],
  ],
  [
    'pack later version',
    rule('RegD506b@9 for voting equity', 'subscribe'),
    ['2:27 SENTENCE_INCOMPLETE no pack is called RegD506b@9; did you mean RegD506b@1?'],
  ],
  [
    'pack without facts',
    rule('RegD506b@1', 'subscribe'),
    ['2:26 SENTENCE_INCOMPLETE "for" is expected after "RegD506b@1", as in: RegD506b@1 for voting equity'],
  ],
  [
    'pack misplaced',
    rule('RegD506b@1 for voting equity'),
    ['2:11 RULE_MISPLACED this says nothing of who is to hold: ask it to subscribe'],
  ],
  [
    'rule misplaced',
    rule('sender has held for 1 year'),
    ['2:11 RULE_MISPLACED this says nothing of who is to hold: ask it to transfer'],
  ],
  [
    'sender misplaced',
    rule('sender resides in DE'),
    ['2:11 RULE_MISPLACED this says nothing of who is to hold: ask it to transfer'],
  ],
  [
    '144A listed',
    rule('Rule144A@1 for a listed class of a reporting issuer', 'transfer'),
    ['2:30 FIELD_INVALID this must be of a class that is not listed: 17 CFR 230.144A(d)(3)(i)'],
  ],
  [
    'with and without',
    rule('at most 5 holders with claim kyc without claim aml of this security', 'transfer'),
    ['2:25 FIELD_INVALID this must be of those with a claim or of those without one, not both'],
  ],
  [
    'event',
    HEAD + '  to sell receiver resides in DE\n',
    ['2:3 WRITTEN_OTHERWISE rules are asked to subscribe, to transfer or to hold'],
  ],
  [
    'no event',
    HEAD + '  receiver resides in DE\n',
    ['2:3 SENTENCE_UNKNOWN this is a rule: say for what it is asked, such as "to transfer …"'],
  ],
  [
    'for event',
    HEAD + '  for transfer: receiver resides in DE\n',
    [
      '2:3 SYNTAX_INVALID this cannot be read as a sentence: something in it is missing, too much, or in the wrong place',
    ],
  ],
  [
    'two events and',
    HEAD + '  to subscribe and hold receiver resides in DE\n',
    ['2:3 WRITTEN_OTHERWISE events are joined by "or": to subscribe or transfer'],
  ],
  ['kind', 'complience X@1 "x"\n  to hold receiver resides in DE\n', ['1:1 SYNTAX_INVALID did you mean "compliance"?']],
  [
    'kind capital',
    'Compliance X@1 "x"\n  to hold receiver resides in DE\n',
    ['1:1 SYNTAX_INVALID did you mean "compliance"?'],
  ],
  [
    'no version',
    'compliance X "x"\n  to hold receiver resides in DE\n',
    ['1:12 SYNTAX_INVALID a name with its version such as ACME_2031@1 is expected, not "X"'],
  ],
  [
    'version dot',
    'compliance X@1.0 "x"\n  to hold receiver resides in DE\n',
    ['1:13 WRITTEN_OTHERWISE a version is a whole number: Name@1'],
  ],
  [
    'version v',
    'compliance X@v1 "x"\n  to hold receiver resides in DE\n',
    ['1:13 WRITTEN_OTHERWISE a version is a whole number: Name@1'],
  ],
  [
    'lower name',
    'compliance x@1 "x"\n  to hold receiver resides in DE\n',
    ['1:12 WRITTEN_OTHERWISE a name begins with a capital: Name@1'],
  ],
  [
    'zero version',
    'compliance X@0 "x"\n  to hold receiver resides in DE\n',
    ['1:1 FIELD_INVALID this must be a whole number from 1 to 10000'],
  ],
  [
    'no title',
    'compliance X@1\n  to hold receiver resides in DE\n',
    ['1:15 SYNTAX_INVALID a text in quotation marks is expected, not the end of the line'],
  ],
  [
    'empty title',
    'compliance X@1 ""\n  to hold receiver resides in DE\n',
    ['1:1 FIELD_INVALID this must be a text without spaces at its ends'],
  ],
  [
    'uses head',
    'compliance X@1 "x" uses Y@1\n  to hold receiver resides in DE\n',
    ['1:20 SYNTAX_INVALID the end of the line is expected, not "uses"'],
  ],
  [
    'not indented',
    'compliance X@1 "x"\nto hold receiver resides in DE\n',
    ['2:1 SYNTAX_INVALID what a definition says stands on lines below it: indent this by two spaces'],
  ],
  [
    'misindented',
    'compliance X@1 "x"\n  to hold receiver resides in DE\n to transfer receiver resides in DE\n',
    [
      '3:2 LAYOUT_INVALID this line begins under no line above it: indent it like the sentence that it follows, or deeper to go on with it',
    ],
  ],
  [
    'uses no version',
    HEAD + '  uses Y\n  to hold receiver resides in DE\n',
    [
      '2:8 SENTENCE_INCOMPLETE a name with its version such as Institutional@2 is expected after "uses", not "Y", as in: uses Resale@1 and Cap@2',
    ],
  ],
  [
    'privacy',
    'privacy X@1 "x"\n  uses Y@1\n',
    [
      '1:1 NOT_SAID nothing says who sees what: add a sentence such as "regulator sees parties and units for "supervision""',
    ],
  ],
];

test.each(MISTAKES)('%s', (_, text, told) => {
  expect(toldOf(text)).toEqual(told);
});
