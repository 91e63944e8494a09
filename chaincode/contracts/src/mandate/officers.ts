import {
  DomainError,
  LIMITS,
  officerReference,
  officerTerms,
  type OfficerReference,
  type OfficerTerms,
} from '@scrip/model';
import { requireCustodianOrRegulator } from '../authority/custodian-or-regulator.js';
import { deleteOfficer, findOfficer, readOfficers, writeOfficer } from '../records/mandate-records.js';
import { readParty } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import { requireAppointer } from './appointer.js';

/** Enters who holds an office of an entity, on a document: the rules of its mandates name the office. */
export const appointOfficer: CommandHandler<OfficerTerms> = {
  body: officerTerms,
  run: async (work, terms) => {
    const { entity, office, party } = terms;
    const principal = await readParty(work.state, entity);
    await requireAppointer(work, principal);
    if (principal.kind === 'person' || party === entity) throw new DomainError('OFFICE_UNFIT', { entity, party });
    await readParty(work.state, party);
    if ((await findOfficer(work.state, terms)) !== undefined)
      throw new DomainError('OFFICER_EXISTS', { office, party });
    if ((await readOfficers(work.state, entity)).length >= LIMITS.officersPerEntityMax) {
      throw new DomainError('LIMIT_EXCEEDED', { officersMax: LIMITS.officersPerEntityMax });
    }
    await work.today();
    const officer = { ...terms, enteredBy: work.callerMspId };
    writeOfficer(work.state, officer);
    work.events.push({ type: 'OfficerAppointed', officer });
    return { entity, office, party };
  },
};

/** Ends an office. */
export const dismissOfficer: CommandHandler<OfficerReference> = {
  body: officerReference,
  run: async (work, reference) => {
    const { entity, office, party } = reference;
    await requireCustodianOrRegulator(work, await readParty(work.state, entity));
    const officer = await findOfficer(work.state, reference);
    if (officer === undefined) throw new DomainError('OFFICER_UNKNOWN', { office, party });
    await work.today();
    deleteOfficer(work.state, reference);
    work.events.push({ type: 'OfficerDismissed', officer });
    return { entity, office, party };
  },
};
