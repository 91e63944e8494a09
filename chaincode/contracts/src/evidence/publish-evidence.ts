import {
  DomainError,
  evidenceReference,
  evidenceStatement,
  evidencingOrganisation,
  publishEvidence,
  revokeEvidence,
  type EvidenceReference,
  type EvidenceStatement,
} from '@scrip/model';
import { mayUndo } from '../authority/may-undo.js';
import { findEvidence, readEvidence, readLatestEvidence, writeEvidence } from '../records/evidence-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';

/**
 * Shows what stands behind a security, by whom its terms name for it, else by its notary or its registrar. It takes the place of
 * what was shown of its kind before: transfers that waited for it go on.
 */
export const showEvidence: CommandHandler<EvidenceStatement> = {
  body: evidenceStatement,
  run: async (work, stated) => {
    const { isin, evidenceId, kind } = stated;
    const security = await readSecurity(work.state, isin);
    const shower = evidencingOrganisation(security, kind);
    if (shower !== work.callerMspId) throw new DomainError('AUTHORITY_DENIED', { rule: `evidence by ${shower}` });
    const { businessDate } = await work.moment(security.calendar);
    if ((await findEvidence(work.state, stated)) !== undefined)
      throw new DomainError('EVIDENCE_EXISTS', { evidenceId });
    const before = (await readLatestEvidence(work.state, isin)).find((each) => each.kind === kind);
    const evidence = publishEvidence(stated, before, work.callerMspId, businessDate);
    await writeEvidence(work.state, evidence, true);
    work.events.push({ type: 'EvidencePublished', evidence });
    return { isin, evidenceId };
  },
};

/** Takes evidence back, by who showed it or by a regulator while that one may give no commands: it counts no longer. */
export const takeBackEvidence: CommandHandler<EvidenceReference> = {
  body: evidenceReference,
  run: async (work, named) => {
    const { isin, evidenceId } = named;
    const security = await readSecurity(work.state, isin);
    const shown = await readEvidence(work.state, named);
    if (!(await mayUndo(work, shown.publishedBy))) {
      throw new DomainError('AUTHORITY_DENIED', { rule: 'organisation that published it' });
    }
    const { businessDate } = await work.moment(security.calendar);
    const evidence = revokeEvidence(shown, work.callerMspId, businessDate);
    const latest = await readLatestEvidence(work.state, isin);
    await writeEvidence(
      work.state,
      evidence,
      latest.some((each) => each.evidenceId === evidenceId),
    );
    work.events.push({ type: 'EvidenceRevoked', evidence });
    return { isin, evidenceId, revokedOn: businessDate };
  },
};
