import { criteriaOf, positionAt, readQuery, runQuery, type Answer, type Candidate, type Query } from '@scrip/language';
import { canonicalJson, DomainError, LIMITS, type PinnedName } from '@scrip/model';
import { readAllNames, readDrafts, readNamesBy, type FewNames } from '../records/definition-index-records.js';
import { libraryFor, prefetchDefinitions, readDefinition } from '../records/definition-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

const MOST = LIMITS.questionCandidatesOfLedgerMax;

/**
 * Answers a question about definitions: indexes find what may match, the evaluator of the language decides.
 *
 * @throws DomainError QUERY_INVALID, QUERY_NOT_SELECTIVE
 */
export async function findDefinitions(work: UnitOfWork, text: string): Promise<Answer> {
  const query = questionIn(text);
  const { state, callerMspId: viewer } = work;
  const names = await namesFor(work, query);
  await prefetchDefinitions(state, names);
  const candidates: Candidate[] = [];
  for (const name of names) {
    const recorded = await readDefinition(state, name);
    candidates.push({ recorded, library: await libraryFor(state, recorded.definition) });
  }
  return runQuery(query, candidates, { viewer, today: await work.today() });
}

/** Those that are found by all indexes by which so few are found. */
async function namesFor({ state, callerMspId }: UnitOfWork, query: Query): Promise<readonly PinnedName[]> {
  if (query.status === 'draft') return few(await readDrafts(state, callerMspId, MOST));
  const found: (readonly PinnedName[])[] = [];
  for (const criterion of criteriaOf(query)) {
    const names = await readNamesBy(state, criterion, MOST);
    if (names !== undefined) found.push(names);
  }
  const [first, ...others] = found;
  if (first === undefined) return few(await readAllNames(state, MOST));
  return others.map((names) => new Set(names)).reduce((left, set) => left.filter((name) => set.has(name)), first);
}

function few(names: FewNames): readonly PinnedName[] {
  if (names === undefined) throw new DomainError('QUERY_NOT_SELECTIVE', { candidatesMax: MOST });
  return names;
}

/** A question as it is read. @throws DomainError QUERY_INVALID with all that is wrong, and where */
function questionIn(text: string): Query {
  const { query, problems } = readQuery(text);
  if (query !== undefined) return query;
  const found = problems.map(({ code, message, range }) => ({ code, message, ...positionAt(text, range.from) }));
  throw new DomainError('QUERY_INVALID', { problems: canonicalJson(found) });
}
