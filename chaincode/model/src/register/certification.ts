import { pattern, type Reader } from '../serialisation/reader.js';

/**
 * Reader of a verifier's nonce: what it chose at random for one certificate, so that no earlier one answers it. At least
 * 22 characters hold 128 bits.
 */
export const certificateNonce: Reader<string> = pattern(
  /^[A-Za-z0-9_-]{22,128}$/,
  '22 to 128 letters, digits, - or _, chosen at random by the verifier',
);
