import { ATTRIBUTE, attributeRefusal } from './attribute-rules.js';
import { authorizationError, CaError, CODE, notFound } from './ca-error.js';
import type { Call } from './call.js';
import type { Caller } from './caller.js';
import { listContains } from './go-values.js';
import { changedAttributes, isWithin, type Attribute, type IdentityRecord } from './records.js';
import { registerIdentity } from './register.js';
import type { RequestBody } from './request-body.js';
import { REASON, revocations, validCertificatesOf } from './revoke.js';
import { hashSecret } from './secrets.js';

/** Value of `max_enrollments` that sets zero, because zero itself means no change. */
const NO_ENROLLMENTS = -2;

/** `GET identities`: those that the caller may manage (`lib/serveridentities.go`). */
export async function listIdentities(call: Call): Promise<object> {
  const { caller } = call.authenticate();
  const types = caller.registrarTypes();
  if (types === '') throw authorizationError(CODE.gettingUser, 'Caller is not a registrar');
  const allowed = new Set(types.split(',').map((type) => type.trim()));
  const all = await call.ca.store.identities();
  const visible = all.filter(
    ({ affiliation, type }) =>
      isWithin(affiliation, caller.identity.affiliation) && (listContains(types, '*') || allowed.has(type)),
  );
  return { identities: visible.map(identityInfo), caname: call.caName };
}

/** `GET identities/{id}`. */
export function getIdentity(call: Call): Promise<object> {
  const { caller } = call.authenticate();
  const identity = requireIdentity(call);
  caller.requireManagementOf(identity);
  return Promise.resolve({ ...identityInfo(identity), caname: call.caName });
}

/** `POST identities`: the same as to register. */
export async function addIdentity(call: Call): Promise<object> {
  const { caller } = call.authenticate();
  const { identity, secret } = await registerIdentity(call, caller, call.body);
  return identityAnswer(call, identity, secret);
}

/** `PUT identities/{id}`: what the request leaves out stays. */
export async function modifyIdentity(call: Call): Promise<object> {
  const { caller } = call.authenticate();
  const identity = requireIdentity(call);
  caller.requireManagementOf(identity);
  const { body } = call;
  requireModification(call, caller, identity, body);
  const secret = body.text('secret');
  const record = {
    ...identity,
    ...modifiedFields(identity, body),
    ...(secret === '' ? {} : { secretHash: await hashSecret(secret, 'chosen'), failedLogins: 0 }),
  };
  await call.ca.store.write([{ put: 'identity', record }]);
  return identityAnswer(call, record, secret);
}

/** `DELETE identities/{id}`: its certificates are revoked with it. */
export async function removeIdentity(call: Call): Promise<object> {
  const { caller } = call.authenticate();
  if (!call.ca.settings.allowRemove) throw new CaError(403, CODE.removeIdentity, 'Identity removal is disabled');
  const id = call.request.target;
  if (!call.flag('force') && id === caller.identity.id) {
    throw new CaError(403, CODE.removeIdentity, "Need to use 'force' option to delete your own identity");
  }
  const identity = requireIdentity(call);
  caller.requireManagementOf(identity);
  const certificates = await validCertificatesOf(call, new Set([id]));
  await call.ca.store.write([
    { remove: 'identity', key: id },
    ...revocations(certificates, REASON.cessationOfOperation),
  ]);
  return identityAnswer(call, identity, '');
}

/** An identity as lists show it (`api.IdentityInfo`). */
export function identityInfo(identity: IdentityRecord): object {
  return {
    id: identity.id,
    type: identity.type,
    affiliation: identity.affiliation,
    attrs: identity.attributes.map(attributeInfo),
    max_enrollments: identity.maxEnrollments,
  };
}

/** `api.IdentityResponse`, which leaves out what is empty. */
function identityAnswer(call: Call, identity: IdentityRecord, secret: string): object {
  const { id, type, affiliation, attributes, maxEnrollments } = identity;
  return {
    id,
    ...(type === '' ? {} : { type }),
    affiliation,
    ...(attributes.length === 0 ? {} : { attrs: attributes.map(attributeInfo) }),
    ...(maxEnrollments === 0 ? {} : { max_enrollments: maxEnrollments }),
    ...(secret === '' ? {} : { secret }),
    caname: call.caName,
  };
}

function attributeInfo({ name, value, ecert }: Attribute): object {
  return { name, value, ...(ecert ? { ecert } : {}) };
}

function requireIdentity({ ca, request }: Call): IdentityRecord {
  const identity = ca.store.identity(request.target);
  if (identity === undefined) throw notFound('User');
  return identity;
}

function requireModification(call: Call, caller: Caller, identity: IdentityRecord, body: RequestBody): void {
  const affiliation = body.text('affiliation');
  if (affiliation !== '' && affiliation !== '.' && !call.ca.store.hasAffiliation(affiliation)) {
    throw new CaError(400, CODE.modifyIdentity, `Affiliation '${affiliation}' is not supported`);
  }
  if (affiliation !== '') caller.requireAffiliation(affiliation);
  const type = body.text('type');
  if (type !== '') caller.requireType(type);
  const refusal = attributeRefusal({ requested: body.attributes(), identity, registrar: caller.identity });
  if (refusal === undefined) return;
  throw authorizationError(CODE.registerAttribute, `Failed to register attributes: ${refusal}`);
}

function modifiedFields(
  identity: IdentityRecord,
  body: RequestBody,
): Pick<IdentityRecord, 'type' | 'affiliation' | 'attributes' | 'maxEnrollments'> {
  const asked = body.text('affiliation');
  const affiliation = asked === '' ? identity.affiliation : asked === '.' ? '' : asked;
  const type = body.text('type');
  const limit = body.integer('max_enrollments');
  const fixed = [
    ...(asked === '' ? [] : [{ name: ATTRIBUTE.affiliation, value: affiliation, ecert: true }]),
    ...(type === '' ? [] : [{ name: ATTRIBUTE.type, value: type, ecert: true }]),
  ];
  return {
    type: type === '' ? identity.type : type,
    affiliation,
    attributes: changedAttributes(identity.attributes, [...body.attributes(), ...fixed]),
    maxEnrollments: limit === 0 ? identity.maxEnrollments : limit === NO_ENROLLMENTS ? 0 : limit,
  };
}
