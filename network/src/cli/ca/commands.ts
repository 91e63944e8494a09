import 'reflect-metadata';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import {
  CaRefusal,
  enrollmentIdOf,
  notAfterOf,
  type Affiliation,
  type CaClient,
  type Enrolment,
  type IdentityChange,
  type Revocable,
} from '@scrip/credentials';
import { caClient, caDirectory, RegistrarClient } from '../../ca/registrar.js';
import type { CaEndpoint } from '../../ca/organization-ca.js';
import { readText } from '../../membership/access.js';
import { NetworkError } from '../../network-error.js';
import { writeAtomically } from '../../pki/credential-store.js';
import { table, type Print } from '../output.js';
import { requireRunning } from '../running.js';
import { isTaken, readIdentity, writeIdentity } from './identity-place.js';
import type { CaAction, CaCommand, IdentityWish, RevokedName } from './arguments.js';

const OWNER_ONLY = 0o600;

/** Has the CA of an organisation of a running network do something. */
export async function ca(command: CaCommand, print: Print): Promise<void> {
  const endpoint = await endpointOf(command);
  try {
    (await answerLines(command, endpoint)).forEach(print);
  } catch (error) {
    if (!(error instanceof CaRefusal)) throw error;
    throw new NetworkError(`the CA of ${command.mspId} refused (code ${error.code}): ${error.message}`);
  }
}

type Command<V extends CaAction['verb']> = CaCommand & { readonly verb: V };

async function answerLines(command: CaCommand, endpoint: CaEndpoint): Promise<readonly string[]> {
  const client = await caClient(endpoint);
  if (command.verb === 'enroll') return enroll(command, client);
  if (command.verb === 'reenroll') return reenroll(command, client);
  return administer(command, client, await actorOf(command, endpoint));
}

async function enroll(command: Command<'enroll'>, client: CaClient): Promise<readonly string[]> {
  const { id, place, secretFile } = command;
  if (isTaken(place)) {
    throw new NetworkError(`${place.path} is there already; nothing was enrolled`, 'name another, or use ca reenroll');
  }
  return keep(command, await client.enroll(id, (await readText(secretFile)).trim()));
}

async function reenroll(command: Command<'reenroll'>, client: CaClient): Promise<readonly string[]> {
  const known = await readIdentity(command.place);
  return keep(command, await client.reenroll(enrollmentIdOf(known.certificate), known));
}

async function register(command: Command<'register'>, client: CaClient, actor: Enrolment): Promise<readonly string[]> {
  const { id, out, secretFile } = command;
  const secret = await client.register(actor, { id, ...(await changeOf(command)) });
  if (out === undefined) return [secretFile === undefined ? secret : `${id} is registered`];
  await writeAtomically(out, `${secret}\n`, OWNER_ONLY);
  return [`${id} is registered; the secret to enrol with is in ${out}`];
}

/** What the registrar, or another who may, has the CA do. */
async function administer(
  command: Exclude<CaCommand, Command<'enroll' | 'reenroll'>>,
  client: CaClient,
  actor: Enrolment,
): Promise<readonly string[]> {
  switch (command.verb) {
    case 'register':
      return register(command, client, actor);
    case 'revoke': {
      const count = await client.revoke(actor, await revocableOf(command), command.reason);
      const answer = `revoked ${count} ${count === 1 ? 'certificate' : 'certificates'}`;
      if (command.list === undefined) return [answer];
      return [answer, ...(await writeList(command, command.list, await client.revocationList(actor)))];
    }
    case 'gencrl':
      return writeList(command, command.out, await client.revocationList(actor));
    case 'identities':
      return table((await client.identities(actor)).map(({ id, type, affiliation }) => [id, type, affiliation]));
    case 'identities modify':
      await client.modifyIdentity(actor, command.id, await changeOf(command));
      return [`${command.id} is changed; its next certificate shows it`];
    case 'identities remove':
      await client.removeIdentity(actor, command.id, command.force);
      return [`${command.id} is removed, and its certificates are revoked`];
    case 'affiliations':
      return namesOf(await client.affiliations(actor));
    case 'affiliations add':
      await client.addAffiliation(actor, command.name, command.force);
      return [`${command.name} is added`];
    case 'affiliations modify':
      await client.renameAffiliation(actor, command.name, command.to, command.force);
      return [`${command.name} is now ${command.to}`];
    case 'affiliations remove':
      await client.removeAffiliation(actor, command.name, command.force);
      return [`${command.name} is removed`];
  }
}

async function endpointOf({ data, mspId }: CaCommand): Promise<CaEndpoint> {
  const { authorities } = await (await requireRunning(data)).client.status();
  const endpoint = authorities[mspId];
  if (endpoint !== undefined) return endpoint;
  const known = Object.keys(authorities).join(', ');
  throw new NetworkError(`${mspId} has no certificate authority here; there are those of ${known}`);
}

async function actorOf({ data, mspId, as }: CaCommand, endpoint: CaEndpoint): Promise<Enrolment> {
  if (as !== undefined) return readIdentity({ kind: 'wallet', path: as });
  return (await RegistrarClient.open(caDirectory(data, mspId), endpoint)).enrolment;
}

async function changeOf({ fields, secretFile }: IdentityWish): Promise<IdentityChange> {
  return secretFile === undefined ? fields : { ...fields, secret: (await readText(secretFile)).trim() };
}

/** The CA knows a certificate by its number and by the key that signed it. */
async function revocableOf(what: RevokedName): Promise<Revocable> {
  if ('id' in what) return { id: what.id };
  const pem = await readText(what.certificate);
  try {
    const certificate = new x509.X509Certificate(pem);
    const aki = certificate.getExtension(x509.AuthorityKeyIdentifierExtension)?.keyId;
    if (aki !== undefined) return { serial: certificate.serialNumber, aki };
  } catch (error) {
    throw new NetworkError(`${what.certificate} is no PEM certificate`, undefined, { cause: error });
  }
  throw new NetworkError(`${what.certificate} does not say which key signed it, so no CA can revoke it`);
}

async function keep(command: Command<'enroll' | 'reenroll'>, enrolment: Enrolment): Promise<readonly string[]> {
  const { data, mspId, place } = command;
  const root = async (name: string): Promise<{ readonly certificate: string }> => ({
    certificate: await readText(join(data, 'organizations', mspId, name, 'cert.pem')),
  });
  await writeIdentity(place, { mspId, ca: await root('ca'), tlsCa: await root('tlsca') }, enrolment);
  const end = notAfterOf(enrolment.certificate).toISOString().slice(0, 10);
  return [`${enrollmentIdOf(enrolment.certificate)} of ${mspId} is in ${place.path}; its certificate ends on ${end}`];
}

async function writeList({ data, mspId }: CaCommand, path: string, list: string): Promise<readonly string[]> {
  await writeAtomically(path, list);
  return [
    `the list of revoked certificates is in ${path}; a channel believes it after:`,
    `npm run network -- channel revoke --channel C --msp ${mspId} --crl ${path} --data ${data}`,
  ];
}

function namesOf({ name, affiliations }: Affiliation): readonly string[] {
  return [...(name === '' ? [] : [name]), ...(affiliations ?? []).flatMap(namesOf)];
}
