import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type FabricCAServices from 'fabric-ca-client';
import type { User } from 'fabric-common';
import { CA_ENGINE, isCaThere, TestCa } from './ca.fixture.js';

const resultOf = ({ result }: { readonly result: unknown }): unknown => result;
const REFUSED = { code: 71, message: 'Authorization failure' };
const NO_USER = { code: 63, message: 'Failed to get User: sql: no rows in result set' };
const NO_AFFILIATION = { code: 63, message: 'Failed to get affiliation: sql: no rows in result set' };

(isCaThere ? describe : describe.skip)(`administration of the CA (${CA_ENGINE})`, () => {
  let ca: TestCa;
  let identities: FabricCAServices.IdentityService;
  let affiliations: FabricCAServices.AffiliationService;
  let plain: User;
  let desk: User;

  beforeAll(async () => {
    ca = await TestCa.start();
    identities = ca.client.newIdentityService();
    affiliations = ca.client.newAffiliationService();
  });
  afterAll(() => ca.stop());

  describe('affiliations', () => {
    test('there are none at first', async () => {
      expect(await ca.refusal(() => affiliations.getAll(ca.registrar))).toEqual({
        code: 16,
        message: 'No affiliations are configured on the CA',
      });
    });

    test('are made below an existing one, or with force', async () => {
      const create = (name: string, force = false): Promise<FabricCAServices.IServiceResponse> =>
        affiliations.create({ name, force }, ca.registrar);
      expect((await create('desk')).result).toEqual({ name: 'desk', caname: ca.name });
      await create('desk.bonds');
      expect(await ca.refusal(() => create('desk.a.b'))).toEqual(NO_AFFILIATION);
      await create('desk.a.b', true);
      expect(await ca.refusal(() => create('desk'))).toEqual({ code: 60, message: 'Affiliation already exists' });
      const result = resultOf(await affiliations.getAll(ca.registrar));
      expect(result).toMatchObject({ name: 'desk', caname: ca.name });
      await create('back');
      const both = (await affiliations.getAll(ca.registrar)).result as { readonly affiliations: readonly unknown[] };
      expect(both).toMatchObject({ name: '' });
      expect(both.affiliations).toHaveLength(2);
    });

    test('are shown with all below', async () => {
      const result = resultOf(await affiliations.getOne('desk.a', ca.registrar));
      expect(result).toEqual({ name: 'desk.a', affiliations: [{ name: 'desk.a.b' }], caname: ca.name });
      expect(await ca.refusal(() => affiliations.getOne('desk.none', ca.registrar))).toEqual(NO_AFFILIATION);
    });

    test('are for their managers only, and for these within their own', async () => {
      plain = await ca.registerAndEnroll({ enrollmentID: 'plain' });
      desk = await ca.registerAndEnroll({
        enrollmentID: 'desk-manager',
        affiliation: 'desk',
        attrs: [
          { name: 'hf.AffiliationMgr', value: 'true' },
          { name: 'hf.Registrar.Roles', value: 'client' },
          { name: 'hf.Registrar.Attributes', value: '*' },
        ],
      });
      expect(await ca.refusal(() => affiliations.getAll(plain))).toEqual(REFUSED);
      expect(await ca.refusal(() => affiliations.create({ name: 'x' }, plain))).toEqual(REFUSED);
      expect(await ca.refusal(() => affiliations.create({ name: 'back.x' }, desk))).toEqual(REFUSED);
      expect(await ca.refusal(() => affiliations.getOne('back', desk))).toEqual(REFUSED);
      expect(await ca.refusal(() => affiliations.delete({ name: 'desk', force: true }, desk))).toEqual(REFUSED);
      expect((await affiliations.create({ name: 'desk.repo' }, desk)).success).toBe(true);
    });

    test('are renamed with their identities by force only', async () => {
      await ca.register({ enrollmentID: 'bond-trader', affiliation: 'desk.bonds' });
      const rename = { name: 'desk.credit' };
      expect(await ca.refusal(() => affiliations.update('desk.bonds', rename, ca.registrar))).toEqual({
        code: 64,
        message:
          "The request to modify affiliation 'desk.bonds' has the following identities associated: bond-trader. " +
          "Need to use 'force' to remove identities and affiliation",
      });
      const result = resultOf(await affiliations.update('desk.bonds', { ...rename, force: true }, ca.registrar));
      expect(result).toMatchObject({ name: 'desk.credit', identities: [{ id: 'bond-trader' }] });
      const moved = await identities.getOne('bond-trader', ca.registrar);
      expect(moved.result).toMatchObject({ affiliation: 'desk.credit' });
      expect(await ca.refusal(() => affiliations.update('none', rename, ca.registrar))).toEqual(NO_AFFILIATION);
    });

    test('are removed with what is below by force only', async () => {
      expect(await ca.refusal(() => affiliations.delete({ name: 'desk.a' }, ca.registrar))).toEqual(REFUSED);
      expect(await ca.refusal(() => affiliations.delete({ name: 'desk.credit' }, ca.registrar))).toEqual(REFUSED);
      expect(await ca.refusal(() => affiliations.delete({ name: 'none' }, ca.registrar))).toEqual(NO_AFFILIATION);
      const trader = await ca.registerAndEnroll({ enrollmentID: 'credit-trader', affiliation: 'desk.credit' });
      const result = resultOf(await affiliations.delete({ name: 'desk.credit', force: true }, ca.registrar));
      expect(result).toMatchObject({ name: 'desk.credit' });
      expect(await ca.refusal(() => identities.getOne('credit-trader', ca.registrar))).toEqual(NO_USER);
      expect(await ca.certificates({ id: 'credit-trader', notrevoked: true })).toEqual([]);
      expect(await ca.refusal(() => ca.client.reenroll(trader, []))).toMatchObject({ code: 20 });
    });
  });

  describe('identities', () => {
    test('are made, shown, changed', async () => {
      const attrs = [{ name: 'limit', value: '1' }];
      const request = { enrollmentID: 'made', affiliation: 'back', type: 'client', attrs, maxEnrollments: 3 };
      const secret = await identities.create({ ...request, enrollmentSecret: 'a secret' }, ca.registrar);
      expect(secret).toBe('a secret');
      const { result } = (await identities.getOne('made', ca.registrar)) as {
        readonly result: { readonly attrs: unknown };
      };
      expect(result).toMatchObject({
        id: 'made',
        type: 'client',
        affiliation: 'back',
        max_enrollments: 3,
        caname: ca.name,
      });
      expect(result.attrs).toEqual(expect.arrayContaining([{ name: 'limit', value: '1' }]));
      expect(result.attrs).toEqual(expect.arrayContaining([{ name: 'hf.Type', value: 'client', ecert: true }]));
      const change = {
        enrollmentID: 'made',
        affiliation: 'desk',
        type: 'auditor',
        attrs: [
          { name: 'limit', value: '' },
          { name: 'role', value: 'x', ecert: true },
        ],
        maxEnrollments: -1,
      };
      const changed = await identities.update('made', change, ca.registrar);
      expect(changed.result).toMatchObject({ id: 'made', type: 'auditor', affiliation: 'desk', max_enrollments: -1 });
      const names = (changed.result as { readonly attrs: readonly { readonly name: string }[] }).attrs.map(
        ({ name }) => name,
      );
      expect([...names].sort()).toEqual(['hf.Affiliation', 'hf.EnrollmentID', 'hf.Type', 'role']);
      expect(await ca.enroll('made', 'a secret')).toBeDefined();
    });

    test('are listed by type and affiliation of the registrar', async () => {
      const list = async (by: User): Promise<readonly string[]> => {
        const { result } = (await identities.getAll(by)) as {
          readonly result: { readonly identities: readonly { readonly id: string }[]; readonly caname: string };
        };
        expect(result.caname).toBe(ca.name);
        return result.identities.map(({ id }) => id).sort();
      };
      expect(await list(ca.registrar)).toEqual(['desk-manager', 'made', 'plain', 'registrar']);
      expect(await list(desk)).toEqual(['desk-manager']);
      expect(await ca.refusal(() => identities.getAll(plain))).toEqual(REFUSED);
    });

    test('are managed by who may act on their type and affiliation only', async () => {
      const change = { enrollmentID: 'made', affiliation: '', attrs: [{ name: 'a', value: 'b' }] };
      expect(await ca.refusal(() => identities.getOne('plain', desk))).toEqual(REFUSED);
      expect(await ca.refusal(() => identities.update('made', change, desk))).toEqual(REFUSED);
      expect(await ca.refusal(() => identities.delete('plain', desk))).toEqual(REFUSED);
      expect(await ca.refusal(() => identities.getOne('made', plain))).toEqual(REFUSED);
    });

    test('are refused where they do not exist or would be wrong', async () => {
      const change = { enrollmentID: 'x', affiliation: '' };
      expect(await ca.refusal(() => identities.getOne('x', ca.registrar))).toEqual(NO_USER);
      expect(await ca.refusal(() => identities.update('x', change, ca.registrar))).toEqual(NO_USER);
      expect(await ca.refusal(() => identities.delete('x', ca.registrar))).toEqual(NO_USER);
      const elsewhere = { enrollmentID: 'made', affiliation: 'nowhere' };
      expect(await ca.refusal(() => identities.update('made', elsewhere, ca.registrar))).toEqual({
        code: 58,
        message: "Affiliation 'nowhere' is not supported",
      });
      const fixed = { enrollmentID: 'made', affiliation: '', attrs: [{ name: 'hf.Type', value: 'admin' }] };
      expect(await ca.refusal(() => identities.update('made', fixed, ca.registrar))).toEqual(REFUSED);
      expect(await ca.refusal(() => identities.delete('registrar', ca.registrar))).toEqual({
        code: 56,
        message: "Need to use 'force' option to delete your own identity",
      });
    });

    test('are removed, and their certificates revoked', async () => {
      const user = await ca.registerAndEnroll({ enrollmentID: 'short-lived' });
      const result = resultOf(await identities.delete('short-lived', ca.registrar));
      expect(result).toMatchObject({ id: 'short-lived', type: 'client', caname: ca.name });
      expect(await ca.refusal(() => ca.client.reenroll(user, []))).toMatchObject({ code: 20 });
      expect(await ca.certificates({ id: 'short-lived', notrevoked: true })).toEqual([]);
      expect(await ca.certificates({ id: 'short-lived' })).toHaveLength(1);
    });
  });

  describe('certificates', () => {
    test('are listed by filters', async () => {
      const all = await ca.certificates({});
      expect(all.length).toBeGreaterThan(4);
      expect(await ca.certificates({ notexpired: true })).toHaveLength(all.length);
      expect(await ca.certificates({ expired_end: '+5d' })).toEqual([]);
      expect(await ca.certificates({ expired_start: '+5d' })).toHaveLength(all.length);
      expect(await ca.certificates({ expired_start: '2020-01-01', expired_end: '-1h' })).toEqual([]);
      expect(await ca.certificates({ revoked_start: '-1h' })).toHaveLength(2);
      expect(await ca.certificates({ id: 'plain' })).toHaveLength(1);
      expect(await ca.certificates({ serial: '00', aki: '00' })).toEqual(await ca.certificates({ serial: 'ffff' }));
      expect(await ca.certificates({}, desk)).toHaveLength(2);
    });

    test('are for registrars and revokers', async () => {
      expect(await ca.refusal(() => ca.certificates({}, plain))).toEqual(REFUSED);
    });

    test.each([
      [{ notexpired: true, expired_end: '-1d' }, "Can't specify expiration time filter and the 'notexpired' filter"],
      [{ notrevoked: true, revoked_start: '-1d' }, "Can't specify revocation time filter and the 'notrevoked' filter"],
      [
        { expired_start: '-1y' },
        "Invalid 'expired_begin' value: Invalid time format, year (y) is not supported, please check: -1y",
      ],
      [
        { revoked_end: '-1' },
        `Invalid 'revoked_end' value: Failed to parse duration: time: missing unit in duration "-1"`,
      ],
    ])('are refused for the filter %j', async (filter, message) => {
      const refusal = await ca.refusal(() => ca.certificates(filter));
      expect(refusal).toEqual({ code: 67, message: `Invalid Request: ${message}` });
    });
  });
});
