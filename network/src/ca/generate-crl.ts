import { ATTRIBUTE } from './attribute-rules.js';
import { authorizationError, CaError, CODE } from './ca-error.js';
import type { Call } from './call.js';
import { revocationList, type RevocationWindow } from './revocation-list.js';
import type { RequestBody } from './request-body.js';

/** `POST gencrl`: the list of revoked certificates (`lib/servergencrl.go`). */
export async function generateCrl(call: Call): Promise<object> {
  const { body, ca } = call;
  const { caller } = call.authenticate();
  if (!caller.isTrue(ATTRIBUTE.genCrl)) {
    const message = `The identity '${caller.identity.id}' does not have authority to generate a CRL`;
    throw authorizationError(CODE.noCrlAuthority, message);
  }
  const list = await revocationList(ca.enrolmentIssuer, await ca.store.certificates(), windowOf(body));
  return { CRL: Buffer.from(list).toString('base64') };
}

function windowOf(body: RequestBody): RevocationWindow {
  const window = {
    revokedAfter: body.time('revokedafter'),
    revokedBefore: body.time('revokedbefore'),
    expireAfter: body.time('expireafter'),
    expireBefore: body.time('expirebefore'),
  };
  if (isReversed(window.revokedAfter, window.revokedBefore)) {
    const message = "Invalid 'revokedafter' value. It must not be a timestamp greater than 'revokedbefore'";
    throw new CaError(400, CODE.invalidRevokedAfter, message);
  }
  if (isReversed(window.expireAfter, window.expireBefore)) {
    const message = "Invalid 'expireafter' value. It must not be a timestamp greater than 'expirebefore'";
    throw new CaError(400, CODE.invalidExpiredAfter, message);
  }
  return window;
}

function isReversed(after: Date | undefined, before: Date | undefined): boolean {
  return after !== undefined && before !== undefined && after > before;
}
