import type { Party } from '../party/party.js';
import type { SecurityIssuer } from '../security/security.js';

/**
 * Whether a party is the issuer itself, by LEI or register number: what it holds are treasury units, which are issued and
 * not outstanding. It is derived and recorded nowhere, so that no mark can be wrong.
 */
export function isTreasury(issuer: SecurityIssuer, { entity }: Pick<Party, 'entity'>): boolean {
  if (entity === undefined) return false;
  if ('lei' in issuer) return 'lei' in entity && entity.lei === issuer.lei;
  if (!('register' in entity)) return false;
  const { authority, number } = entity.register;
  return authority === issuer.register.authority && number === issuer.register.number;
}
