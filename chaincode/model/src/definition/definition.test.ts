import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RULES } from '../compliance/catalogue.js';
import { all, any, defined, none, when } from '../compliance/expression.js';
import { fromPack } from '../compliance/packs/from-pack.js';
import { PACKS } from '../compliance/packs/index.js';
import type { MspId } from '../identifiers/names.js';
import { securityPlacement } from '../security/placement.js';
import { security } from '../security/security.js';
import { ruleSet } from '../compliance/adoption.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { DomainError } from '../errors/domain-error.js';
import { CONSTRUCTORS } from './constructors.js';
import { canonicalForm, definition, definitionHash, pinnedNameOf, type Definition } from './definition.js';
import { moduleOf, registrationOf, type DefinitionLibrary } from './definition-module.js';
import { TERMS } from '../terms/catalogue.js';
import { INSTRUMENTS } from './instruments.js';

const { heldFor, holdersAtMost, residesIn } = RULES;
const austrian = residesIn({ side: 'receiver', countries: ['AT'] });
const cappedAt = (count: number): ReturnType<typeof holdersAtMost> =>
  holdersAtMost({ count, scope: 'security', of: {} });

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

const NOTE = {
  kind: 'security',
  name: 'ACME_2031',
  version: 1,
  title: 'ACME 4.25% 2031',
  uses: ['Institutional@2'],
  isin: 'XS0104440986',
  cfi: 'DBFUFR',
  currency: 'EUR',
  issuer: { lei: '5493001KJTIIGC8Y1R12' },
  authorisedUnits: '500000',
  denomination: { amount: '1000', currency: 'EUR' },
  instrument: INSTRUMENTS.couponBond({
    issueDate: '2026-06-15',
    maturityDate: '2031-06-15',
    redemptionPercent: '100',
    coupon: { ratePercent: '4.25', frequency: 'semiannual', dayCount: '30E/360' },
  }),
  rules: {
    transfer: any(heldFor({ period: 'P1Y' }), residesIn({ side: 'receiver', countries: ['IE'] })),
    subscribe: fromPack({ is: 'RegD506c@1', with: { votingEquity: false } }),
  },
} as const;
const INSTITUTIONAL = {
  kind: 'compliance',
  name: 'Institutional',
  version: 2,
  title: 'Institutional investors',
  uses: ['Cap@1'],
  rules: { transfer: cappedAt(100) },
} as const;
const CAP = {
  ...INSTITUTIONAL,
  name: 'Cap',
  version: 1,
  uses: undefined,
  rules: { hold: residesIn({ side: 'receiver', countries: ['DE', 'FR'] }) },
};

const read = (value: object): Definition => definition(JSON.parse(canonicalJson(value)), '');
const without = (value: object): object => JSON.parse(JSON.stringify(value)) as object;
const library = (...of: readonly Definition[]): DefinitionLibrary => {
  const known = new Map(of.map((each) => [pinnedNameOf(each), each]));
  return (name) => known.get(name);
};
const [NOTE_READ, USED, CAPPED] = [read(NOTE), read(INSTITUTIONAL), read(without(CAP))];
const SHOWN = read({
  ...{ kind: 'privacy', name: 'Shown', version: 1, title: 'What is shown' },
  sees: [{ who: 'regulator', what: ['parties', 'units'], purpose: 'supervision' }],
});

