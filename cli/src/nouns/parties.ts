import type { Noun } from '../command/verb.js';
import { eraseReason, restore, restrict } from './party-capacity.js';
import { credential, importParty } from './party-credentials.js';
import { beneficialHoldings, declareCapacity, subAccounts } from './party-nominee.js';
import { did, list, ofKey, show } from './party-lookup.js';
import { accessReport, amend, purge, record } from './party-records.js';
import { register, registerOrganisation } from './party-registration.js';

/** Persons and entities. */
export const PARTIES: Noun = {
  name: 'parties',
  summary: 'Persons and entities: registration, private records, credentials, capacity',
  verbs: [
    ...[register, registerOrganisation, list, show, ofKey, did, record, amend, purge, accessReport],
    ...[restrict, restore, eraseReason, credential, importParty],
    ...[declareCapacity, subAccounts, beneficialHoldings],
  ],
};
