import { canonicalJson } from '@scrip/model';
import type { Database } from '../../storage/database.js';
import type { EventPlace } from '../event-place.js';
import type { EventOf, ProjectionsOf } from './projections.js';

function keepExemption(
  database: Database,
  { channel }: EventPlace,
  { exemption }: EventOf<'ExemptionGranted' | 'ExemptionEnded'>,
): void {
  const { isin, party, exemptionId } = exemption;
  const sql = 'INSERT OR REPLACE INTO exemption VALUES (?, ?, ?, ?, ?)';
  database.run(sql, channel, isin, party, exemptionId, canonicalJson(exemption));
}

function keepOffering(
  database: Database,
  { channel }: EventPlace,
  { offering }: EventOf<'OfferingClosed' | 'OfferingReopened'>,
): void {
  database.run('INSERT OR REPLACE INTO offering VALUES (?, ?, ?)', channel, offering.isin, canonicalJson(offering));
}

/** Rules of securities, exemptions from them, consents, and how distribution stands. */
export const complianceProjections: ProjectionsOf<
  'RulesAdopted' | 'ExemptionGranted' | 'ExemptionEnded' | 'ConsentStated' | 'OfferingClosed' | 'OfferingReopened'
> = {
  RulesAdopted: (database, { channel }, { rules }) => {
    const sql = 'INSERT INTO security_rules VALUES (?, ?, ?, ?)';
    database.run(sql, channel, rules.isin, rules.version, canonicalJson(rules));
  },
  ExemptionGranted: keepExemption,
  ExemptionEnded: keepExemption,
  ConsentStated: (database, { channel }, { consent }) => {
    const { instructionId, mspId } = consent;
    database.run('INSERT INTO consent VALUES (?, ?, ?, ?)', channel, instructionId, mspId, canonicalJson(consent));
  },
  OfferingClosed: keepOffering,
  OfferingReopened: keepOffering,
};
