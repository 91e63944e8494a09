import { expect, test } from '@jest/globals';
import { definition, definitionHash } from './definition.js';
import { definitionRecordOf, showDefinition } from './recorded.js';

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
