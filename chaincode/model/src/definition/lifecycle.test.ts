import { expect, test } from '@jest/globals';
import { parseBusinessDate } from '../dates/business-date.js';
import type { MspId, OperatorId } from '../identifiers/names.js';
import { definition, definitionHash, pinnedNameOf } from './definition.js';
import { proposed } from './lifecycle.js';
import { definitionRecordOf, showDefinition, type RecordedDefinition } from './recorded.js';

const definitionRecord = definitionRecordOf(() => undefined);

const FORM = {
  ...{ kind: 'compliance', name: 'Home', version: 1, title: 'At home' },
  rules: { transfer: { is: 'residesIn@1', with: { side: 'receiver', countries: ['IE'] } } },
};

test('a definition that was published in one step is one that was adopted on that day', () => {
  const hash = definitionHash(definition(FORM, ''));
  const stored = JSON.stringify({
    ...{ schema: 1, form: JSON.stringify(FORM), hash },
    ...{ publishedBy: 'AuroraMSP', author: 'mia', publishedOn: '2026-11-20' },
  });
  const read = definitionRecord.decode(stored);
  expect(showDefinition(read)).toEqual({
    ...{ name: 'Home@1', kind: 'compliance', title: 'At home', status: 'adopted', hash, language: 1 },
    ...{ draftedOn: '2026-11-20', proposedOn: '2026-11-20', adoptedOn: '2026-11-20', effectiveFrom: '2026-11-20' },
    ...{ author: { mspId: 'AuroraMSP', operator: 'mia' }, adoptedBy: { mspId: 'AuroraMSP', operator: 'mia' } },
    form: FORM,
  });
  expect(definitionRecord.decode(definitionRecord.encode(read))).toEqual(read);
});

test('a program stands for the form of its hash, and for no other', () => {
  const program = definition(FORM, '');
  const hash = definitionHash(program);
  const record = definitionRecordOf((asked) => (asked === hash ? program : undefined));
  const by = { mspId: 'AuroraMSP', operator: 'mia' } as const;
  const storedAs = (form: object): string =>
    JSON.stringify({
      ...{ schema: 2, form: JSON.stringify(form), hash: definitionHash(definition(form, '')) },
      ...{ language: 1, author: by, draftedOn: '2026-11-20' },
    });
  expect(record.decode(storedAs(FORM)).definition).toBe(program);
  expect(record.decode(storedAs({ ...FORM, version: 2 })).definition).not.toBe(program);
});

const [BY, TODAY] = [{ mspId: 'AuroraMSP' as MspId, operator: 'mia' as OperatorId }, parseBusinessDate('2026-11-20')];
const DEPOSIT = {
  ...{ kind: 'security', name: 'DEPOSIT', version: 1, title: 'Deposit', isin: 'XS0104440986', cfi: 'TCFXXX' },
  ...{ currency: 'EUR', issuer: { lei: '5493001KJTIIGC8Y1R12' }, authorisedUnits: '100' },
  denomination: { amount: '1', currency: 'EUR' },
  instrument: { is: 'tokenisedCash@1', with: { claimOn: 'credit-institution' } },
  terms: [
    { is: 'redeemsAtPar@1', with: { withinDays: 1 } },
    { is: 'backedBy@1', with: { reserve: 'the balance sheet' } },
    { is: 'paysNoInterest@1', with: {} },
    { is: 'suspendsOn@1', with: { event: 'Strike', what: 'transfers', days: 0 } },
    { is: 'meansEvent@1', with: { event: 'Strike', means: 'all rest' } },
  ],
};
const residing = (country: string): object => ({
  is: 'residesIn@1',
  with: { side: 'receiver', countries: [country] },
});
const NOBODY = { ...FORM, rules: { transfer: { is: 'all', rules: [residing('IE'), residing('DE')] } } };

test.each([
  ['rules that nobody can meet', NOBODY, 'RULES_CONTRADICT', '/rules/transfer'],
  ['transfers that an event suspends', DEPOSIT, 'SUSPENSION_UNKNOWABLE', '/terms/3'],
])('%s: read as what was adopted, and not proposed', (_, form, code, path) => {
  const of = definition(form, '');
  const refusal: unknown = expect.objectContaining({ code, details: expect.objectContaining({ path }) });
  const earlier: RecordedDefinition = {
    ...{ definition: of, hash: definitionHash(of), language: 1, steps: { author: BY, draftedOn: TODAY } },
  };
  const proposal = { name: pinnedNameOf(of), hash: earlier.hash };
  expect(() => proposed(earlier, proposal, BY, TODAY)).toThrow(refusal);
  const adopted = { ...earlier, steps: { ...earlier.steps, proposedOn: TODAY, adoptedOn: TODAY, adoptedBy: BY } };
  expect(definitionRecord.decode(definitionRecord.encode(adopted))).toEqual(adopted);
});
