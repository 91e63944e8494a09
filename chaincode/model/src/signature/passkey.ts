import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { LIMITS } from '../limits.js';
import { base64url, fromBase64url, toBase64url } from '../serialisation/base64url.js';
import { record, type Reader } from '../serialisation/reader.js';
import type { PasskeyScope } from './public-key.js';

/** What an authenticator signs (W3C WebAuthn level 2, section 6.3.3). */
export interface PasskeyAssertion {
  /** Hash of the relying party's id, flags and counter; base64url. */
  readonly authenticatorData: string;
  /** What the browser says it was asked for, as it wrote it; base64url. */
  readonly clientDataJSON: string;
}

/** User present and user verified (WebAuthn level 2, section 6.1): a stolen device alone signs nothing. */
const FLAGS_NEEDED = 0b101;
const RP_ID_HASH_BYTES = 32;
/** Hash, flags, counter. */
const AUTHENTICATOR_DATA_BYTES_MIN = 37;

/** Reader of a passkey's assertion. */
export const passkeyAssertion: Reader<PasskeyAssertion> = record({
  authenticatorData: base64url({ min: AUTHENTICATOR_DATA_BYTES_MIN, max: LIMITS.passkeyBytesMax }),
  clientDataJSON: base64url({ min: 2, max: LIMITS.passkeyBytesMax }),
});

/** The challenge for a message, as the relying party hands it to the authenticator: its SHA-256. */
export const passkeyChallenge = (message: Uint8Array): Uint8Array => sha256(message);

/** The bytes over which the authenticator's signature runs (WebAuthn level 2, section 7.2, steps 19 and 20). */
export function signedByPasskey({ authenticatorData, clientDataJSON }: PasskeyAssertion): Uint8Array {
  return Uint8Array.of(...fromBase64url(authenticatorData), ...sha256(fromBase64url(clientDataJSON)));
}

/**
 * Whether an assertion was made for this message, at this relying party, on one of its pages, by a person whom the
 * authenticator has verified (WebAuthn level 2, section 7.2, steps 11 to 17). The counter is not looked at: synced
 * passkeys do not count, and the ledger refuses replays itself.
 */
export function isAssertionOf(assertion: PasskeyAssertion, scope: PasskeyScope, message: Uint8Array): boolean {
  const client = readClientData(assertion.clientDataJSON);
  if (client === undefined) return false;
  const isAsked =
    client['type'] === 'webauthn.get' &&
    client['challenge'] === toBase64url(passkeyChallenge(message)) &&
    client['crossOrigin'] !== true &&
    scope.origins.some((origin) => origin === client['origin']);
  return isAsked && isFromRelyingParty(fromBase64url(assertion.authenticatorData), scope.rpId);
}

function isFromRelyingParty(data: Uint8Array, rpId: string): boolean {
  const expected = sha256(utf8ToBytes(rpId));
  const flags = data[RP_ID_HASH_BYTES] ?? 0;
  return expected.every((byte, index) => data[index] === byte) && (flags & FLAGS_NEEDED) === FLAGS_NEEDED;
}

function readClientData(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64url(text)));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
