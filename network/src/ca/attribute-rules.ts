import { listContains, parseBool } from './go-values.js';
import { attributeOf, type Attribute, type IdentityRecord } from './records.js';

/** The attributes that the CA itself understands (`lib/attr/attribute.go`). */
export const ATTRIBUTE = {
  roles: 'hf.Registrar.Roles',
  delegateRoles: 'hf.Registrar.DelegateRoles',
  registrarAttributes: 'hf.Registrar.Attributes',
  revoker: 'hf.Revoker',
  intermediateCa: 'hf.IntermediateCA',
  genCrl: 'hf.GenCRL',
  affiliationManager: 'hf.AffiliationMgr',
  enrollmentId: 'hf.EnrollmentID',
  type: 'hf.Type',
  affiliation: 'hf.Affiliation',
} as const;

const RESERVED_PREFIX = 'hf.';
const BOOLEANS: ReadonlySet<string> = new Set([
  ATTRIBUTE.revoker,
  ATTRIBUTE.intermediateCa,
  ATTRIBUTE.genCrl,
  ATTRIBUTE.affiliationManager,
]);
const LISTS: ReadonlySet<string> = new Set([ATTRIBUTE.roles, ATTRIBUTE.delegateRoles, ATTRIBUTE.registrarAttributes]);
/** Given by the CA from the registration; nobody may choose them. */
const FIXED: ReadonlySet<string> = new Set([ATTRIBUTE.enrollmentId, ATTRIBUTE.type, ATTRIBUTE.affiliation]);

/** A registrar's request for attributes of an identity. */
export interface AttributeChange {
  readonly requested: readonly Attribute[];
  /** The identity as it is; undefined when it is being registered. */
  readonly identity: IdentityRecord | undefined;
  readonly registrar: IdentityRecord;
}

/**
 * Why the registrar may not give these attributes; undefined when it may
 * (`attr.CanRegisterRequestedAttributes`): it must be allowed their names by its `hf.Registrar.Attributes`, own the
 * reserved ones itself, and hand on no more than it has.
 */
export function attributeRefusal(change: AttributeChange): string | undefined {
  for (const attribute of change.requested) {
    const refusal = refusalOf(attribute, change);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function refusalOf(attribute: Attribute, change: AttributeChange): string | undefined {
  const allowed = attributeOf(change.registrar, ATTRIBUTE.registrarAttributes);
  if (allowed === undefined || allowed === '') return `the registrar has no '${ATTRIBUTE.registrarAttributes}'`;
  const { name } = attribute;
  if (!isNameAllowed(name, allowed)) return `attribute '${name}' is not in the registrar's list`;
  if (FIXED.has(name)) return `Cannot register fixed value attribute '${name}'`;
  if (!BOOLEANS.has(name) && !LISTS.has(name)) {
    return name.startsWith(RESERVED_PREFIX) ? `attribute '${name}' uses the reserved prefix` : undefined;
  }
  const own = attributeOf(change.registrar, name);
  if (own === undefined) return `attribute '${name}' requires ownership, and the registrar does not own it`;
  return BOOLEANS.has(name) ? booleanRefusal(attribute, own) : listRefusal(attribute, own, change);
}

function booleanRefusal({ name, value }: Attribute, own: string): string | undefined {
  try {
    if (!parseBool(own)) return `the registrar's own '${name}' is false`;
    if (value !== '') parseBool(value);
    return undefined;
  } catch {
    return `'${name}' must be a boolean`;
  }
}

function listRefusal({ name, value }: Attribute, own: string, change: AttributeChange): string | undefined {
  if (value === '') return undefined;
  if (name === ATTRIBUTE.registrarAttributes) return registrarAttributesRefusal(value, own, change);
  if (!listContains(own, '*') && !isSubset(value, own)) return `'${name}' is a superset of the registrar's own`;
  return name === ATTRIBUTE.delegateRoles ? delegateRefusal(value, change) : undefined;
}

/** Who may hand out a reserved attribute must have it. */
function registrarAttributesRefusal(value: string, own: string, change: AttributeChange): string | undefined {
  for (const name of items(value)) {
    if (!isNameAllowed(name, own)) return `attribute '${name}' is not in the registrar's list`;
    const isRequested = change.requested.some((attribute) => attribute.name === name);
    const isOwned = change.identity !== undefined && attributeOf(change.identity, name) !== undefined;
    if (name.startsWith(RESERVED_PREFIX) && !isRequested && !isOwned) return `the identity does not have '${name}'`;
  }
  return undefined;
}

function delegateRefusal(delegated: string, change: AttributeChange): string | undefined {
  const requested = change.requested.find(({ name }) => name === ATTRIBUTE.roles)?.value ?? '';
  const current = change.identity === undefined ? undefined : attributeOf(change.identity, ATTRIBUTE.roles);
  const roles = requested === '' ? (current ?? '') : requested;
  if (listContains(roles, '*') || isSubset(delegated, roles)) return undefined;
  return 'The delegateRoles field is a superset of roles';
}

/** An item of the list may end with `*`. */
function isNameAllowed(name: string, list: string): boolean {
  return items(list).some((item) => (item.endsWith('*') ? name.startsWith(item.replace(/\*+$/, '')) : name === item));
}

function isSubset(small: string, large: string): boolean {
  const all = large.toLowerCase().split(',');
  return small
    .toLowerCase()
    .split(',')
    .every((item) => item === '' || all.includes(item));
}

function items(list: string): readonly string[] {
  return list.replaceAll(' ', '').split(',');
}
