import { passkeyChallenge, toBase64url, type P256Key, type PasskeyScope } from '@scrip/model';
import { withLowS } from './low-s.js';
import type { Signer } from './signer.js';

/** What an authenticator answers to a challenge: the members of WebAuthn's AuthenticatorAssertionResponse. */
export interface AuthenticatorAnswer {
  readonly authenticatorData: ArrayBuffer;
  readonly clientDataJSON: ArrayBuffer;
  readonly signature: ArrayBuffer;
}

/**
 * Signs with a passkey (W3C WebAuthn level 2): the challenge is the hash of the statement, so that the person confirms
 * this statement and no other.
 *
 * @param key - public key of the credential, with the relying party and the origins where it may be used
 * @param getAssertion - asks the authenticator, in a browser by `navigator.credentials.get` with user verification
 */
export function passkeySigner(
  key: Omit<P256Key, 'passkey'> & { readonly passkey: PasskeyScope },
  getAssertion: (challenge: Uint8Array) => Promise<AuthenticatorAnswer>,
): Signer {
  return {
    key,
    sign: async (message) => {
      const answer = await getAssertion(passkeyChallenge(message));
      return {
        signature: toBase64url(withLowS(new Uint8Array(answer.signature), 'der')),
        passkey: {
          authenticatorData: toBase64url(new Uint8Array(answer.authenticatorData)),
          clientDataJSON: toBase64url(new Uint8Array(answer.clientDataJSON)),
        },
      };
    },
  };
}
