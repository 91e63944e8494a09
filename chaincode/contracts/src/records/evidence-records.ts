import {
  DomainError,
  evidenceRecord,
  latestEvidenceRecord,
  LIMITS,
  type AssetEvidence,
  type EvidenceReference,
  type Isin,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const prefixOf = (isin: Isin): string => `evidence/${isin}/`;
const keyOf = ({ isin, evidenceId }: EvidenceReference): string => `${prefixOf(isin)}${evidenceId}`;
const latestKey = (isin: Isin): string => `latestEvidence/${isin}`;

/** A piece of evidence; undefined when there is none of the id. */
export async function findEvidence(state: WorldState, named: EvidenceReference): Promise<AssetEvidence | undefined> {
  const value = await state.get(keyOf(named));
  return value === undefined ? undefined : evidenceRecord.decode(value);
}

/** A piece of evidence. @throws DomainError EVIDENCE_UNKNOWN */
export async function readEvidence(state: WorldState, named: EvidenceReference): Promise<AssetEvidence> {
  const found = await findEvidence(state, named);
  if (found === undefined) throw new DomainError('EVIDENCE_UNKNOWN', { ...named });
  return found;
}

/** All evidence of a security that was ever shown, in the order of ids. */
export async function readAllEvidence(state: WorldState, isin: Isin): Promise<readonly AssetEvidence[]> {
  const entries = await state.range(prefixOf(isin), LIMITS.recordsPerQueryMax);
  return entries.map(({ value }) => evidenceRecord.decode(value));
}

/** The newest evidence of each kind. */
export async function readLatestEvidence(state: WorldState, isin: Isin): Promise<readonly AssetEvidence[]> {
  const value = await state.get(latestKey(isin));
  return value === undefined ? [] : latestEvidenceRecord.decode(value).latest;
}

/** Stages a piece of evidence; `isLatest`: the newest of its kind, which takes the place of the one before. */
export async function writeEvidence(state: WorldState, evidence: AssetEvidence, isLatest: boolean): Promise<void> {
  state.put(keyOf(evidence), evidenceRecord.encode(evidence));
  if (!isLatest) return;
  const others = (await readLatestEvidence(state, evidence.isin)).filter(({ kind }) => kind !== evidence.kind);
  const latest = [...others, evidence].sort((left, right) => (left.kind < right.kind ? -1 : 1));
  state.put(latestKey(evidence.isin), latestEvidenceRecord.encode({ latest }));
}
