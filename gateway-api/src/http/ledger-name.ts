import type { LedgerName, NetworkName } from '@scrip/model';
import type { ChannelQueries } from '../read-model/queries.js';
import { ledgerProblem } from './ledger-problems.js';

/** What the ledger says of itself. @throws {Problem} NOT_BOOTSTRAPPED */
export function charterOf(queries: ChannelQueries): LedgerName & { readonly referenceCalendar: string } {
  const charter = queries.charter();
  if (charter === undefined) throw ledgerProblem('NOT_BOOTSTRAPPED');
  return { ...charter, network: charter.network as NetworkName, channel: queries.channel };
}

/** What the ledger is called in what parties sign and claim issuers state. @throws {Problem} NOT_BOOTSTRAPPED */
export function ledgerName(queries: ChannelQueries): LedgerName {
  const { network, channel } = charterOf(queries);
  return { network, channel };
}
