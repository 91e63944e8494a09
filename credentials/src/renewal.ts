import { X509Certificate } from 'node:crypto';

const DAY_MS = 86_400_000;
/** A certificate is renewed this long before its end. */
const RENEWAL_MS = 30 * DAY_MS;
/** The clock of a machine may jump, so that nobody waits longer without looking at it. */
const WAIT_MS_MAX = 3_600_000;
const WAIT_MS_MIN = 1_000;
/** A renewal that fails is tried again after this part of the time that is left. */
const RETRY_PART = 10;

/**
 * When a certificate must be renewed: 30 days before its end, or where it lives shorter, in the last third of its life.
 *
 * @param certificate PEM
 * @param heldSince when its owner got it: Fabric CA dates certificates back to its own beginning (`lib/serverenroll.go`)
 */
export function renewalTime(certificate: string, heldSince: Date): Date {
  const { validFrom, validTo } = new X509Certificate(certificate);
  const end = new Date(validTo).getTime();
  const life = end - Math.max(new Date(validFrom).getTime(), heldSince.getTime());
  return new Date(end - Math.min(RENEWAL_MS, Math.max(life, 0) / 3));
}

/**
 * How long to wait, in milliseconds, before it is looked again whether a certificate must be renewed: until its time,
 * after a failure a part of what is left, and never longer than an hour.
 */
export function untilRenewal(certificate: string, heldSince: Date, now: Date): number {
  const left = new Date(new X509Certificate(certificate).validTo).getTime() - now.getTime();
  // Nobody renews with a certificate that has ended; somebody has to enrol it anew.
  if (left <= 0) return WAIT_MS_MAX;
  const due = renewalTime(certificate, heldSince).getTime() - now.getTime();
  return Math.min(WAIT_MS_MAX, Math.max(WAIT_MS_MIN, due > 0 ? due : left / RETRY_PART));
}

/** Common name of a certificate's subject; undefined when it has none. */
export function commonNameOf({ subject }: Pick<X509Certificate, 'subject'>): string | undefined {
  return /^CN=(.*)$/m.exec(subject)?.[1];
}

/** Common name of a certificate in PEM: the enrolment id of its owner. */
export function enrollmentIdOf(certificate: string): string {
  const name = commonNameOf(new X509Certificate(certificate));
  if (name === undefined) throw new Error('the certificate has no common name');
  return name;
}
