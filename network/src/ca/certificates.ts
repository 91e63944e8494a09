import { ATTRIBUTE } from './attribute-rules.js';
import { authorizationError, CaError, CODE, plainError } from './ca-error.js';
import type { Call } from './call.js';
import { storedHex } from './stored-hex.js';
import { attributeOf, isWithin, type CertificateRecord } from './records.js';
import { timeFilter } from './time-filter.js';
import { messageOf } from '../network-error.js';

/** `GET certificates`: those of the identities at and below the caller's affiliation (`lib/servercertificates.go`). */
export async function listCertificates(call: Call): Promise<object> {
  const caller = authenticateManager(call);
  const isMeant = certificateFilter(call);
  const members = new Map((await call.ca.store.identities()).map(({ id, affiliation }) => [id, affiliation]));
  const root = caller.identity.affiliation;
  const isVisible = ({ id }: CertificateRecord): boolean => root === '' || isWithin(members.get(id) ?? '', root);
  const found = (await call.ca.store.certificates()).filter((record) => isVisible(record) && isMeant(record));
  return { certs: found.map(({ pem }) => ({ PEM: pem })), caname: call.request.query.get('ca') ?? '' };
}

/** `DELETE certificates`, which the real server has not made either. */
export function removeCertificates(call: Call): Promise<object> {
  authenticateManager(call);
  return Promise.reject(plainError('DELETE Not Implemented'));
}

function authenticateManager(call: Call): ReturnType<Call['authenticate']>['caller'] {
  const { caller } = call.authenticate();
  if (attributeOf(caller.identity, ATTRIBUTE.roles) !== undefined || caller.isTrue(ATTRIBUTE.revoker)) return caller;
  throw authorizationError(
    CODE.authorizationFailure,
    'Caller does not posses either hf.Registrar.Roles or hf.Revoker attribute',
  );
}

type Filter = (record: CertificateRecord) => boolean;

function certificateFilter(call: Call): Filter {
  const { query } = call.request;
  const equal = (name: string, value: (record: CertificateRecord) => string, form = (text: string) => text): Filter => {
    const wanted = query.get(name) ?? '';
    return (record) => wanted === '' || value(record) === form(wanted);
  };
  const filters = [
    equal('id', ({ id }) => id),
    equal('serial', ({ serial }) => serial, storedHex),
    equal('aki', ({ aki }) => aki, storedHex),
    ...timeFilters(call),
  ];
  return (record) => filters.every((filter) => filter(record));
}

function timeFilters(call: Call): readonly Filter[] {
  try {
    const { query } = call.request;
    const revoked = timeFilter(query, 'revoked');
    const expired = timeFilter(query, 'expired');
    const isUnrevokedOnly = call.flag('notrevoked');
    const isUnexpiredOnly = call.flag('notexpired');
    if (isUnexpiredOnly && expired !== undefined) {
      throw new RangeError("Can't specify expiration time filter and the 'notexpired' filter");
    }
    if (isUnrevokedOnly && revoked !== undefined) {
      throw new RangeError("Can't specify revocation time filter and the 'notrevoked' filter");
    }
    const now = new Date();
    return [
      ({ revocation }) => !isUnrevokedOnly || revocation === undefined,
      ({ notAfter }) => !isUnexpiredOnly || new Date(notAfter) >= now,
      ({ revocation }) => revoked === undefined || (revocation !== undefined && revoked(new Date(revocation.at))),
      ({ notAfter }) => expired === undefined || expired(new Date(notAfter)),
    ];
  } catch (error) {
    const reason = messageOf(error);
    throw new CaError(400, CODE.gettingCertificate, `Invalid Request: ${reason}`);
  }
}
