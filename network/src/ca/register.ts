import { ATTRIBUTE, attributeRefusal } from './attribute-rules.js';
import { authorizationError, CaError, CODE, notFound } from './ca-error.js';
import type { Call } from './call.js';
import type { Caller } from './caller.js';
import { UNLIMITED, type Attribute, type IdentityRecord } from './records.js';
import type { RequestBody } from './request-body.js';
import { generateSecret, hashSecret } from './secrets.js';

/** An identity and the secret that it was registered with. */
export interface Registered {
  readonly identity: IdentityRecord;
  readonly secret: string;
}

/** `POST register` (`lib/serverregister.go`). */
export async function register(call: Call): Promise<object> {
  const { body } = call;
  const { caller } = call.authenticate();
  const { secret } = await registerIdentity(call, caller, body);
  return { secret };
}

/** Registers the identity of a request; refuses what the caller may not register. */
export async function registerIdentity(call: Call, caller: Caller, body: RequestBody): Promise<Registered> {
  const request = normalized(body, caller);
  const refusal = registrationRefusal(call, caller, request);
  if (refusal !== undefined) {
    throw authorizationError(CODE.registrarAuthority, `Registration of '${request.id}' failed: ${refusal}`);
  }
  const maxEnrollments = enrollmentLimit(body.integer('max_enrollments'));
  if (call.ca.store.identity(request.id) !== undefined) {
    throw new CaError(409, CODE.duplicateIdentity, `Identity '${request.id}' is already registered`);
  }
  const chosen = body.text('secret');
  const secret = chosen === '' ? generateSecret() : chosen;
  const identity = {
    ...request,
    attributes: withFixedAttributes(request),
    secretHash: await hashSecret(secret, chosen === '' ? 'generated' : 'chosen'),
    maxEnrollments,
    state: 0,
    failedLogins: 0,
  };
  await call.ca.store.write([{ put: 'identity', record: identity }]);
  return { identity, secret };
}

type Request = Pick<IdentityRecord, 'id' | 'type' | 'affiliation' | 'attributes'>;

/** Type and affiliation are the registrar's where the request names none; `.` means the root affiliation. */
function normalized(body: RequestBody, { identity: registrar }: Caller): Request {
  const affiliation = body.text('affiliation');
  return {
    id: requiredId(body),
    type: body.text('type') || registrar.type,
    affiliation: affiliation === '' ? registrar.affiliation : affiliation === '.' ? '' : affiliation,
    attributes: body.attributes(),
  };
}

function requiredId(body: RequestBody): string {
  const id = body.text('id');
  if (id === '') throw new CaError(400, CODE.addIdentity, "Missing 'ID' in request to add a new identity");
  return id;
}

function registrationRefusal(call: Call, caller: Caller, request: Request): string | undefined {
  try {
    caller.requireType(request.type);
    caller.requireAffiliation(request.affiliation);
    if (request.affiliation !== '' && !call.ca.store.hasAffiliation(request.affiliation)) throw notFound('affiliation');
  } catch (error) {
    if (error instanceof CaError) return error.message;
    throw error;
  }
  return attributeRefusal({ requested: request.attributes, identity: undefined, registrar: caller.identity });
}

/** 0 asks for the CA's limit, of which there is none. */
function enrollmentLimit(requested: number): number {
  if (requested >= UNLIMITED) return requested === 0 ? UNLIMITED : requested;
  const message = `Max enrollment in registration request may not be less than -1, but was ${requested}`;
  throw new CaError(400, CODE.maxEnrollments, message);
}

function withFixedAttributes({ id, type, affiliation, attributes }: Request): readonly Attribute[] {
  return [
    ...attributes,
    { name: ATTRIBUTE.enrollmentId, value: id, ecert: true },
    { name: ATTRIBUTE.type, value: type, ecert: true },
    { name: ATTRIBUTE.affiliation, value: affiliation, ecert: true },
  ];
}
