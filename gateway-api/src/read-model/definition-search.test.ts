import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readQuery, type Answer } from '@scrip/language';
import { LIMITS, parseBusinessDate, type MspId } from '@scrip/model';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Database } from '../storage/database.js';
import { publications, QUESTIONS } from '../support/published.js';
import { searchDefinitions } from './definition-search.js';
import { ReadModel } from './read-model.js';
import { prepareReadModel } from './schema.js';

let directory: string;
let database: Database;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'definition-search-'));
  database = new Database(join(directory, 'read-model.db'), 'rebuildable');
  const events = publications();
  const transaction = { index: 0, transactionId: 't', code: 0, events };
  new ReadModel(database).apply('securities', { number: 0, transactions: [transaction] } as never);
});
afterAll(() => {
  database.close();
  rmSync(directory, { recursive: true });
});

function answer(find: string, by = 'one', channel = 'securities'): Answer {
  const { query } = readQuery(find);
  if (query === undefined) throw new Error(`no question: ${find}`);
  return searchDefinitions(database, query, { channel, viewer: by as MspId, today: parseBusinessDate('2026-11-20') });
}

describe('definitions in the read model', () => {
  test.each(QUESTIONS)('$find ($by)', ({ find, by, found, matches, values }) => {
    const { items, matches: counted } = answer(find, by);
    expect(items.map(({ name }) => name)).toEqual(found);
    expect(counted).toBe(matches ?? found.length);
    if (values !== undefined) expect(items.map((each) => each.values)).toEqual(values);
  });

  test('of another channel are not found', () => {
    expect(answer('find definitions', 'one', 'placements').matches).toBe(0);
    expect(answer('find definitions where text contains "orbit"', 'one', 'placements').matches).toBe(0);
  });

  test('are found alike where an earlier program told what they say at every step', () => {
    const drafts = new Map<unknown, object>();
    const events = publications().flatMap(({ type, facts }) => {
      const definition = facts['definition'] as { readonly name: string };
      if (type === 'DefinitionDrafted') drafts.set(definition.name, definition);
      const whole = { ...drafts.get(definition.name), ...definition };
      return type === 'DefinitionDrafted' ? [] : [{ type, facts: { definition: whole } }];
    });
    const transaction = { index: 0, transactionId: 't', code: 0, events };
    new ReadModel(database).apply('earlier', { number: 0, transactions: [transaction] } as never);
    expect(answer('find definitions').matches).toBeGreaterThan(0);
    expect(answer('find definitions', 'one', 'earlier').items).toEqual(answer('find definitions').items);
  });

  test('are found by words whatever stands between them, and by no part of a word', () => {
    expect(answer('find securities where text contains "WIND-farm, secured"').matches).toBe(1);
    expect(answer('find securities where text contains "wind" and text contains "far"').matches).toBe(0);
  });

  test('are too many for a question that does not narrow them down', () => {
    const copy = `INSERT INTO definition (channel, name, kind, status, facts, content)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
      SELECT 'many', 'N' || i || '@1', 'security', 'adopted', '{}', '{}' FROM n`;
    database.run(copy, LIMITS.questionCandidatesOfGatewayMax + 1);
    expect(() => answer('find definitions', 'one', 'many')).toThrow(
      expect.objectContaining({ code: 'QUERY_NOT_SELECTIVE' }),
    );
    expect(answer('find bonds where currency is EUR', 'one', 'many').matches).toBe(0);
  });

  test('are indexed again when the read model is rebuilt', () => {
    database.run('UPDATE read_model SET schema = 0');
    expect(prepareReadModel(database)).toBe(true);
    expect(answer('find definitions').matches).toBe(0);
  });
});
