import { ATTRIBUTE } from './attribute-rules.js';
import { authorizationError, CaError, CODE } from './ca-error.js';
import { listContains, parseBool } from './go-values.js';
import { attributeOf, isWithin, type IdentityRecord } from './records.js';
import { messageOf } from '../network-error.js';

const DEFAULT_TYPE = 'client';

/** The identity that makes a request, and what it may do (`lib/serverrequestcontext.go`). */
export class Caller {
  constructor(readonly identity: IdentityRecord) {}

  /** The types of identity that the caller may act on; '' when it is no registrar. Refuses who never was one. */
  registrarTypes(): string {
    const types = attributeOf(this.identity, ATTRIBUTE.roles);
    if (types === undefined)
      throw authorizationError(CODE.registerAttribute, `'${this.identity.id}' is not a registrar`);
    return types;
  }

  /** Refuses an affiliation that is neither the caller's nor below it. */
  requireAffiliation(affiliation: string): void {
    if (isWithin(affiliation, this.identity.affiliation)) return;
    const message = `Caller does not have authority to act on affiliation '${affiliation}'`;
    throw authorizationError(CODE.callerNotAffiliated, message);
  }

  /** Refuses a type that the caller's `hf.Registrar.Roles` does not name. */
  requireType(type: string): void {
    const types = this.registrarTypes();
    if (types === '') {
      throw authorizationError(CODE.registerAttribute, `'${this.identity.id}' is not allowed to manage users`);
    }
    const wanted = (type === '' ? DEFAULT_TYPE : type).toLowerCase();
    if (listContains(types, '*') || types.toLowerCase().split(',').includes(wanted)) return;
    throw authorizationError(CODE.callerNotAffiliated, `Registrar does not have authority to act on type '${type}'`);
  }

  /** Refuses an identity whose affiliation or type the caller may not act on. */
  requireManagementOf(identity: IdentityRecord): void {
    this.requireAffiliation(identity.affiliation);
    this.requireType(identity.type);
  }

  /** Refuses when a boolean attribute is missing or false. */
  requireRole(role: string): void {
    const value = attributeOf(this.identity, role);
    if (value === undefined) {
      const message = `Invoker does not have following role'${role}': 'User does not have attribute '${role}''`;
      throw authorizationError(CODE.missingAttribute, message);
    }
    if (this.#booleanOf(role, value)) return;
    throw authorizationError(CODE.missingRole, `Caller has a value of 'false' for attribute/role '${role}'`);
  }

  /** Whether a boolean attribute is there and true; what is no boolean is not true. */
  isTrue(name: string): boolean {
    try {
      return parseBool(attributeOf(this.identity, name) ?? '');
    } catch {
      return false;
    }
  }

  #booleanOf(role: string, value: string): boolean {
    try {
      return parseBool(value);
    } catch (error) {
      const reason = messageOf(error);
      throw new CaError(400, CODE.invalidBoolean, `Failed to get boolean value of '${role}': '${reason}'`);
    }
  }
}
