import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Channel } from '../test-support/channel.js';
import { adopt, named, propose } from '../test-support/definitions.js';
import { advanceTo, CUSTODIAN, ISSUER, openedChannel, REGISTRAR, REGULATOR } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { BALLOT } from '../test-support/title.js';

const TODAY = '2026-11-20';
const LATER = '2026-11-27';
const residesIn = (...countries: readonly string[]): object => ({
  is: 'residesIn@1',
  with: { side: 'receiver', countries },
});
const CAP = {
  ...{ kind: 'compliance', name: 'Home', version: 1, title: 'At home' },
  rules: { transfer: residesIn('IE') },
};
const USER = { ...CAP, name: 'Club', title: 'Members at home', uses: ['Home@1'] };

let channel: Channel;
beforeEach(async () => {
  channel = await openedChannel();
});

const refused = async (mspId: string, name: string, body: object): Promise<string> =>
  (await refusalWithoutTrace(channel, () => channel.submit(mspId, name, body))).code;
const shown = (name: string): Promise<unknown> => channel.evaluate(CUSTODIAN, 'definition:get', [name]);
const proposal = (form: object, effectiveFrom = TODAY): object => ({ ...named(form), effectiveFrom });

describe('a draft', () => {
  test('is shown with its author, replaced by its organisation and withdrawn', async () => {
    const { events } = await channel.submit(ISSUER, 'definition:draft', { form: CAP });
    expect(events).toMatchObject([{ type: 'DefinitionDrafted', definition: { name: 'Home@1', status: 'draft' } }]);
    const changed = { ...CAP, title: 'At home, better' };
    await channel.submit(ISSUER, 'definition:draft', { form: changed });
    expect(await shown('Home@1')).toMatchObject({
      ...{ status: 'draft', form: changed, hash: named(changed).hash, language: 1, draftedOn: TODAY },
      author: { mspId: ISSUER, operator: 'test-operator' },
    });
    await channel.submit(ISSUER, 'definition:withdraw', { name: 'Home@1' });
    expect(await channel.evaluate(ISSUER, 'definition:list')).toEqual([]);
    await channel.submit(CUSTODIAN, 'definition:draft', { form: CAP });
  });

  test('is made from a text, which every endorser translates by itself', async () => {
    await adopt(channel, CAP);
    const text = `compliance Club@1 "Members" # of the club
  to transfer all of (Home@1; sender has held for 1 year)
`;
    await channel.submit(ISSUER, 'definition:draft', { text });
    expect(await shown('Club@1')).toMatchObject({
      text,
      form: {
        rules: {
          transfer: {
            is: 'all',
            rules: [
              { is: 'defined', with: { definition: 'Home@1' } },
              { is: 'heldFor@1', with: { period: 'P1Y' } },
            ],
          },
        },
      },
    });
  });

  test('is refused with every mistake of its text, each at its place', async () => {
    const text = 'compliance Club@1 "Members"\n  to transfer Homer@1\n  to hold receiver resides in XX\n';
    const { code, details } = await refusalWithoutTrace(channel, () =>
      channel.submit(ISSUER, 'definition:draft', { text }),
    );
    expect(code).toBe('DEFINITION_TEXT_INVALID');
    expect(details).toEqual({
      count: 2,
      mistakes:
        '2:15 DEFINITION_UNKNOWN there is no definition Homer@1: name one that is published\n' +
        '3:31 COUNTRY_UNKNOWN The country is not an ISO 3166-1 alpha-2 code',
    });
    const two =
      'compliance A@1 "a"\n  to hold receiver resides in DE\ncompliance B@1 "b"\n  to hold receiver resides in DE\n';
    expect(await refused(ISSUER, 'definition:draft', { text: two })).toBe('DEFINITION_TEXT_INVALID');
  });

  test('is made from a template that is on the ledger', async () => {
    const template =
      'instrument Quiet@1 "Held quietly"\n  takes time as a period\n  to transfer sender has held for time\n';
    await channel.submit(ISSUER, 'definition:draft', { text: template });
    const text = 'security NOTE@1 "Note"\n  made from Quiet@1 with time is 1 year, colour is 3\n';
    const { details } = await refusalWithoutTrace(channel, () => channel.submit(ISSUER, 'definition:draft', { text }));
    expect(details['mistakes']).toBe('2:52 SENTENCE_UNKNOWN the template takes no colour: it takes time');
  });

  test('is left alone by others', async () => {
    await channel.submit(ISSUER, 'definition:draft', { form: CAP });
    expect(await refused(CUSTODIAN, 'definition:draft', { form: CAP })).toBe('DEFINITION_EXISTS');
    expect(await refused(CUSTODIAN, 'definition:withdraw', { name: 'Home@1' })).toBe('AUTHORITY_DENIED');
    expect(await refused(CUSTODIAN, 'definition:propose', proposal(CAP))).toBe('AUTHORITY_DENIED');
  });

  test('is not adopted, not retired and not used', async () => {
    await channel.submit(ISSUER, 'definition:draft', { form: CAP });
    expect(await refused(REGISTRAR, 'definition:adopt', named(CAP))).toBe('DEFINITION_STATUS_DIFFERS');
    expect(await refused(ISSUER, 'definition:retire', { name: 'Home@1' })).toBe('DEFINITION_STATUS_DIFFERS');
    await propose(channel, USER);
    expect(await refused(REGISTRAR, 'definition:adopt', named(USER))).toBe('DEFINITION_NOT_ADOPTED');
  });
});

