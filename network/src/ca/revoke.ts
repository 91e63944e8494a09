import { ATTRIBUTE } from './attribute-rules.js';
import { authorizationError, CaError, CODE, notFound } from './ca-error.js';
import type { Call, TokenCaller } from './call.js';
import type { CaWrite } from './ca-store.js';
import type { Caller } from './caller.js';
import { REVOKED_STATE, type CertificateRecord } from './records.js';
import { EVERYTHING, revocationList } from './revocation-list.js';

/** Reason codes of RFC 5280, section 5.3.1, by the names that clients send; anything else means `unspecified`. */
const REASONS: ReadonlyMap<string, number> = new Map([
  ['keycompromise', 1],
  ['cacompromise', 2],
  ['affiliationchanged', 3],
  ['superseded', 4],
  ['cessationofoperation', 5],
  ['certificatehold', 6],
  ['removefromcrl', 8],
  ['privilegewithdrawn', 9],
  ['aacompromise', 10],
]);
const UNSPECIFIED = 0;
/** Reasons of revocations that follow from a removal. */
export const REASON = { cessationOfOperation: 5, affiliationChanged: 3 } as const;

/** `POST revoke`: one certificate, or an identity with all its certificates (`lib/serverrevoke.go`). */
export async function revoke(call: Call): Promise<object> {
  const { body, ca } = call;
  const authenticated = call.authenticate();
  const reason = REASONS.get(body.text('reason')) ?? UNSPECIFIED;
  const name = body.text('id');
  const serial = normalized(body.text('serial'));
  const aki = normalized(body.text('aki'));
  let revoked: readonly CertificateRecord[];
  if (serial !== '' && aki !== '') revoked = [requireRevocable(call, authenticated, { serial, aki, name })];
  else if (name !== '') revoked = await revocableOf(call, authenticated.caller, name);
  else {
    const message = 'Either Name or Serial and AKI are required for a revoke request';
    throw new CaError(400, CODE.missingRevokeArguments, message);
  }
  await ca.store.write([
    ...(serial !== '' && aki !== '' ? [] : disabling(call, name)),
    ...revocations(revoked, reason),
  ]);
  const isListWanted = body.flag('gencrl') && revoked.length > 0;
  const list = isListWanted ? await revocationList(ca.enrolmentIssuer, await ca.store.certificates(), EVERYTHING) : '';
  return {
    RevokedCerts:
      revoked.length === 0
        ? null
        : revoked.map((certificate) => ({ Serial: certificate.serial, AKI: certificate.aki })),
    CRL: Buffer.from(list).toString('base64'),
  };
}

/** The writes that revoke certificates now. */
export function revocations(certificates: readonly CertificateRecord[], reason: number): readonly CaWrite[] {
  const at = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();
  return certificates.map((record) => ({ put: 'certificate', record: { ...record, revocation: { at, reason } } }));
}

/** The certificates of some identities that are not revoked. */
export async function validCertificatesOf(call: Call, ids: ReadonlySet<string>): Promise<readonly CertificateRecord[]> {
  const certificates = await call.ca.store.certificates();
  return certificates.filter(({ id, revocation }) => ids.has(id) && revocation === undefined);
}

interface CertificateName {
  readonly serial: string;
  readonly aki: string;
  /** Expected owner; '' for any. */
  readonly name: string;
}

function requireRevocable(
  { ca }: Call,
  { caller, certificate: own }: TokenCaller,
  { serial, aki, name }: CertificateName,
): CertificateRecord {
  const called = `Certificate with serial ${serial} and AKI ${aki}`;
  const certificate = ca.store.certificate(serial, aki);
  if (certificate === undefined) {
    const message = `${called} was not found: ${notFound('Certificate').message}`;
    throw new CaError(404, CODE.revokedCertificateNotFound, message);
  }
  requireRevoker(caller, certificate.id);
  if (certificate.revocation !== undefined) {
    throw new CaError(404, CODE.certificateAlreadyRevoked, `${called} was already revoked`);
  }
  if (name !== '' && name !== certificate.id) {
    throw new CaError(400, CODE.certificateWrongOwner, `${called} is not owned by ${name}`);
  }
  const owner = requireIdentity(ca.store, certificate.id);
  if (own.serial !== serial || own.aki !== aki) caller.requireManagementOf(owner);
  return certificate;
}

async function revocableOf(call: Call, caller: Caller, name: string): Promise<readonly CertificateRecord[]> {
  requireRevoker(caller, name);
  const identity = requireIdentity(call.ca.store, name);
  if (caller.identity.id !== name) caller.requireManagementOf(identity);
  return validCertificatesOf(call, new Set([name]));
}

/** A revoked identity enrols no more. */
function disabling({ ca }: Call, name: string): readonly CaWrite[] {
  return [{ put: 'identity', record: { ...requireIdentity(ca.store, name), state: REVOKED_STATE } }];
}

function requireIdentity(store: Call['ca']['store'], id: string): NonNullable<ReturnType<typeof store.identity>> {
  const identity = store.identity(id);
  if (identity !== undefined) return identity;
  throw new CaError(404, CODE.revokeIdentityNotFound, `Identity ${id} was not found: ${notFound('User').message}`);
}

/** Everybody may revoke what is its own. */
function requireRevoker(caller: Caller, owner: string): void {
  if (caller.identity.id === owner || caller.isTrue(ATTRIBUTE.revoker)) return;
  throw authorizationError(CODE.notRevoker, 'Caller does not have authority to revoke');
}

/** As `parseInput` does: colons go after the leading zeros went. */
function normalized(hexadecimal: string): string {
  return hexadecimal.toLowerCase().replace(/^0+/, '').replaceAll(':', '');
}
