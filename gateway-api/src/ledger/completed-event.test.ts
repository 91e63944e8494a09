import { describe, expect, test } from '@jest/globals';
import { definitionRecordOf, definitions, summariseDefinition, type RecordedDefinition } from '@scrip/model';
import { stated } from '../http/stated.js';
import { completedEvent } from './completed-event.js';

const FORM = {
  ...{ kind: 'compliance', name: 'Home', version: 1, title: 'At home' },
  rules: { hold: { is: 'residesIn@1', with: { side: 'receiver', countries: ['DE'] } } },
};
const definition = definitions.definition(FORM, '');
const DRAFT = {
  ...{ definition, hash: definitions.definitionHash(definition), language: 1, text: 'compliance Home@1 "At home"' },
  steps: { author: { mspId: 'OneMSP', operator: 'ann' }, draftedOn: '2026-11-20' },
} as RecordedDefinition;
const told = { type: 'DefinitionDrafted', facts: { definition: stated(summariseDefinition(DRAFT)) } };
const record = definitionRecordOf(() => undefined).encode(DRAFT);
const written = (key: string): string | undefined => (key === 'definition/Home@1' ? record : undefined);

describe('an event', () => {
  test('of a draft gets what the draft says from the record that its transaction writes', () => {
    expect(completedEvent(told, written)).toEqual({
      type: 'DefinitionDrafted',
      facts: { definition: { ...told.facts.definition, form: FORM, text: DRAFT.text } },
    });
  });

  test('in which an earlier program told it stays as it is', () => {
    const whole = { ...told, facts: { definition: { ...told.facts.definition, form: { kind: 'earlier' } } } };
    expect(completedEvent(whole, written)).toBe(whole);
  });

  test('of another step stays as it is', () => {
    const proposed = { ...told, type: 'DefinitionProposed' };
    expect(completedEvent(proposed, written)).toBe(proposed);
  });
});