describe('a definition', () => {
  test('is read from its canonical form and written as the same', () => {
    expect(JSON.parse(canonicalForm(NOTE_READ))).toEqual(JSON.parse(canonicalJson(NOTE)));
    expect(canonicalForm(definition(JSON.parse(canonicalForm(NOTE_READ)), ''))).toBe(canonicalForm(NOTE_READ));
  });

  test('has one hash however its fields are ordered, and another one for each change', () => {
    const turned = Object.fromEntries(Object.entries(NOTE).reverse());
    expect(definitionHash(read(turned))).toBe(definitionHash(NOTE_READ));
    const hashes = [
      { version: 2 },
      { title: 'ACME' },
      { authorisedUnits: '500001' },
      { uses: ['Institutional@3'] },
    ].map((change) => definitionHash(read({ ...NOTE, ...change })));
    expect(new Set([...hashes, definitionHash(NOTE_READ)]).size).toBe(5);
  });

  test.each([
    ['an instrument that nobody knows', { instrument: { is: 'couponBond@9', with: {} } }, 'INSTRUMENT_UNKNOWN'],
    ['a rule that nobody knows', { rules: { hold: { is: 'heldFor@9', with: {} } } }, 'RULE_UNKNOWN'],
    ['a classification of another instrument', { cfi: 'ESVUFR' }, 'TERMS_INVALID'],
    ['a definition that is not pinned', { uses: ['Institutional'] }, 'FIELD_INVALID'],
    ['the same one twice', { uses: ['A@1', 'A@1'] }, 'DUPLICATE_IN_BATCH'],
    ['a number that is written in another way', { authorisedUnits: '0500000' }, 'UNITS_INVALID'],
    ['a field that there is not', { yield: '4' }, 'FIELD_INVALID'],
    ['another kind', { kind: 'spell' }, 'FIELD_INVALID'],
    [
      'a maturity before the issue',
      { instrument: { ...NOTE.instrument, with: { ...NOTE.instrument.with, maturityDate: '2020-01-01' } } },
      'TERMS_INVALID',
    ],
  ])('is refused with %s', (_, change, code) => {
    expect(codeOf(() => read({ ...NOTE, ...change }))).toBe(code);
  });
});

describe('a module', () => {
  test('has its own rules and those of all that it uses, each under its name', () => {
    const { rules, uses, terms } = moduleOf(NOTE_READ, library(USED, CAPPED));
    expect(uses.map(({ name }) => name)).toEqual(['Cap@1', 'Institutional@2']);
    expect(terms).toMatchObject({ kind: 'coupon-bond', maturityDate: '2031-06-15' });
    expect(rules?.transfer).toEqual(
      all(NOTE.rules.transfer, { is: 'cited', source: 'Institutional@2', rule: INSTITUTIONAL.rules.transfer }),
    );
    expect(rules?.hold).toEqual({ is: 'cited', source: 'Cap@1', rule: CAP.rules.hold });
    expect(rules?.subscribe).toEqual(NOTE.rules.subscribe);
  });

  test('is refused where what it uses is not there or gives no rules', () => {
    expect(codeOf(() => moduleOf(NOTE_READ))).toBe('DEFINITION_UNKNOWN');
    expect(codeOf(() => moduleOf(NOTE_READ, library(USED)))).toBe('DEFINITION_UNKNOWN');
    const other = read({ ...without(NOTE), name: 'Institutional', version: 2 });
    expect(codeOf(() => moduleOf(NOTE_READ, library(other)))).toBe('DEFINITION_MISUSED');
  });

  test('has who sees what, by the definition that a security names', () => {
    const of = read({ ...without(NOTE), privacy: 'Shown@1' });
    const { uses, privacy } = moduleOf(of, library(USED, CAPPED, SHOWN));
    expect(uses.map(({ name }) => name)).toEqual(['Cap@1', 'Institutional@2', 'Shown@1']);
    expect(privacy).toEqual(SHOWN);
    expect(moduleOf(NOTE_READ, library(USED, CAPPED))).not.toHaveProperty('privacy');
    expect(codeOf(() => moduleOf(of, library(USED, CAPPED)))).toBe('DEFINITION_UNKNOWN');
    const rules = read({ ...without(CAP), name: 'Shown' });
    expect(codeOf(() => moduleOf(of, library(USED, CAPPED, rules)))).toBe('DEFINITION_MISUSED');
    expect(codeOf(() => moduleOf(read({ ...without(NOTE), uses: ['Shown@1'] }), library(SHOWN)))).toBe(
      'DEFINITION_MISUSED',
    );
  });

  test('has what another definition asks in the place of its name, for the event alone', () => {
    const own = { ...INSTITUTIONAL, uses: undefined, rules: { hold: any(defined('Cap@1'), austrian) } };
    const of = read(without(own));
    const { rules, uses } = moduleOf(of, library(CAPPED));
    expect(uses.map(({ name }) => name)).toEqual(['Cap@1']);
    expect(rules).toEqual({ hold: any({ is: 'cited', source: 'Cap@1', rule: CAP.rules.hold }, austrian) });
    expect(codeOf(() => moduleOf(of))).toBe('DEFINITION_UNKNOWN');
    const transfers = read(without({ ...own, rules: { transfer: defined('Cap@1') } }));
    expect(codeOf(() => moduleOf(transfers, library(CAPPED)))).toBe('DEFINITION_MISUSED');
  });

  test('has with another definition all that this one uses, in the place of its name too', () => {
    const of = read(without({ ...CAP, name: 'Either', rules: { hold: any(defined('Institutional@2'), austrian) } }));
    const capped = { is: 'cited', source: 'Cap@1', rule: CAP.rules.hold } as const;
    const institutional = { is: 'cited', source: 'Institutional@2', rule: capped } as const;
    expect(moduleOf(of, library(USED, CAPPED)).rules).toEqual({ hold: any(institutional, austrian) });
    const transfers = read(without({ ...CAP, rules: { transfer: defined('Institutional@2') } }));
    const uses = [cappedAt(100), { ...capped, rule: cappedAt(50) }] as const;
    const cap = read(without({ ...CAP, rules: { transfer: cappedAt(50) } }));
    const { rules } = moduleOf(transfers, library(USED, cap));
    expect(rules).toEqual({ transfer: { is: 'cited', source: 'Institutional@2', rule: all(...uses) } });
  });

  test('is refused where two stand for each other', () => {
    const [a, b] = [
      read(without({ ...CAP, name: 'A', rules: { hold: defined('B@1') } })),
      read(without({ ...CAP, name: 'B', rules: { hold: defined('A@1') } })),
    ];
    expect(codeOf(() => moduleOf(a, library(a, b)))).toBe('DEFINITION_MISUSED');
  });

  test('takes two that use each other once', () => {
    const [a, b] = [read({ ...CAP, uses: ['B@1'], name: 'A' }), read({ ...CAP, uses: ['A@1'], name: 'B' })];
    expect(moduleOf(a, library(a, b)).uses.map(({ name }) => name)).toEqual(['A@1', 'B@1']);
  });

  test('gives what registers a security, and its rules as the ledger stores them', () => {
    if (NOTE_READ.kind !== 'security') throw new Error('a security');
    const place = securityPlacement({ definition: 'ACME_2031@1', registrar: 'BorealisMSP', calendar: 'TARGET' }, '');
    const body: unknown = JSON.parse(canonicalJson(registrationOf(NOTE_READ, place, 'AuroraMSP' as MspId)));
    expect(security(body, '')).toMatchObject({
      ...{ isin: NOTE.isin, authorisedUnits: 500_000n, registrar: 'BorealisMSP' },
      definition: { name: 'ACME_2031@1', hash: definitionHash(NOTE_READ) },
    });
    const module = moduleOf(NOTE_READ, library(USED, CAPPED));
    expect(module.rules).toBeDefined();
    expect(ruleSet(JSON.parse(canonicalJson(module.rules ?? {})), '')).toEqual(module.rules);
  });
});

