import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { goDurationToMs } from '../channel/go-duration.js';
import { plainError } from './ca-error.js';

/** How certificates of a kind are made (`fabric-ca-server-config.yaml`, section `signing`). */
export interface Profile {
  readonly usages: x509.KeyUsageFlags;
  readonly extendedUsages: readonly x509.ExtendedKeyUsage[];
  readonly validityMs: number;
  readonly issuer: 'enrolment' | 'tls';
  readonly isCa: boolean;
}

/** Life of enrolment certificates unless the operator chooses another, as Go writes durations. */
export const DEFAULT_VALIDITY = '8760h';

const HOUR_MS = 3_600_000;
const { digitalSignature, keyEncipherment, keyAgreement, keyCertSign, cRLSign } = x509.KeyUsageFlags;

/** The real server's default profiles; TLS certificates come from the organisation's TLS root. */
const PROFILES: ReadonlyMap<string, Profile> = new Map<string, Profile>([
  [
    '',
    {
      usages: digitalSignature,
      extendedUsages: [],
      validityMs: goDurationToMs(DEFAULT_VALIDITY),
      issuer: 'enrolment',
      isCa: false,
    },
  ],
  [
    'tls',
    {
      usages: digitalSignature | keyEncipherment | keyAgreement,
      extendedUsages: [x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth],
      validityMs: 8_760 * HOUR_MS,
      issuer: 'tls',
      isCa: false,
    },
  ],
  [
    'ca',
    {
      usages: keyCertSign | cRLSign,
      extendedUsages: [],
      validityMs: 43_800 * HOUR_MS,
      issuer: 'enrolment',
      isCa: true,
    },
  ],
]);

/**
 * The profile of a name; '' is the default one.
 *
 * @param validityMs life of certificates of the default profile
 */
export function profileOf(name: string, validityMs: number): Profile {
  const profile = PROFILES.get(name);
  if (profile === undefined) throw plainError(`Invalid profile: '${name}'`);
  return name === '' ? { ...profile, validityMs } : profile;
}
