import { canonicalJson } from '@scrip/model';
import type { Database } from '../../storage/database.js';
import type { EventPlace } from '../event-place.js';
import type { EventOf, ProjectionsOf } from './projections.js';

type DisputeEvent = EventOf<
  'DisputeRaised' | 'DisputeAgreed' | 'DisputeDecided' | 'DisputeWithdrawn' | 'DisputeCorrected' | 'DisputeCarried'
>;

function keep(database: Database, { channel }: EventPlace, { dispute }: DisputeEvent): void {
  const { isin, disputeId, holderId, state } = dispute;
  const sql = 'INSERT OR REPLACE INTO dispute VALUES (?, ?, ?, ?, ?, ?)';
  database.run(sql, channel, isin, disputeId, holderId, state, canonicalJson(dispute));
}

/** Disputes over transfers that are final: each as it is from now on. */
export const disputeProjections: ProjectionsOf<DisputeEvent['type']> = {
  DisputeRaised: keep,
  DisputeAgreed: keep,
  DisputeDecided: keep,
  DisputeWithdrawn: keep,
  DisputeCorrected: keep,
  DisputeCarried: keep,
};
