import { X509Certificate } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { common } from '@hyperledger/fabric-protos';
import { readText, type AccessOptions } from '../../membership/access.js';
import { setAcl, setBatch, setCapability, setPolicyAt, type Change } from '../../membership/changes.js';
import { addConsenter, removeConsenter } from '../../membership/consenter-changes.js';
import { addMember, removeOrganization } from '../../membership/member-changes.js';
import { addRootCa, addTlsRootCa, mspOf, removeRootCa, setRevocationList } from '../../membership/msp-changes.js';
import { readDefinition } from '../../membership/organization-definition.js';
import { authorityOf, plainSerial, readRevocationList, revocationsOf } from '../../membership/revocation-list.js';
import { NetworkError } from '../../network-error.js';
import { readIssuer } from '../../pki/issuer.js';
import { createRevocationList } from '../../pki/revocation-list.js';
import type { Assignment, RevokeWish, SetWish, Wish } from './arguments.js';

/** What an operator wishes, as changes of the configuration. Reads the files that the wish names. */
export async function changesOf(
  wish: Wish,
  root: common.ConfigGroup,
  access: AccessOptions,
): Promise<readonly Change[]> {
  switch (wish.kind) {
    case 'add-org':
      return [addMember(await readDefinition(wish.definition))];
    case 'remove-org':
      return [removeOrganization(wish.msp)];
    case 'add-consenter':
      return [addConsenter(await readDefinition(wish.definition))];
    case 'remove-consenter':
      return [removeConsenter(wish.msp)];
    case 'revoke':
      return [setRevocationList(wish.msp, await listOf(wish, root, access))];
    case 'set':
      return settings(wish);
  }
}

/** File for a proposal that the operator gave no name. */
export function defaultFile(channel: string, sequence: number, wish: Wish): string {
  const subject = 'msp' in wish ? `.${wish.msp}` : '';
  return resolve(`${channel}.${sequence + 1}.${wish.kind}${subject}.json`);
}

/** Certificates of administrators that a wish names: they are known, and may be the last. */
export function namedCertificates(wish: Wish): readonly { readonly mspId: string; readonly path: string }[] {
  return wish.kind === 'revoke' ? wish.certificates.map((path) => ({ mspId: wish.msp, path })) : [];
}

async function settings(wish: SetWish): Promise<readonly Change[]> {
  const files = (list: readonly Assignment[]): Promise<readonly Assignment[]> =>
    Promise.all(list.map(async ({ name, value }) => ({ name, value: await certificateText(resolve(value)) })));
  const [addCas, removeCas, addTlsCas] = await Promise.all(
    [wish.addCas, wish.removeCas, wish.addTlsCas].map((list) => files(list)),
  );
  return [
    ...(Object.keys(wish.batch).length > 0 ? [setBatch(wish.batch)] : []),
    ...wish.policies.map(({ name, value }) => setPolicyAt(name, value)),
    ...wish.acls.map(({ name, value }) => setAcl(name, value === '' ? undefined : value)),
    ...wish.capabilities.map(({ name, value }) => setCapability(name, value)),
    ...(addCas ?? []).map(({ name, value }) => addRootCa(name, value)),
    ...(removeCas ?? []).map(({ name, value }) => removeRootCa(name, value)),
    ...(addTlsCas ?? []).map(({ name, value }) => addTlsRootCa(name, value)),
  ];
}

/** The list to put into the configuration: the one that was given, or the present one with the new serials. */
async function listOf(wish: RevokeWish, root: common.ConfigGroup, access: AccessOptions): Promise<string> {
  if (wish.crl !== undefined) return readText(wish.crl);
  const ca = await authority(wish, access);
  const serials = await Promise.all(wish.certificates.map((path) => serialOf(path, ca.certificate)));
  const { keyId } = await readIssuer(ca);
  const before = mspOf(root, wish.msp)
    .getRevocationListList_asU8()
    .filter((list) => authorityOf(readRevocationList(list)) === keyId)
    .flatMap((list) => revocationsOf(list).serials);
  return createRevocationList(ca, [...new Set([...before, ...serials, ...wish.serials.map(plainSerial)])]);
}

async function authority(
  { msp, caCertificate, caKey }: RevokeWish,
  { data }: AccessOptions,
): Promise<{ readonly certificate: string; readonly privateKey: string }> {
  if ((caCertificate === undefined) !== (caKey === undefined)) {
    throw new NetworkError('--ca-cert and --ca-key belong together');
  }
  if (data === undefined && caCertificate === undefined) {
    throw new NetworkError(
      `a list must be signed by the CA of ${msp}`,
      'name its keys with --ca-cert FILE --ca-key FILE, or take a list that it made with --crl FILE',
    );
  }
  const folder = join(data ?? '', 'organizations', msp, 'ca');
  const [certificate, privateKey] = await Promise.all([
    readText(caCertificate ?? join(folder, 'cert.pem')),
    readText(caKey ?? join(folder, 'key.pem')),
  ]);
  return { certificate, privateKey };
}

async function serialOf(path: string, ca: string): Promise<string> {
  const certificate = new X509Certificate(await certificateText(path));
  if (certificate.verify(new X509Certificate(ca).publicKey)) return plainSerial(certificate.serialNumber);
  throw new NetworkError(`${path} was not issued by this CA, so the CA cannot revoke it`);
}

async function certificateText(path: string): Promise<string> {
  const pem = await readText(path);
  try {
    new X509Certificate(pem);
    return pem;
  } catch (error) {
    throw new NetworkError(`${path} is no PEM certificate`, undefined, { cause: error });
  }
}
