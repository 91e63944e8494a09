import { definitions } from '@scrip/model';
import { compile } from '@scrip/language';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Channel } from '../test-support/channel.js';
import { named } from '../test-support/definitions.js';
import { BOND, ISSUER, openedChannel, SHARE } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { definitionOf } from '../test-support/securities.js';

const rule = (is: string, parameters: object): object => ({ is, with: { side: 'receiver', ...parameters } });
const [IRISH, FRENCH] = ['IE', 'FR'].map((country) => rule('residesIn@1', { countries: [country] }));
const PERSON = rule('isOfKind@1', { kinds: ['person'] });
const asking = (rules: object): object => ({
  ...{ kind: 'compliance', name: 'Home', version: 1, title: 'At home' },
  rules,
});
const bondRanking = (as: string): object =>
  definitionOf(BOND, { terms: [...BOND.terms.slice(0, -1), { is: 'ranks@1', with: { as } }] });

let channel: Channel;
beforeEach(async () => {
  channel = await openedChannel();
});

const refusal = (form: object): ReturnType<typeof refusalWithoutTrace> =>
  refusalWithoutTrace(channel, () => channel.submit(ISSUER, 'definition:draft', { form }));

describe('a definition in canonical form', () => {
  test.each<[string, object, readonly string[]]>([
    [
      'rules that nobody can meet',
      asking({ transfer: { is: 'all', rules: [IRISH, FRENCH] } }),
      [
        'RULES_CONTRADICT nobody can meet both "receiver resides in IE" and "receiver resides in FR", in: ' +
          'to transfer all of (receiver resides in IE; receiver resides in FR)',
      ],
    ],
    [
      'an alternative that never counts, and units that nobody may get and hold',
      asking({
        transfer: FRENCH,
        hold: { is: 'all', rules: [IRISH, { is: 'any', rules: [FRENCH, PERSON] }] },
      }),
      [
        'RULE_UNREACHABLE this never counts, for it cannot be so here: leave it out, or change what stands around it, in: ' +
          'to hold all of (receiver resides in IE; any of (receiver resides in FR; receiver is a person))',
      ],
    ],
    [
      'who can never hold what they get',
      asking({ transfer: FRENCH, hold: IRISH }),
      [
        'RULES_CONTRADICT who gets units by a transfer can never hold them: nobody can meet both "receiver resides in FR" ' +
          'and, to hold, "receiver resides in IE", in: to hold receiver resides in IE',
      ],
    ],
    [
      'a misspelt claim',
      asking({ hold: rule('hasClaim@1', { type: 'accredited-investr' }) }),
      [
        'CLAIM_MISSPELT nobody states a claim accredited-investr: did you mean accredited-investor? A claim of your own ' +
          'needs another name, in: to hold receiver has claim accredited-investr',
      ],
    ],
    [
      'terms that make no product',
      bondRanking('senior-secured'),
      [
        'TERMS_CONTRADICT nothing says by what it is secured: say it, such as secured by "receivables" in rank 1, or ' +
          'rank as senior, in: ranks as senior secured',
      ],
    ],
    [
      'a definition that is nowhere',
      { ...asking({ hold: IRISH }), uses: ['Homer@1'] },
      ['DEFINITION_UNKNOWN there is no definition Homer@1: name one that is published, in: uses Homer@1'],
    ],
    [
      'a template whose sentence says nothing',
      { ...{ kind: 'instrument', name: 'Quiet', version: 1, title: 'Quiet' }, sentences: ['pays whatever it likes'] },
      [expect.stringMatching(/^SENTENCE_\w+ .*, in: pays whatever it likes$/) as unknown as string],
    ],
  ])('with %s is refused as its text is', async (_, form, mistakes) => {
    const { code, details } = await refusal(form);
    expect(code).toBe('DEFINITION_TEXT_INVALID');
    expect(String(details['mistakes']).split('\n')).toEqual(mistakes);
    expect(details['count']).toBe(mistakes.length);
  });

  test('of an instrument for which the language has no sentence is refused', async () => {
    const instrument = { is: 'ordinaryShare@1', with: { form: 'registered', votesPerShare: '1' } };
    const { isin, cfi, currency, authorisedUnits } = SHARE;
    const issuer = { lei: SHARE.issuer.lei };
    const form = {
      ...{ kind: 'security', name: 'Share', version: 1, title: 'Share' },
      ...{ isin, cfi, currency, issuer, authorisedUnits, instrument },
    };
    expect(await refusal(form)).toMatchObject({
      ...{ code: 'DEFINITION_WITHOUT_TEXT', details: { rule: 'what a sentence can say: none says ordinaryShare@1' } },
    });
  });

  test('that its text says otherwise is refused, at the place', async () => {
    const form = { ...{ kind: 'instrument', name: 'Quiet', version: 1, title: 'Quiet' }, sentences: ['no   interest'] };
    expect(await refusal(form)).toMatchObject({
      ...{ code: 'DEFINITION_WITHOUT_TEXT', details: { path: '/form/sentences/0' } },
    });
  });

  test('is the definition of its text', async () => {
    const form = definitionOf(BOND);
    const { result } = await channel.submit(ISSUER, 'definition:draft', { form });
    expect(result).toMatchObject({ hash: named(form).hash });
    const text = 'compliance Home@1 "At home"\n  to hold receiver resides in IE\n';
    const [said] = compile(text).definitions;
    if (said === undefined) throw new Error('a definition');
    await channel.submit(ISSUER, 'definition:draft', { form: asking({ hold: IRISH }) });
    expect(definitions.definitionHash(said)).toBe(named(asking({ hold: IRISH })).hash);
  });
});