describe('a proposal', () => {
  test('is of the content that it names, and begins today at the earliest', async () => {
    await channel.submit(ISSUER, 'definition:draft', { form: CAP });
    const other = { ...proposal(CAP), hash: named(USER).hash };
    expect(await refused(ISSUER, 'definition:propose', other)).toBe('DEFINITION_DIFFERS');
    expect(await refused(ISSUER, 'definition:propose', proposal(CAP, '2026-11-19'))).toBe('DEFINITION_BACKDATED');
    expect(await refused(ISSUER, 'definition:propose', proposal(USER))).toBe('DEFINITION_UNKNOWN');
  });

  test('is never changed, and takes its name and version for good', async () => {
    await propose(channel, CAP);
    expect(await refused(ISSUER, 'definition:draft', { form: { ...CAP, title: 'Other' } })).toBe('DEFINITION_EXISTS');
    expect(await refused(ISSUER, 'definition:withdraw', { name: 'Home@1' })).toBe('DEFINITION_STATUS_DIFFERS');
    expect(await refused(ISSUER, 'definition:propose', proposal(CAP))).toBe('DEFINITION_STATUS_DIFFERS');
    await channel.submit(ISSUER, 'definition:retire', { name: 'Home@1' });
    expect(await shown('Home@1')).toMatchObject({ status: 'retired', form: CAP });
    expect(await refused(REGISTRAR, 'definition:adopt', named(CAP))).toBe('DEFINITION_STATUS_DIFFERS');
  });

  test('gives the name to its organisation: nobody else publishes the next version', async () => {
    const next = { ...CAP, version: 2 };
    await channel.submit(CUSTODIAN, 'definition:draft', { form: next });
    await propose(channel, CAP);
    expect(await refused(CUSTODIAN, 'definition:draft', { form: { ...CAP, version: 3 } })).toBe('AUTHORITY_DENIED');
    expect(await refused(CUSTODIAN, 'definition:propose', proposal(next))).toBe('AUTHORITY_DENIED');
  });
});

describe('an adoption', () => {
  test('is by another organisation, of what it names', async () => {
    await propose(channel, CAP, { author: REGISTRAR });
    expect(await refused(REGISTRAR, 'definition:adopt', named(CAP))).toBe('DEFINITION_OF_ADOPTER');
    const other = { name: 'Home@1', hash: named(USER).hash };
    expect(await refused(REGULATOR, 'definition:adopt', other)).toBe('DEFINITION_DIFFERS');
    const { events, result } = await channel.submit(REGULATOR, 'definition:adopt', named(CAP));
    expect(result).toEqual({ ...named(CAP), status: 'adopted' });
    expect(events).toMatchObject([{ type: 'DefinitionAdopted', definition: { status: 'adopted' } }]);
    expect(await shown('Home@1')).toMatchObject({
      ...{ effectiveFrom: TODAY, adoptedOn: TODAY, author: { mspId: REGISTRAR } },
      adoptedBy: { mspId: REGULATOR, operator: 'test-checker' },
    });
  });

  test('takes effect as proposed, and on its own day where that has passed', async () => {
    await propose(channel, CAP, { effectiveFrom: TODAY });
    await propose(channel, { ...CAP, name: 'Away' }, { effectiveFrom: '2026-12-20' });
    await advanceTo(channel, LATER);
    await channel.submit(REGISTRAR, 'definition:adopt', named(CAP));
    await channel.submit(REGISTRAR, 'definition:adopt', named({ ...CAP, name: 'Away' }));
    expect(await shown('Home@1')).toMatchObject({ proposedOn: TODAY, effectiveFrom: LATER, adoptedOn: LATER });
    await adopt(channel, { ...CAP, version: 2 });
    expect(await shown('Home@2')).toMatchObject({ proposedOn: LATER, effectiveFrom: LATER });
    expect(await shown('Away@1')).toMatchObject({ effectiveFrom: '2026-12-20', adoptedOn: LATER });
  });

  test('rests on adopted definitions that are in force by then', async () => {
    await channel.submit(ISSUER, 'definition:draft', { form: CAP });
    await propose(channel, USER);
    await channel.submit(ISSUER, 'definition:withdraw', { name: 'Home@1' });
    expect(await refused(REGISTRAR, 'definition:adopt', named(USER))).toBe('DEFINITION_UNKNOWN');
    await adopt(channel, CAP, { effectiveFrom: LATER });
    expect(await refused(REGISTRAR, 'definition:adopt', named(USER))).toBe('DEFINITION_NOT_EFFECTIVE');
    await adopt(channel, { ...USER, version: 2 }, { effectiveFrom: LATER });
    const misused = { ...USER, version: 3, uses: ['Ballot@1'] };
    await channel.submit(ISSUER, 'definition:draft', { form: { ...CAP, name: 'Ballot' } });
    await propose(channel, misused);
    await channel.submit(ISSUER, 'definition:withdraw', { name: 'Ballot@1' });
    await adopt(channel, BALLOT);
    expect(await refused(REGISTRAR, 'definition:adopt', named(misused))).toBe('DEFINITION_MISUSED');
  });
});

describe('a retired definition', () => {
  test('is used by nothing new, and what uses it stays', async () => {
    await adopt(channel, CAP);
    await adopt(channel, USER);
    expect(await refused(CUSTODIAN, 'definition:retire', { name: 'Home@1' })).toBe('AUTHORITY_DENIED');
    await channel.submit(ISSUER, 'definition:retire', { name: 'Home@1' });
    expect(await refused(ISSUER, 'definition:retire', { name: 'Home@1' })).toBe('DEFINITION_STATUS_DIFFERS');
    const next = { ...USER, version: 2 };
    await propose(channel, next);
    expect(await refused(REGISTRAR, 'definition:adopt', named(next))).toBe('DEFINITION_NOT_ADOPTED');
    await adopt(channel, { ...CAP, name: 'Guests', uses: ['Club@1'] });
    expect(await shown('Club@1')).toMatchObject({ status: 'adopted' });
  });
});
