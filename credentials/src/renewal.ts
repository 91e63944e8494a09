import { X509Certificate } from 'node:crypto';

const DAY_MS = 86_400_000;
/** A certificate is renewed this long before its end. */
const RENEWAL_MS = 30 * DAY_MS;

/** Whether a certificate in PEM must be renewed: 30 days before its end, or in the last third of a shorter life. */
export function isRenewalDue(certificate: string, now: Date): boolean {
  const { validFrom, validTo } = new X509Certificate(certificate);
  const [start, end] = [new Date(validFrom).getTime(), new Date(validTo).getTime()];
  return end - now.getTime() <= Math.min(RENEWAL_MS, (end - start) / 3);
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
