/** A named value of an identity; with `ecert` it goes into certificates by default. */
export interface Attribute {
  readonly name: string;
  readonly value: string;
  readonly ecert: boolean;
}

/** State of an identity that may no longer enrol. */
export const REVOKED_STATE = -1;
/** Value of `maxEnrollments` for no limit. */
export const UNLIMITED = -1;

/** A registered identity (table `users` of the real server). */
export interface IdentityRecord {
  readonly id: string;
  readonly secretHash: string;
  readonly type: string;
  /** Path with dots; '' is the root. */
  readonly affiliation: string;
  readonly attributes: readonly Attribute[];
  readonly maxEnrollments: number;
  /** How often it has enrolled with its secret; {@link REVOKED_STATE} once revoked. */
  readonly state: number;
  /** Wrong secrets since the last right one. */
  readonly failedLogins: number;
}

/** An issued certificate. */
export interface CertificateRecord {
  /** Enrolment id of its owner. */
  readonly id: string;
  /** Hexadecimal without leading zeros. */
  readonly serial: string;
  /** Key identifier of its issuer: hexadecimal without leading zeros. */
  readonly aki: string;
  /** ISO 8601. */
  readonly notAfter: string;
  readonly revocation?: Revocation;
  readonly pem: string;
}

/** That a certificate is revoked. */
export interface Revocation {
  /** ISO 8601. */
  readonly at: string;
  /** Code of RFC 5280, section 5.3.1. */
  readonly reason: number;
}

/** Value of an attribute; undefined when the identity does not have it. */
export function attributeOf(identity: Pick<IdentityRecord, 'attributes'>, name: string): string | undefined {
  return identity.attributes.find((attribute) => attribute.name === name)?.value;
}

/** Whether `affiliation` is `root` or below it; everything is below the root affiliation. */
export function isWithin(affiliation: string, root: string): boolean {
  return root === '' || affiliation === root || affiliation.startsWith(`${root}.`);
}

/**
 * The attributes after a change: a new value replaces the old one, an empty one removes it
 * (`user.GetNewAttributes`).
 */
export function changedAttributes(current: readonly Attribute[], changes: readonly Attribute[]): readonly Attribute[] {
  const byName = new Map(current.map((attribute) => [attribute.name, attribute]));
  for (const change of changes) {
    if (change.value === '') byName.delete(change.name);
    else byName.set(change.name, change);
  }
  return [...byName.values()];
}
