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
  | 'RulesAdopted'
  | 'ExemptionGranted'
  | 'ExemptionEnded'
  | 'ConsentStated'
  | 'HolderStandingChanged'
  | 'HoldersRescreened'
  | 'OfferingClosed'
  | 'OfferingReopened'
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
  HolderStandingChanged: (database, { channel }, { standing }) => {
    const { isin, holderId, status } = standing;
    const end = 'DELETE FROM holder_standing WHERE channel = ? AND isin = ? AND holder_id = ?';
    database.run(end, channel, isin, holderId);
    if (status === 'good') return;
    const keep = 'INSERT INTO holder_standing VALUES (?, ?, ?, ?)';
    database.run(keep, channel, isin, holderId, canonicalJson(standing));
  },
  HoldersRescreened: (database, { channel }, { rescreening }) => {
    const sql = 'INSERT OR REPLACE INTO rescreening VALUES (?, ?, ?)';
    database.run(sql, channel, rescreening.isin, canonicalJson(rescreening));
  },
  OfferingClosed: keepOffering,
  OfferingReopened: keepOffering,
};
