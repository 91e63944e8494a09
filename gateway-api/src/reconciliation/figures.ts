import { createHash, createHmac } from 'node:crypto';
/** Makes the hash of a private figure: nobody can try values out, and the same figure has the same hash tomorrow. */
export type FigureHash = (subject: string, value: string) => { readonly hash: string };

/** @param secret - of this gateway. @param isin - security that is compared */
export function figureHash(secret: Uint8Array, isin: string): FigureHash {
  return (subject, value) => {
    const salt = createHmac('sha256', secret).update(`${isin}\n${subject}`, 'utf8').digest();
    return { hash: createHash('sha256').update(salt).update(value, 'utf8').digest('hex') };
  };
}
