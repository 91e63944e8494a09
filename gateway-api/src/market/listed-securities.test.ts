import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { defaultDirectory, loadConsortium, type Listing } from '@scrip/config';
import { readListedSecurities } from './listed-securities.js';

const { listings } = loadConsortium();
const of = (text: string): Listing => ({
  ...{ text, channel: 'securities', issuer: 'AuroraMSP', registrar: 'BorealisMSP', calendar: 'TARGET' },
});

describe('listed securities', () => {
  const listed = readListedSecurities(defaultDirectory(), listings);

  test('are known by what their texts say', () => {
    expect(listed.securities.map(({ text, definition, isin }) => [text, definition, isin])).toContainEqual([
      ...['bund-2034', 'BUND_2034@1', 'DE000BU2Z023'],
    ]);
    expect(listed.securities.find(({ text }) => text === 'specimen-share')).toMatchObject({
      ...{ voters: ['registrar', 'notary'], notary: 'DeltaMSP', currency: 'EUR' },
    });
  });

  test('come with all that they use and nothing else, in the order in which one uses another', () => {
    const groups = listed.texts.map((group) => group.map(({ name }) => name));
    const of = (name: string): number => groups.findIndex((group) => group.includes(name));
    expect(groups.flat()).toHaveLength(listings.length + 4);
    expect(of('Institutional@1')).toBeLessThan(of('InternationalPlacement@1'));
    expect(of('InternationalPlacement@1')).toBeLessThan(of('AMS_OSRAM_2027@1'));
    expect(of('BookEntry@1')).toBeLessThan(of('SIEMENS@1'));
  });

  test('with a ballot on each transfer are not for this market', () => {
    expect(() => readListedSecurities(defaultDirectory(), [of('hafen-12')])).toThrow(
      'the sample market has standing votes alone, and NotaryBallot@1 asks for a ballot on each transfer',
    );
  });
});

describe('a broken text', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'scrip-listed-'));
    for (const folder of ['protocols', 'securities']) {
      cpSync(join(defaultDirectory(), folder), join(directory, folder), { recursive: true });
    }
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  test.each([
    ['isin QS0SCRIP0091', 'isin QS0SCRIP0092', /securities\/specimen-share\.scrip:\d+:\d+ .*ISIN/i],
    [
      'RegistrarAndNotary@1',
      'RegistrarAndNotery@1',
      /specimen-share\.scrip:\d+:\d+ DEFINITION_UNKNOWN RegistrarAndNotery@1 is in none/,
    ],
  ])('is told with its place: %s -> %s', (from, to, message) => {
    const path = join(directory, 'securities', 'specimen-share.scrip');
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
    expect(() => readListedSecurities(directory, [of('specimen-share')])).toThrow(message);
  });
});
