import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { User } from 'fabric-common';
import { CA_ENGINE, isCaThere, TestCa, type Registration } from './ca.fixture.js';

const REFUSED = { code: 71, message: 'Authorization failure' };

(isCaThere ? describe : describe.skip)(`registration at the CA (${CA_ENGINE})`, () => {
  let ca: TestCa;
  /** May register clients and auditors of its desk, with three attributes. */
  let desk: User;
  let plain: User;

  beforeAll(async () => {
    ca = await TestCa.start();
    const affiliations = ca.client.newAffiliationService();
    await affiliations.create({ name: 'desk.bonds', force: true }, ca.registrar);
    await affiliations.create({ name: 'back' }, ca.registrar);
    plain = await ca.registerAndEnroll({ enrollmentID: 'plain' });
    desk = await ca.registerAndEnroll({
      enrollmentID: 'desk-registrar',
      affiliation: 'desk',
      attrs: [
        { name: 'hf.Registrar.Roles', value: 'client,auditor' },
        { name: 'hf.Registrar.DelegateRoles', value: 'client' },
        {
          name: 'hf.Registrar.Attributes',
          value: 'limit,shop.*,hf.Registrar.Roles,hf.Registrar.DelegateRoles,hf.Revoker',
        },
        { name: 'hf.Revoker', value: 'true' },
      ],
    });
  });
  afterAll(() => ca.stop());

  test('keeps a chosen secret, or makes one', async () => {
    expect(await ca.register({ enrollmentID: 'chosen', enrollmentSecret: 'my secret' })).toBe('my secret');
    expect(await ca.register({ enrollmentID: 'made' })).toMatch(/^[\w-]{12,}$/);
  });

  test('refuses a name that is taken', async () => {
    expect(await ca.refusal(() => ca.register({ enrollmentID: 'plain' }))).toEqual({
      code: 74,
      message: "Identity 'plain' is already registered",
    });
  });

  test('gives type and affiliation of the registrar where none is named', async () => {
    await ca.client.register({ enrollmentID: 'heir', affiliation: '' }, desk);
    const { result } = await ca.get('/api/v1/identities/heir');
    expect(result).toMatchObject({ id: 'heir', type: 'client', affiliation: 'desk', max_enrollments: 1 });
  });

  test.each<[string, Registration]>([
    ['a type of its list, in any case', { enrollmentID: 'type', role: 'Auditor' }],
    ['an affiliation below its own', { enrollmentID: 'below', affiliation: 'desk.bonds' }],
    ['an attribute of its list', { enrollmentID: 'listed', attrs: [{ name: 'limit', value: '1' }] }],
    ['an attribute of its wildcard', { enrollmentID: 'wild', attrs: [{ name: 'shop.one', value: '1' }] }],
    ['fewer roles than its own', { enrollmentID: 'roles', attrs: [{ name: 'hf.Registrar.Roles', value: 'client' }] }],
    ['a boolean that it owns', { enrollmentID: 'bool', attrs: [{ name: 'hf.Revoker', value: 'false' }] }],
    [
      'a delegation within the roles',
      {
        enrollmentID: 'delegate',
        attrs: [
          { name: 'hf.Registrar.Roles', value: 'client,auditor' },
          { name: 'hf.Registrar.DelegateRoles', value: 'client' },
        ],
      },
    ],
  ])('a registrar may give %s', async (_, registration) => {
    await ca.register({ affiliation: 'desk', ...registration }, desk);
    const { result } = await ca.get(`/api/v1/identities/${registration.enrollmentID}`);
    expect(result).toMatchObject({ attrs: expect.arrayContaining(registration.attrs ?? []) as unknown });
  });

  test.each<[string, Registration]>([
    ['a type that is not in its list', { enrollmentID: 'x', role: 'peer' }],
    ['an affiliation beside its own', { enrollmentID: 'x', affiliation: 'back' }],
    ['the root affiliation', { enrollmentID: 'x', affiliation: '.' }],
    ['an affiliation that does not exist', { enrollmentID: 'x', affiliation: 'desk.none' }],
    ['an attribute that is not in its list', { enrollmentID: 'x', attrs: [{ name: 'other', value: '1' }] }],
    ['an attribute that the CA gives itself', { enrollmentID: 'x', attrs: [{ name: 'hf.Type', value: 'admin' }] }],
    ['more roles than its own', { enrollmentID: 'x', attrs: [{ name: 'hf.Registrar.Roles', value: 'client,peer' }] }],
    ['what is no boolean', { enrollmentID: 'x', attrs: [{ name: 'hf.Revoker', value: 'maybe' }] }],
    ['a reserved attribute that it lacks', { enrollmentID: 'x', attrs: [{ name: 'hf.GenCRL', value: 'true' }] }],
    [
      'a delegation beyond the roles',
      {
        enrollmentID: 'x',
        attrs: [
          { name: 'hf.Registrar.Roles', value: 'auditor' },
          { name: 'hf.Registrar.DelegateRoles', value: 'client' },
        ],
      },
    ],
  ])('a registrar may not give %s', async (_, registration) => {
    expect(await ca.refusal(() => ca.register({ affiliation: 'desk', ...registration }, desk))).toEqual(REFUSED);
  });

  test('even the first registrar gives no unknown reserved attribute, nor a right to one that is not there', async () => {
    const unknown = { enrollmentID: 'x', attrs: [{ name: 'hf.Unknown', value: '1' }] };
    expect(await ca.refusal(() => ca.register(unknown))).toEqual(REFUSED);
    const right = { enrollmentID: 'x', attrs: [{ name: 'hf.Registrar.Attributes', value: 'hf.Revoker' }] };
    expect(await ca.refusal(() => ca.register(right))).toEqual(REFUSED);
  });

  test('who is no registrar registers nobody', async () => {
    expect(await ca.refusal(() => ca.register({ enrollmentID: 'x' }, plain))).toEqual(REFUSED);
  });

  test('refuses a limit of enrolments below -1', async () => {
    expect(await ca.refusal(() => ca.register({ enrollmentID: 'x', maxEnrollments: -2 }))).toEqual({
      code: 82,
      message: 'Max enrollment in registration request may not be less than -1, but was -2',
    });
  });

  test('keeps registrations over a restart', async () => {
    const before = await ca.state();
    await ca.restart();
    expect(await ca.state()).toBe(before);
  });
});
