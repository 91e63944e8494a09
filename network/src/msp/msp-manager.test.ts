import { createPrivateKey, type KeyObject, webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { msp } from '@hyperledger/fabric-protos';
import { rolePrincipal } from '../policy/roles.js';
import { signLowS } from '@scrip/credentials';
import { sha256 } from '../crypto/ecdsa.js';
import { serializeIdentity } from '../crypto/signing-identity.js';
import { issue, mspConfig, type MspRequest, revocationList, type TestCertificate } from './certificates.fixture.js';
import type { Identity } from './identity.js';
import { MspManager } from './msp-manager.js';
import { OrganizationMsp } from './organization-msp.js';

const { Classification } = msp.MSPPrincipal;
const { MSPRoleType } = msp.MSPRole;

let root: TestCertificate;
let peer0: TestCertificate;

beforeAll(async () => {
  root = await issue({ name: 'root' });
  peer0 = await issue({ name: 'peer0', units: ['peer'] }, root);
});

function manager(request: Partial<MspRequest> = {}): MspManager {
  return new MspManager([new OrganizationMsp(mspConfig({ mspId: 'A', roots: [root], ...request }))]);
}

function read(members: MspManager, certificate: TestCertificate): Identity {
  return members.deserialize(serializeIdentity('A', certificate.pem));
}

async function keyOf({ keys }: TestCertificate): Promise<KeyObject> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

describe('identities', () => {
  test('a certificate with one role of the organisation', async () => {
    const identity = read(manager(), peer0);
    expect([identity.mspId, identity.role]).toEqual(['A', 'peer']);
    const message = Buffer.from('message');
    const signature = signLowS(await keyOf(peer0), message);
    expect(identity.verify(message, signature)).toBe(true);
    expect(identity.verify(Buffer.from('other'), signature)).toBe(false);
  });

  test('are the same object for the same bytes, and the same signer for another encoding', () => {
    const members = manager();
    const other = members.deserialize(serializeIdentity('A', `comment\n${peer0.pem}\n`));
    expect(read(members, peer0)).toBe(read(members, peer0));
    expect(other.id).toBe(read(members, peer0).id);
    expect(other.serialized.equals(read(members, peer0).serialized)).toBe(false);
  });

  test('do not expire', async () => {
    const expired = await issue({ name: 'old', units: ['client'], from: -20, to: -10 }, root);
    // The root is not valid before yesterday, and the chain is judged at the identity's notBefore.
    expect(() => read(manager(), expired)).toThrow('the supplied identity is not valid');
    const oldRoot = await issue({ name: 'old root', from: -30, to: -5 });
    const member = await issue({ name: 'old', units: ['client'], from: -20, to: -10 }, oldRoot);
    expect(read(manager({ roots: [oldRoot] }), member).role).toBe('client');
  });

  test.each([
    ['no role', [], 'does not have an OU that resolves to client, peer, orderer, or admin role'],
    ['an unknown role', ['auditor'], 'does not have an OU that resolves to client, peer, orderer, or admin role'],
    ['two roles', ['peer', 'admin'], 'not a combination of them'],
  ])('with %s are refused', async (_, units, reason) => {
    const certificate = await issue({ name: 'x', units }, root);
    expect(() => read(manager(), certificate)).toThrow(reason);
  });

  test('of another CA, of an unknown organisation, or malformed are refused', async () => {
    const stranger = await issue({ name: 'root' });
    const forged = await issue({ name: 'peer0', units: ['peer'] }, stranger);
    expect(() => read(manager(), forged)).toThrow('the supplied identity is not valid');
    expect(() => manager().deserialize(serializeIdentity('B', peer0.pem))).toThrow('MSP B is not defined on channel');
    expect(() => manager().deserialize(serializeIdentity('A', 'no pem'))).toThrow('could not decode the PEM structure');
    const noCertificate = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    expect(() => manager().deserialize(serializeIdentity('A', noCertificate))).toThrow('parseCertificate failed');
    expect(() => manager().deserialize(Buffer.of(0xff))).toThrow('could not deserialize a SerializedIdentity');
  });

  test('a CA is none', async () => {
    expect(() => read(manager(), root)).toThrow('Certificate Authority equals true cannot be used as an identity');
    const subordinate = await issue({ name: 'sub', units: ['peer'], ca: true }, root);
    expect(() => read(manager(), subordinate)).toThrow('cannot be used as an identity');
  });

  test('that are for another use than Go verifies by default are refused', async () => {
    const clientOnly = await issue({ name: 'x', units: ['peer'], extendedUsage: ['1.3.6.1.5.5.7.3.2'] }, root);
    const server = await issue({ name: 'x', units: ['peer'], extendedUsage: ['1.3.6.1.5.5.7.3.1'] }, root);
    expect(() => read(manager(), clientOnly)).toThrow('the supplied identity is not valid');
    expect(read(manager(), server).role).toBe('peer');
  });
});

describe('certification chains', () => {
  test('an intermediate CA issues; its root then does not', async () => {
    const intermediate = await issue({ name: 'intermediate', ca: true }, root);
    const member = await issue({ name: 'm', units: ['client'] }, intermediate);
    expect(() => read(manager(), member)).toThrow('the supplied identity is not valid');
    const members = manager({ intermediates: [intermediate] });
    expect(read(members, member).role).toBe('client');
    expect(() => read(members, peer0)).toThrow('Parent certificate should be a leaf of the certification tree');
  });

  test('a CA may forbid CAs below it', async () => {
    const strict = await issue({ name: 'strict', pathLength: 0 });
    const below = await issue({ name: 'below', ca: true }, strict);
    const member = await issue({ name: 'm', units: ['client'] }, below);
    const members = manager({ roots: [strict], intermediates: [below] });
    expect(() => read(members, member)).toThrow('the supplied identity is not valid');
  });

  test('a CA that may not sign certificates is none', async () => {
    const unfit = await issue({ name: 'unfit', forSigningOnly: true });
    expect(() => manager({ roots: [unfit] })).toThrow('the supplied identity is not valid');
    const below = await issue({ name: 'below', ca: true, forSigningOnly: true }, root);
    const member = await issue({ name: 'm', units: ['client'] }, below);
    expect(() => read(manager({ intermediates: [below] }), member)).toThrow('the supplied identity is not valid');
  });

  test('a certificate that is never valid is refused', async () => {
    const never = await issue({ name: 'never', units: ['client'], from: 1, to: 0 }, root);
    expect(() => read(manager(), never)).toThrow('has expired or is not yet valid');
  });

  test('configurations without a usable CA are refused', async () => {
    expect(() => manager({ roots: [] })).toThrow('expected at least one CA certificate');
    expect(() => manager({ roots: [peer0] })).toThrow('CA Certificate did not have the CA attribute');
    const unnamed = await issue({ name: 'unnamed', withoutKeyId: true });
    expect(() => manager({ roots: [unnamed] })).toThrow('problem with Subject Key Identifier extension');
  });
});

describe('revocation', () => {
  const serial = '0badcafe';
  let revoked: TestCertificate;

  beforeAll(async () => {
    revoked = await issue({ name: 'r', units: ['client'], serial }, root);
  });

  test('a listed certificate is refused, others are not', async () => {
    const members = manager({ revocationLists: [await revocationList(root, [serial])] });
    expect(() => read(members, revoked)).toThrow('The certificate has been revoked');
    expect(read(members, peer0).role).toBe('peer');
  });

  test('a list that the CA did not sign revokes nothing', async () => {
    const stranger = await issue({ name: 'stranger' });
    const members = manager({ revocationLists: [await revocationList(root, [serial], stranger)] });
    expect(read(members, revoked).role).toBe('client');
  });

  test('a list of another CA revokes nothing', async () => {
    const other = await issue({ name: 'other' });
    const members = manager({ roots: [root, other], revocationLists: [await revocationList(other, [serial])] });
    expect(read(members, revoked).role).toBe('client');
  });

  test('a malformed list is refused', () => {
    expect(() => manager({ revocationLists: [Buffer.from('no list')] })).toThrow('could not parse RevocationList');
  });
});

describe('organisational units', () => {
  test('a role may be bound to its CA', async () => {
    const second = await issue({ name: 'second' });
    const members = manager({ roots: [root, second], roleIssuer: root });
    const foreign = await issue({ name: 'peer1', units: ['peer'] }, second);
    expect(read(members, peer0).role).toBe('peer');
    expect(() => read(members, foreign)).toThrow('certifiersIdentifier does not match');
    const between = await issue({ name: 'between', ca: true }, root);
    const lowest = await issue({ name: 'lowest', ca: true }, between);
    const chain = { intermediates: [between, lowest] };
    expect(() => manager({ ...chain, roleIssuer: between })).toThrow('issues other CAs and no identities');
    expect(() => manager({ ...chain, roleIssuer: second })).toThrow('not in root or intermediate certs');
    const lowestPeer = await issue({ name: 'p', units: ['peer'] }, lowest);
    expect(read(manager({ ...chain, roleIssuer: lowest }), lowestPeer).role).toBe('peer');
  });

  test('an organisation may require a unit of all its members', async () => {
    const members = manager({ requiredUnit: { unit: 'trading', issuer: root } });
    const trader = await issue({ name: 't', units: ['client', 'trading'] }, root);
    expect(read(members, trader).role).toBe('client');
    expect(() => read(members, peer0)).toThrow("none of the identity's organizational units [peer] are in MSP A");
  });

  test('an MSP without NodeOUs is refused with the reason', () => {
    expect(() => manager({ withoutNodeOus: true })).toThrow('MSP A has NodeOUs off; this network requires them');
  });
});

describe('principals', () => {
  function principal(classification: keyof typeof Classification, bytes: Uint8Array): msp.MSPPrincipal {
    const message = new msp.MSPPrincipal();
    message.setPrincipalClassification(Classification[classification]);
    message.setPrincipal(bytes);
    return message;
  }

  test('roles: one of the four and member, in the own organisation', () => {
    const identity = read(manager(), peer0);
    expect(identity.satisfies(rolePrincipal('A', MSPRoleType.PEER))).toBe(true);
    expect(identity.satisfies(rolePrincipal('A', MSPRoleType.MEMBER))).toBe(true);
    for (const other of [MSPRoleType.CLIENT, MSPRoleType.ADMIN, MSPRoleType.ORDERER]) {
      expect(identity.satisfies(rolePrincipal('A', other))).toBe(false);
    }
    expect(identity.satisfies(rolePrincipal('B', MSPRoleType.MEMBER))).toBe(false);
  });

  test('an administrator may be listed by certificate', async () => {
    const operator = await issue({ name: 'operator', units: ['client'] }, root);
    const admin = rolePrincipal('A', MSPRoleType.ADMIN);
    expect(read(manager(), operator).satisfies(admin)).toBe(false);
    expect(read(manager({ admins: [operator] }), operator).satisfies(admin)).toBe(true);
    expect(() => manager({ admins: [peer0] })).toThrow('admin 0 is invalid');
  });

  test('identity: this certificate and no other', async () => {
    const other = await issue({ name: 'peer0', units: ['peer'] }, root);
    const identity = read(manager(), peer0);
    expect(identity.satisfies(principal('IDENTITY', serializeIdentity('A', peer0.pem)))).toBe(true);
    expect(identity.satisfies(principal('IDENTITY', serializeIdentity('A', other.pem)))).toBe(false);
    expect(identity.satisfies(principal('IDENTITY', serializeIdentity('B', peer0.pem)))).toBe(false);
    expect(identity.satisfies(principal('IDENTITY', Buffer.from('junk')))).toBe(false);
  });

  test('combined: all parts, and at least one', () => {
    const identity = read(manager(), peer0);
    const combined = (...parts: msp.MSPPrincipal[]): msp.MSPPrincipal => {
      const message = new msp.CombinedPrincipal();
      message.setPrincipalsList(parts);
      return principal('COMBINED', message.serializeBinary());
    };
    const peerRole = rolePrincipal('A', MSPRoleType.PEER);
    const adminRole = rolePrincipal('A', MSPRoleType.ADMIN);
    expect(identity.satisfies(combined(peerRole, combined(peerRole)))).toBe(true);
    expect(identity.satisfies(combined(peerRole, adminRole))).toBe(false);
    expect(identity.satisfies(combined())).toBe(false);
  });

  test('organisational unit: name and CA', () => {
    const identity = read(manager(), peer0);
    const unit = (name: string, certifiers: Buffer): msp.MSPPrincipal => {
      const message = new msp.OrganizationUnit();
      message.setMspIdentifier('A');
      message.setOrganizationalUnitIdentifier(name);
      message.setCertifiersIdentifier(certifiers);
      return principal('ORGANIZATION_UNIT', message.serializeBinary());
    };
    const certifiers = Buffer.from(root.certificate.rawData);
    const hash = sha256(certifiers);
    expect(identity.satisfies(unit('peer', hash))).toBe(true);
    expect(identity.satisfies(unit('client', hash))).toBe(false);
    expect(identity.satisfies(unit('peer', Buffer.alloc(32)))).toBe(false);
  });

  test('anonymity: X.509 identities are nominal', () => {
    const identity = read(manager(), peer0);
    const { MSPIdentityAnonymityType } = msp.MSPIdentityAnonymity;
    const anonymity = (type: 0 | 1): msp.MSPPrincipal => {
      const message = new msp.MSPIdentityAnonymity();
      message.setAnonymityType(type);
      return principal('ANONYMITY', message.serializeBinary());
    };
    expect(identity.satisfies(anonymity(MSPIdentityAnonymityType.NOMINAL))).toBe(true);
    expect(identity.satisfies(anonymity(MSPIdentityAnonymityType.ANONYMOUS))).toBe(false);
  });
});
