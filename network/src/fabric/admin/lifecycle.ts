import { peer } from '@hyperledger/fabric-protos';
import { collectionPackage, validationParameter } from '../../definition.js';
import type { ChaincodeDefinition, DefinitionStatus } from '../../engine.js';
import type { ChaincodePackage } from '../chaincode-package.js';
import type { PeerAdmin } from './peer-admin.js';

const LIFECYCLE = '_lifecycle';
const ENDORSEMENT_PLUGIN = 'escc';
const VALIDATION_PLUGIN = 'vscc';

const protos = peer.lifecycle;

/** What approval and commit have in common: the definition itself. */
interface DefinitionArgs {
  setName(value: string): void;
  setVersion(value: string): void;
  setSequence(value: number): void;
  setEndorsementPlugin(value: string): void;
  setValidationPlugin(value: string): void;
  setValidationParameter(value: Uint8Array): void;
  setCollections(value?: peer.CollectionConfigPackage): void;
  setInitRequired(value: boolean): void;
}

/** Installs a package on the peer unless it is there. Two channels may ask for the same package at once. */
export async function install(admin: PeerAdmin, chaincodePackage: ChaincodePackage): Promise<void> {
  if (await isInstalled(admin, chaincodePackage.id)) return;
  const args = new protos.InstallChaincodeArgs();
  args.setChaincodeInstallPackage(chaincodePackage.bytes);
  try {
    await call(admin, '', 'InstallChaincode', args);
  } catch (error) {
    if (!(await isInstalled(admin, chaincodePackage.id))) throw error;
  }
}

/** Approves the definition for the admin's organisation, naming its package, unless exactly that is approved. */
export async function approve(
  admin: PeerAdmin,
  channel: string,
  definition: ChaincodeDefinition,
  packageId: string,
): Promise<void> {
  if ((await approvedPackage(admin, channel, definition)) === packageId) return;
  const local = new protos.ChaincodeSource.Local();
  local.setPackageId(packageId);
  const source = new protos.ChaincodeSource();
  source.setLocalPackage(local);
  const args = new protos.ApproveChaincodeDefinitionForMyOrgArgs();
  setDefinition(args, definition);
  args.setSource(source);
  const name = 'ApproveChaincodeDefinitionForMyOrg';
  await admin.submit(invocation(channel, name, args), [admin.mspId]);
}

/** Commits a definition that enough members have approved, endorsed by these members. */
export async function commit(
  admin: PeerAdmin,
  channel: string,
  definition: ChaincodeDefinition,
  endorsers: readonly string[],
): Promise<void> {
  const args = new protos.CommitChaincodeDefinitionArgs();
  setDefinition(args, definition);
  await admin.submit(invocation(channel, 'CommitChaincodeDefinition', args), endorsers);
}

/** The definitions committed on a channel, as this peer knows them. */
export async function committedDefinitions(admin: PeerAdmin, channel: string): Promise<readonly DefinitionStatus[]> {
  const answer = await call(admin, channel, 'QueryChaincodeDefinitions', new protos.QueryChaincodeDefinitionsArgs());
  const list = protos.QueryChaincodeDefinitionsResult.deserializeBinary(answer).getChaincodeDefinitionsList();
  return list.map((entry) => ({
    name: entry.getName(),
    version: entry.getVersion(),
    sequence: entry.getSequence(),
  }));
}

/** Whether what is committed equals the definition in everything that the members agreed on. */
export async function isCommitted(
  admin: PeerAdmin,
  channel: string,
  definition: ChaincodeDefinition,
): Promise<boolean> {
  const known = await committedDefinitions(admin, channel);
  if (!known.some((entry) => entry.name === definition.name && entry.sequence === definition.sequence)) return false;
  const args = new protos.QueryChaincodeDefinitionArgs();
  args.setName(definition.name);
  const answer = await call(admin, channel, 'QueryChaincodeDefinition', args);
  const result = protos.QueryChaincodeDefinitionResult.deserializeBinary(answer);
  return (
    result.getVersion() === definition.version &&
    result.getInitRequired() === definition.initRequired &&
    sameBytes(result.getValidationParameter_asU8(), validationParameter(definition).serializeBinary()) &&
    sameBytes(collectionBytes(result.getCollections()), collectionBytes(collectionPackage(definition)))
  );
}

async function isInstalled(admin: PeerAdmin, packageId: string): Promise<boolean> {
  const answer = await call(admin, '', 'QueryInstalledChaincodes', new protos.QueryInstalledChaincodesArgs());
  const installed = protos.QueryInstalledChaincodesResult.deserializeBinary(answer).getInstalledChaincodesList();
  return installed.some((entry) => entry.getPackageId() === packageId);
}

/** The package that the organisation approved for this name and sequence; undefined when it approved none. */
async function approvedPackage(
  admin: PeerAdmin,
  channel: string,
  definition: ChaincodeDefinition,
): Promise<string | undefined> {
  const all = new protos.QueryApprovedChaincodeDefinitionsArgs();
  const list = protos.QueryApprovedChaincodeDefinitionsResult.deserializeBinary(
    await call(admin, channel, 'QueryApprovedChaincodeDefinitions', all),
  ).getApprovedChaincodeDefinitionsList();
  const approved = list.some(
    (entry) => entry.getName() === definition.name && entry.getSequence() === definition.sequence,
  );
  if (!approved) return undefined;
  const args = new protos.QueryApprovedChaincodeDefinitionArgs();
  args.setName(definition.name);
  args.setSequence(definition.sequence);
  const answer = await call(admin, channel, 'QueryApprovedChaincodeDefinition', args);
  const result = protos.QueryApprovedChaincodeDefinitionResult.deserializeBinary(answer);
  return result.getSource()?.getLocalPackage()?.getPackageId();
}

function setDefinition(args: DefinitionArgs, definition: ChaincodeDefinition): void {
  args.setName(definition.name);
  args.setVersion(definition.version);
  args.setSequence(definition.sequence);
  args.setEndorsementPlugin(ENDORSEMENT_PLUGIN);
  args.setValidationPlugin(VALIDATION_PLUGIN);
  args.setValidationParameter(validationParameter(definition).serializeBinary());
  args.setCollections(collectionPackage(definition));
  args.setInitRequired(definition.initRequired);
}

function invocation(
  channel: string,
  name: string,
  args: { serializeBinary(): Uint8Array },
): Parameters<PeerAdmin['query']>[0] {
  return { channel, chaincode: LIFECYCLE, args: [Buffer.from(name), args.serializeBinary()] };
}

function call(
  admin: PeerAdmin,
  channel: string,
  name: string,
  args: { serializeBinary(): Uint8Array },
): Promise<Uint8Array> {
  return admin.query(invocation(channel, name, args));
}

function collectionBytes(collections: peer.CollectionConfigPackage | undefined): Uint8Array {
  return collections?.serializeBinary() ?? new Uint8Array();
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
