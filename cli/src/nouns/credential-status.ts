import { inflateSync } from 'node:zlib';
import {
  CREDENTIAL_STATUSES,
  fromBase64url,
  isJsonRecord,
  isTokenBy,
  parseToken,
  refuseCredential,
  type CredentialStatus,
  type JsonRecord,
  type PlainKey,
} from '@scrip/model';

/** No list is longer unpacked: a small file must not become a large one. */
const LIST_BYTES_MAX = 16 * 1024 * 1024;

/** Where a credential has its status (draft-ietf-oauth-status-list, section 6.2). */
export interface StatusPlace {
  readonly uri: string;
  readonly index: number;
}

/** The place that a credential names, if any. */
export function statusPlace({ status }: JsonRecord): StatusPlace | undefined {
  const list = isJsonRecord(status) ? status['status_list'] : undefined;
  if (!isJsonRecord(list)) return undefined;
  const { uri, idx } = list;
  return typeof uri === 'string' && typeof idx === 'number' ? { uri, index: idx } : undefined;
}

/**
 * The status of a credential in a list that its issuer signed (section 8.3).
 *
 * @param text the Status List Token, as the address of the list answers
 * @param now seconds since 1970-01-01T00:00:00Z
 * @throws DomainError CREDENTIAL_INVALID for a list that is not the issuer's, is another one, or is too old
 */
export function statusIn(
  text: string,
  { uri, index }: StatusPlace,
  issuerKey: PlainKey,
  now: number,
): CredentialStatus {
  const token = parseToken(text);
  const { sub, exp, status_list: list } = token.payload;
  if (token.header['typ'] !== 'statuslist+jwt') refuseCredential('a status list token');
  if (!isTokenBy(issuerKey, token)) refuseCredential('the signature of the issuer under the status list');
  if (sub !== uri) refuseCredential(`the status list of ${uri}`);
  if (typeof exp !== 'number' || exp <= now) refuseCredential('a status list that is not too old');
  if (!isJsonRecord(list) || list['bits'] !== 2 || typeof list['lst'] !== 'string') {
    return refuseCredential('a status list of two bits for each credential');
  }
  const byte = unpacked(list['lst'])[index >> 2];
  const value = byte === undefined ? undefined : (byte >> ((index & 3) * 2)) & 3;
  const names = Object.keys(CREDENTIAL_STATUSES) as CredentialStatus[];
  return names.find((name) => CREDENTIAL_STATUSES[name] === value) ?? refuseCredential('a known status');
}

function unpacked(list: string): Uint8Array {
  try {
    return inflateSync(fromBase64url(list), { maxOutputLength: LIST_BYTES_MAX });
  } catch (error) {
    return refuseCredential('a status list in zlib form', error);
  }
}