describe('the table of constructors', () => {
  test('has every constructor once, each with a version', () => {
    const all = [INSTRUMENTS, TERMS, RULES, PACKS].flatMap((each) => Object.keys(each));
    expect(CONSTRUCTORS.size).toBe(all.length);
    for (const name of CONSTRUCTORS.keys()) expect(name).toMatch(/^[A-Za-z][A-Za-z0-9]*@[1-9][0-9]*$/);
  });

  test('no two parts use one name', () => {
    const names = Array.from(CONSTRUCTORS.values(), ({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('property: rules of a definition', () => {
  const leaf = fc.oneof(
    fc.constantFrom('IE', 'DE', 'US').map((country) => residesIn({ side: 'receiver', countries: [country] })),
    fc.constantFrom('P1D', 'P6M', 'P1Y').map((period) => heldFor({ period })),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 4 }, leaf, tie('combined')),
    combined: fc.oneof(
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((rules) => all(...(rules as never[]))),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((rules) => none(...(rules as never[]))),
      fc.tuple(tie('tree'), tie('tree')).map(([condition, rule]) => when(condition as never, rule as never)),
    ),
  }));

  test('survive being written and read, and keep their hash', () => {
    fc.assert(
      fc.property(tree, (transfer) => {
        const written = read({ ...INSTITUTIONAL, rules: { transfer } });
        const again = definition(JSON.parse(canonicalForm(written)), '');
        expect(again).toEqual(written);
        expect(definitionHash(again)).toBe(definitionHash(written));
      }),
    );
  });
});
