import { X509Certificate } from 'node:crypto';

/** A certificate that somebody must renew in time. */
export interface ExpiringCertificate {
  /** What it is for, as an operator knows it. */
  readonly name: string;
  readonly notAfter: Date;
}

/** That a certificate ends soon, or has ended. */
export interface ExpiryNotice extends ExpiringCertificate {
  /** The limit that it has passed: days before its end, 0 once it has ended. */
  readonly limit: 90 | 30 | 7 | 0;
  /** Whole days that are left; negative once it has ended. */
  readonly daysLeft: number;
}

const DAY_MS = 86_400_000;
const LIMITS = [7, 30, 90] as const;

/** What must be announced at this moment: everything that ends within 90 days, what ends first before. */
export function expiryNotices(certificates: readonly ExpiringCertificate[], now: Date): readonly ExpiryNotice[] {
  return certificates
    .flatMap(({ name, notAfter }): ExpiryNotice[] => {
      const left = notAfter.getTime() - now.getTime();
      const limit = left < 0 ? 0 : LIMITS.find((days) => left <= days * DAY_MS);
      return limit === undefined ? [] : [{ name, notAfter, limit, daysLeft: Math.floor(left / DAY_MS) }];
    })
    .sort((first, second) => first.notAfter.getTime() - second.notAfter.getTime());
}

/** The notice in one line. */
export function expiryText({ name, notAfter, limit, daysLeft }: ExpiryNotice): string {
  const day = notAfter.toISOString().slice(0, 10);
  if (limit === 0) return `certificate EXPIRED on ${day}: ${name}`;
  const left = daysLeft === 1 ? '1 day' : `${daysLeft} days`;
  return `certificate expires in ${left}, on ${day}: ${name}`;
}

/** The end of a certificate in PEM. */
export function notAfterOf(certificate: string): Date {
  return new Date(new X509Certificate(certificate).validTo);
}
