import { attributeOf, type Attribute, type CertificateRecord, type IdentityRecord } from './records.js';
import { ATTRIBUTE } from './attribute-rules.js';
import { caInfo } from './cainfo.js';
import { authorizationError, CaError, CODE, plainError } from './ca-error.js';
import type { Call } from './call.js';
import { Caller } from './caller.js';
import { parseCertificateRequest, requireLengths, type CertificateRequest } from './certificate-request.js';
import { alternativeNames, issueCertificate } from './issue-certificate.js';
import type { Issuer } from '../pki/issuer.js';
import { storedHex } from './stored-hex.js';
import { profileOf, type Profile } from './profiles.js';
import type { AttributeRequest, RequestBody } from './request-body.js';
import type { SubjectFields } from './subject-name.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** cfssl's codes for a request that the policy forbids, and for one whose signature is not its key's. */
const POLICY_INVALID_REQUEST = 5300;
const CSR_KEY_MISMATCH = 9300;

/** `POST enroll`: a first certificate for an id and its secret (`lib/serverenroll.go`). */
export async function enroll(call: Call): Promise<object> {
  const identity = await call.logIn();
  const { record, answer } = await certify(call, identity);
  await call.ca.store.write([
    { put: 'certificate', record },
    { put: 'identity', record: { ...identity, state: identity.state + 1 } },
  ]);
  return answer;
}

/** `POST reenroll`: a further certificate for the holder of one. */
export async function reenroll(call: Call): Promise<object> {
  const { caller } = call.authenticate();
  const { record, answer } = await certify(call, caller.identity);
  await call.ca.store.write([{ put: 'certificate', record }]);
  return answer;
}

interface Certified {
  readonly record: CertificateRecord;
  readonly answer: object;
}

async function certify(call: Call, identity: IdentityRecord): Promise<Certified> {
  const { body, ca } = call;
  const request = parseCertificateRequest(body.text('certificate_request'));
  requireOwnName(body, request, identity.id);
  const profile = profileOf(body.text('profile'), ca.settings.validityMs);
  refuseCaCertificates(profile, request, identity);
  requireLengths(request);
  const attributes = certifiedAttributes(identity.attributes, body.attributeRequests());
  await requireSignable(body, request);
  const issuer = profile.issuer === 'tls' ? ca.tlsIssuer : ca.enrolmentIssuer;
  const certificate = await issueCertificate(issuer, profile, {
    subject: certifiedSubject(body.object('subject'), request.subject, identity),
    publicKey: request.publicKey,
    alternativeNames: body.has('hosts') ? alternativeNames(body.texts('hosts')) : request.alternativeNames,
    attributes,
    ...validity(issuer, profile, body.time('NotBefore')),
  });
  const pem = `${certificate.toString('pem')}\n`;
  const record = {
    id: identity.id,
    serial: storedHex(certificate.serialNumber),
    aki: storedHex(issuer.keyId),
    notAfter: certificate.notAfter.toISOString(),
    pem,
  };
  return { record, answer: { Cert: Buffer.from(pem).toString('base64'), ServerInfo: caInfo(ca, issuer) } };
}

function requireOwnName(body: RequestBody, request: CertificateRequest, id: string): void {
  const subject = body.object('subject');
  if (request.subject.commonName === id && (subject === undefined || subject.text('CN') === id)) return;
  throw new CaError(403, CODE.commonName, 'The CSR subject common name must equal the enrollment ID');
}

/** Our roots have path length 0: a CA below them could issue nothing that anybody accepts, so there is none. */
function refuseCaCertificates(profile: Profile, request: CertificateRequest, identity: IdentityRecord): void {
  if (!profile.isCa && !request.isForCa) return;
  if (!new Caller(identity).isTrue(ATTRIBUTE.intermediateCa)) {
    throw authorizationError(CODE.missingAttribute, `Enrolled failed: '${identity.id}' may not have a CA certificate`);
  }
  throw signingFailure(POLICY_INVALID_REQUEST, 'Policy violation request');
}

/** Extensions of the caller's own making could claim any attribute. */
async function requireSignable(body: RequestBody, request: CertificateRequest): Promise<void> {
  if (body.objects('extensions').length > 0) throw signingFailure(POLICY_INVALID_REQUEST, 'Policy violation request');
  if (!(await request.hasValidSignature())) throw signingFailure(CSR_KEY_MISMATCH, 'x509: ECDSA verification failure');
}

function signingFailure(code: number, message: string): CaError {
  return plainError(`Certificate signing failure: ${JSON.stringify({ code, message })}`);
}

/** The attributes that go into the certificate: those asked for, or those registered with `ecert`. */
function certifiedAttributes(
  owned: readonly Attribute[],
  requests: readonly AttributeRequest[] | undefined,
): Readonly<Record<string, string>> | undefined {
  const wanted = requests ?? owned.filter(({ ecert }) => ecert).map(({ name }) => ({ name, optional: true }));
  if (requests === undefined && wanted.length === 0) return undefined;
  const values = wanted.map(({ name, optional }) => ({
    name,
    optional,
    value: attributeOf({ attributes: owned }, name),
  }));
  const missing = values.filter(({ value, optional }) => value === undefined && !optional).map(({ name }) => name);
  if (missing.length > 0) {
    const reason = `The following required attributes are missing: [${missing.join(' ')}]`;
    throw plainError(`Failed to find requested attributes: ${reason}`);
  }
  return Object.fromEntries(values.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
}

/**
 * The name of the certificate: the request's, but the organisational units always say type and affiliation, because
 * channel policies decide by them (`setRequestOUs`).
 */
function certifiedSubject(
  override: RequestBody | undefined,
  requested: SubjectFields,
  { id, type, affiliation }: IdentityRecord,
): SubjectFields {
  const names = override?.objects('names') ?? [];
  const chosen = (field: string, otherwise: readonly string[]): readonly string[] => {
    const values = names.map((name) => name.text(field)).filter((value) => value !== '');
    return values.length > 0 ? values : otherwise;
  };
  return {
    country: chosen('C', requested.country),
    organization: chosen('O', requested.organization),
    organizationalUnit: [type, ...affiliation.split('.')],
    locality: chosen('L', requested.locality),
    province: chosen('ST', requested.province),
    commonName: id,
    serialNumber: override?.text('SerialNumber') || requested.serialNumber,
  };
}

/**
 * Within the life of the issuer; the client's `NotAfter` does not count, its `NotBefore` does (`handleEnroll`). The end
 * is on a whole minute, unless that would change a short life by much.
 */
function validity(
  { certificate }: Issuer,
  { validityMs }: Profile,
  wantedStart: Date | undefined,
): { readonly notBefore: Date; readonly notAfter: Date } {
  const now = validityMs < HOUR_MS ? Date.now() : Math.round(Date.now() / MINUTE_MS) * MINUTE_MS;
  const notAfter = new Date(Math.min(now + validityMs, certificate.notAfter.getTime()));
  const notBefore = new Date(Math.max(wantedStart?.getTime() ?? 0, certificate.notBefore.getTime()));
  return { notBefore, notAfter };
}
