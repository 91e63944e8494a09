import { describe, expect, test } from '@jest/globals';

import { pemBody } from './certificate.js';

const BLOCK = '-----BEGIN CERTIFICATE-----\nAQID\nBA==\n-----END CERTIFICATE-----';

describe('a PEM text', () => {
  test.each([
    ['one block', BLOCK],
    ['with a line end', `${BLOCK}\n`],
    ['with line ends of Windows', BLOCK.replaceAll('\n', '\r\n')],
    ['with a comment before it', `subject=x\n${BLOCK}`],
    ['two blocks', `${BLOCK}\n${BLOCK}`],
    ['another label', BLOCK.replaceAll('CERTIFICATE', 'X509 CRL')],
  ])('%s', (_, text) => {
    expect(pemBody(text)).toEqual(Buffer.from([1, 2, 3, 4]));
  });

  test.each([
    ['nothing', ''],
    ['two blocks without a line between them', BLOCK + BLOCK],
    ['text before the block in its line', `x${BLOCK}`],
    ['text after the block in its line', `${BLOCK}x`],
    ['two labels', BLOCK.replace('BEGIN CERTIFICATE', 'BEGIN KEY')],
    ['a missing end', BLOCK.replace('-----END CERTIFICATE-----', '')],
    ['missing padding', BLOCK.replace('BA==', 'BA')],
    ['another kind of space', BLOCK.replace('AQID\n', 'AQID\v')],
    ['what is no base64', BLOCK.replace('AQID', 'AQI*')],
  ])('%s is none', (_, text) => {
    expect(pemBody(text)).toBeUndefined();
  });
});
