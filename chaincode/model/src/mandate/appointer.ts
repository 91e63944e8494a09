import type { MspId } from '../identifiers/names.js';
import { hasKeys, type Party } from '../party/party.js';

/**
 * Whether what an organisation enters about who acts for a party counts now. A party with keys speaks for itself: the
 * word of its custodian counts only while another organisation has restricted it. A custodian that could restrict a
 * client and then appoint for it would hold the client's securities in its own hands.
 */
export function countsAsAppointer(organisation: MspId, principal: Party): boolean {
  const { custodian, restrictions } = principal;
  if (organisation !== custodian || !hasKeys(principal)) return true;
  return restrictions.some(({ imposedBy }) => imposedBy !== custodian);
}
