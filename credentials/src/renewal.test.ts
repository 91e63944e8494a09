import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as x509 from '@peculiar/x509';
import fc from 'fast-check';
import { ALGORITHM, generateKey } from './certificate-request.js';
import { renewalTime, untilRenewal } from './renewal.js';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
const END = new Date('2026-06-01T12:00:00Z');
const before = (milliseconds: number): Date => new Date(END.getTime() - milliseconds);

describe('the time to renew a certificate', () => {
  /** As Fabric CA makes them: valid since the CA began, however late they were issued. */
  let certificate: string;

  beforeAll(async () => {
    const { keys } = await generateKey();
    const made = await x509.X509CertificateGenerator.createSelfSigned(
      { name: 'CN=ann', keys, notBefore: before(4_000 * DAY), notAfter: END, signingAlgorithm: ALGORITHM },
      webcrypto,
    );
    certificate = made.toString('pem');
  });

  test.each([
    ['a year', 365 * DAY, 30 * DAY],
    ['exactly 90 days', 90 * DAY, 30 * DAY],
    ['a month', 30 * DAY, 10 * DAY],
    ['an hour', HOUR, HOUR / 3],
    ['half a minute', 30 * SECOND, 10 * SECOND],
  ])('held for %s', (_, held, left) => {
    expect(renewalTime(certificate, before(held))).toEqual(before(left));
  });

  test('is never later than the end, whenever its owner says to have got it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -DAY, max: 5_000 * DAY }), (held) => {
        const left = END.getTime() - renewalTime(certificate, before(held)).getTime();
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(30 * DAY);
      }),
    );
  });

  test.each([
    ['long before', 90 * DAY, 365 * DAY, HOUR],
    ['soon before', 20 * SECOND, 30 * SECOND, 10 * SECOND],
    ['after a failure, with days left', 5 * DAY, 365 * DAY, HOUR],
    ['after a failure, with an hour left', HOUR, 365 * DAY, HOUR / 10],
    ['after a failure, with seconds left', 5 * SECOND, 30 * SECOND, SECOND],
    ['at the end', 0, 365 * DAY, HOUR],
    ['after the end', -DAY, 365 * DAY, HOUR],
  ])('it is looked again %s', (_, left, held, wait) => {
    expect(untilRenewal(certificate, before(held), before(left))).toBe(wait);
  });
});
