import { affiliationTrees, parentOf, pathOf } from './affiliation-tree.js';
import { ATTRIBUTE } from './attribute-rules.js';
import { authorizationError, CaError, CODE, notFound } from './ca-error.js';
import type { Call } from './call.js';
import type { CaWrite } from './ca-store.js';
import type { Caller } from './caller.js';
import { changedAttributes, isWithin, type IdentityRecord } from './records.js';
import { REASON, revocations, validCertificatesOf } from './revoke.js';

/** `GET affiliations`: those at and below the caller's (`lib/serveraffiliations.go`). */
export async function listAffiliations(call: Call): Promise<object> {
  const caller = authenticateManager(call);
  const names = (await call.ca.store.affiliations()).filter((name) => isWithin(name, caller.identity.affiliation));
  // A caller's own affiliation comes with the path to it.
  const trees = affiliationTrees([...new Set(names.flatMap(pathOf))].sort());
  const [first] = trees;
  if (first === undefined) {
    throw new CaError(404, CODE.affiliation, 'No affiliations are configured on the CA');
  }
  const root = trees.length === 1 ? first : { name: '', affiliations: trees };
  return { ...root, caname: call.caName };
}

/** `GET affiliations/{affiliation}`. */
export async function getAffiliation(call: Call): Promise<object> {
  const caller = authenticateManager(call);
  const name = call.request.target;
  caller.requireAffiliation(name);
  requireExisting(call, name);
  return treeAnswer(call, await namesWithin(call, name));
}

/** `POST affiliations`; with `force` those above it are made too. */
export async function addAffiliation(call: Call): Promise<object> {
  const caller = authenticateManager(call);
  const name = call.body.text('name');
  if (call.ca.store.hasAffiliation(name)) throw new CaError(409, CODE.addAffiliation, 'Affiliation already exists');
  requireName(name);
  caller.requireAffiliation(name);
  const isForced = call.flag('force');
  const parent = parentOf(name);
  if (!isForced && parent !== '') requireExisting(call, parent);
  const names = isForced ? pathOf(name) : [name];
  await call.ca.store.write(names.map((each) => ({ put: 'affiliation', name: each })));
  return { name, caname: call.caName };
}

/** `PUT affiliations/{affiliation}`: another name for it and for the path of all below it. */
export async function renameAffiliation(call: Call): Promise<object> {
  const caller = authenticateManager(call);
  const from = call.request.target;
  const to = call.body.text('name');
  caller.requireAffiliation(from);
  caller.requireAffiliation(to);
  const isForced = call.flag('force');
  const isRegistrar = caller.registrarTypes() !== '';
  requireExisting(call, from);
  requireName(to);
  if (call.ca.store.hasAffiliation(to)) {
    throw new CaError(409, CODE.modifyAffiliation, `Affiliation '${to}' already exists`);
  }
  const names = await namesWithin(call, from);
  const members = await membersWithin(call, from);
  if (members.length > 0 && !isRegistrar) {
    throw authorizationError(
      CODE.registerAttribute,
      'Modifying affiliation affects identities, but caller is not a registrar',
    );
  }
  if (members.length > 0 && !isForced) throw renameNeedsForce(from, members);
  const renamed = (name: string): string => to + name.slice(from.length);
  const moved = members.map((member) => moveIdentity(member, renamed(member.affiliation)));
  await call.ca.store.write([
    ...names.map((name): CaWrite => ({ remove: 'affiliation', key: name })),
    ...names.map((name): CaWrite => ({ put: 'affiliation', name: renamed(name) })),
    ...moved.map((record): CaWrite => ({ put: 'identity', record })),
  ]);
  return treeAnswer(call, names.map(renamed), moved);
}

/** `DELETE affiliations/{affiliation}`; with `force` also those below it, with all identities of them. */
export async function removeAffiliation(call: Call): Promise<object> {
  const caller = authenticateManager(call);
  const refuse = (message: string): CaError => authorizationError(CODE.removeAffiliation, message);
  if (!call.ca.settings.allowRemove) throw refuse('Affiliation removal is disabled');
  const name = call.request.target;
  if (caller.identity.affiliation === name) throw refuse(`the caller is associated with affiliation '${name}'`);
  caller.requireAffiliation(name);
  const isForced = call.flag('force');
  const isRegistrar = caller.registrarTypes() !== '';
  requireExisting(call, name);
  const names = await namesWithin(call, name);
  const members = await membersWithin(call, name);
  if (members.length > 0 && !isRegistrar) throw refuse('it has identities, but the caller is not a registrar');
  if (!isForced && members.length > 0) throw refuse(`'force' is needed: '${name}' has identities`);
  if (!isForced && names.length > 1) throw refuse(`'force' is needed: '${name}' has sub-affiliations`);
  const certificates = await validCertificatesOf(call, new Set(members.map(({ id }) => id)));
  await call.ca.store.write([
    ...members.map(({ id }): CaWrite => ({ remove: 'identity', key: id })),
    ...revocations(certificates, REASON.affiliationChanged),
    ...names.map((each): CaWrite => ({ remove: 'affiliation', key: each })),
  ]);
  return treeAnswer(call, names, members);
}

function authenticateManager(call: Call): Caller {
  const { caller } = call.authenticate();
  caller.requireRole(ATTRIBUTE.affiliationManager);
  return caller;
}

function requireExisting({ ca }: Call, name: string): void {
  if (!ca.store.hasAffiliation(name)) throw notFound('affiliation');
}

/** Each part between the dots must say something. */
function requireName(name: string): void {
  if (name.split('.').every((part) => part !== '')) return;
  throw new CaError(400, CODE.addAffiliation, `'${name}' is no name of an affiliation`);
}

async function namesWithin({ ca }: Call, root: string): Promise<readonly string[]> {
  return (await ca.store.affiliations()).filter((name) => isWithin(name, root));
}

async function membersWithin({ ca }: Call, root: string): Promise<readonly IdentityRecord[]> {
  return (await ca.store.identities()).filter(({ affiliation }) => isWithin(affiliation, root));
}

function moveIdentity(identity: IdentityRecord, affiliation: string): IdentityRecord {
  // The real server loses `ecert` here (`modifyAffiliationTx`), and with it the attribute in the next certificate.
  const attribute = { name: ATTRIBUTE.affiliation, value: affiliation, ecert: true };
  return { ...identity, affiliation, attributes: changedAttributes(identity.attributes, [attribute]) };
}

function renameNeedsForce(name: string, members: readonly IdentityRecord[]): CaError {
  const ids = members.map(({ id }) => id).join(',');
  const message =
    `The request to modify affiliation '${name}' has the following identities associated: ${ids}. ` +
    "Need to use 'force' to remove identities and affiliation";
  return new CaError(400, CODE.modifyAffiliation, message);
}

function treeAnswer(call: Call, names: readonly string[], identities: readonly IdentityRecord[] = []): object {
  const [tree] = affiliationTrees(names, identities);
  return { ...tree, caname: call.caName };
}
