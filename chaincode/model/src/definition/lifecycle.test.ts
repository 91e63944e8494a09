import { expect, test } from '@jest/globals';
import { definition, definitionHash } from './definition.js';
import { definitionRecord, showDefinition } from './recorded.js';

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
