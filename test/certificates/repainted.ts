import { deflateSync } from 'node:zlib';

const STREAM = /<<(?:(?!endobj)[^])*?>>\s*stream\r?\n/g;
const LIE = deflateSync(Buffer.from('BT /F1 40 Tf 56 700 Td (1 000 000 units) Tj ET'));

/** A PDF on whose pages something else is drawn; whatever is attached to it is as it was. */
export function withOtherPages(pdf: Uint8Array): Buffer {
  const changed = Buffer.from(pdf);
  const text = changed.toString('latin1');
  let count = 0;
  for (const { 0: head, index } of text.matchAll(STREAM)) {
    // streams of pages have neither a type nor sizes of a font
    if (/\/(Type|Subtype|Length1|N|W) ?/.test(head)) continue;
    // inflating ends where the data says so, so that what is left of the old drawing is not looked at
    LIE.copy(changed, index + head.length);
    count += 1;
  }
  if (count === 0) throw new Error('no page was found');
  return changed;
}
