import {
  criteriaOf,
  runQuery,
  wordsDemanded,
  type Answer,
  type Candidate,
  type Criterion,
  type Query,
} from '@scrip/language';
import { DomainError, LIMITS, type BusinessDate, type MspId } from '@scrip/model';
import { text, type Database, type Row } from '../storage/database.js';
import { candidateOf, shownIn } from './definition-index.js';

/** Who asks, where and when. */
export interface Questioner {
  readonly channel: string;
  readonly viewer: MspId;
  readonly today: BusinessDate;
}

/**
 * Answers a question about the definitions of a channel: indexes find what may match, and the evaluator of the language, by
 * which the ledger answers too, decides.
 *
 * @throws DomainError QUERY_NOT_SELECTIVE
 */
export function searchDefinitions(database: Database, query: Query, questioner: Questioner): Answer {
  const { channel } = questioner;
  const candidates = rowsFor(database, query, questioner).map((row) => candidateOf(database, channel, shownIn(row)));
  const readable = candidates.filter((each): each is Candidate => each !== undefined);
  return runQuery(query, readable, questioner);
}

const MOST = LIMITS.questionCandidatesOfGatewayMax;

/** The definitions that may match: those of a status that are found by all indexes by which so few are found. */
function rowsFor(database: Database, query: Query, { channel, viewer }: Questioner): readonly Row[] {
  if (query.status === 'draft') return few(database.all(OWN_DRAFTS, channel, viewer, MOST + 1));
  const found = [
    ...criteriaOf(query).map((each) => namesBy(database, channel, each)),
    ...wordsDemanded(query).map((words) => database.all(BY_WORDS, `"${words.join(' ')}"`, channel, MOST + 1)),
  ].filter((rows) => rows.length <= MOST);
  if (found.length === 0) return few(database.all(BY_STATUS, channel, query.status, MOST + 1));
  const [first = [], ...others] = found.map((rows) => [...new Set(rows.map((row) => text(row, 'name')))]);
  const inAll = others
    .map((names) => new Set(names))
    .reduce((left, set) => left.filter((name) => set.has(name)), first);
  return database.all(BY_NAME, channel, query.status, JSON.stringify(inAll));
}

const namesBy = (database: Database, channel: string, criterion: Criterion): readonly Row[] =>
  'values' in criterion
    ? database.all(BY_VALUES, channel, criterion.index, JSON.stringify(criterion.values), MOST + 1)
    : database.all(BY_RANGE, channel, criterion.index, criterion.from, criterion.to, MOST + 1);

/** Refuses more than are looked at. */
function few(rows: readonly Row[]): readonly Row[] {
  if (rows.length > MOST) throw new DomainError('QUERY_NOT_SELECTIVE', { candidatesMax: MOST });
  return rows;
}

const BY_VALUES = `SELECT name FROM definition_index WHERE channel = ? AND entry = ?
  AND value IN (SELECT value FROM json_each(?)) LIMIT ?`;
const BY_RANGE = 'SELECT name FROM definition_index WHERE channel = ? AND entry = ? AND value BETWEEN ? AND ? LIMIT ?';
const BY_WORDS = 'SELECT name FROM definition_words WHERE words MATCH ? AND channel = ? LIMIT ?';
const WHOLE = 'SELECT facts, content FROM definition WHERE channel = ?';
const BY_STATUS = `${WHOLE} AND status = ? LIMIT ?`;
const BY_NAME = `${WHOLE} AND status = ? AND name IN (SELECT value FROM json_each(?))`;
const OWN_DRAFTS = `${WHOLE} AND status = 'draft' AND json_extract(facts, '$.author.mspId') = ? LIMIT ?`;
