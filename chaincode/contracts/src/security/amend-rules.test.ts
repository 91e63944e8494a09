import { beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalJson, compliance } from '@scrip/model';
import { amendRules, nextVersion, type RulesTerms } from '../test-support/amended-rules.js';
import type { Channel, Committed } from '../test-support/channel.js';
import { adopt, named } from '../test-support/definitions.js';
import { advanceTo, heldShare, ISSUER, REGISTRAR, REGULATOR, SHARE } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { secondVersionOf } from '../test-support/securities.js';

const { isin } = SHARE;
const { RULES: R } = compliance;
const [TODAY, MONDAY, TUESDAY] = ['2026-11-20', '2026-11-23', '2026-11-24'];
const most = (units: string): compliance.RuleSet => ({ hold: R.holdingAtMost({ units }) });
const FREE = most('1000');

let channel: Channel;
let ada: string;
beforeEach(async () => {
  ({ channel, ada } = await heldShare());
});

const next = (more: object, terms?: RulesTerms): Promise<object> => nextVersion(channel, isin, more, terms);
const amend = (by: string, body: object): Promise<Committed> => channel.submit(by, 'security:amend', body);
const refused = async (body: object): Promise<string> =>
  (await refusalWithoutTrace(channel, () => amend(ISSUER, body))).code;
const shown = (): Promise<unknown> => channel.evaluate(REGULATOR, 'security:get', [isin]);
const rules = (): Promise<unknown> => channel.evaluate(REGULATOR, 'compliance:rules', [isin]);
const inForce = async (): Promise<unknown> =>
  ((await rules()) as { readonly inForce?: { readonly rules: unknown } }).inForce?.rules;
const screened = async (): Promise<unknown> => {
  const answer = await channel.evaluate(REGULATOR, 'compliance:screen', [isin, canonicalJson([ada])]);
  return (answer as { readonly holders: readonly { readonly outcome: string }[] }).holders[0]?.outcome;
};

describe('an amendment of rules alone', () => {
  test('is made before its definition is in force: the rules begin on that day', async () => {
    await amendRules(channel, isin, FREE);
    const { result, events } = await amendRules(channel, isin, most('5'), { effectiveFrom: MONDAY });
    expect(result).toMatchObject({ status: 'amended', by: [ISSUER, REGISTRAR] });
    const begun = { version: 2, rules: most('5'), effectiveFrom: MONDAY, adoptedOn: TODAY, grandfathers: false };
    expect(events).toMatchObject([{ type: 'SecurityAmended' }, { type: 'RulesAdopted', rules: begun }]);
    expect(await shown()).toMatchObject({ definition: { name: `${isin}@3` } });
    expect([await inForce(), await screened()]).toEqual([FREE, 'met']);
    expect(await rules()).toMatchObject({
      versions: [
        { version: 1, effectiveFrom: TODAY },
        { version: 2, effectiveFrom: MONDAY },
      ],
    });
    await advanceTo(channel, MONDAY);
    expect([await inForce(), await screened()]).toEqual([most('5'), 'failed']);
  });

  test('may be about what it uses', async () => {
    await adopt(channel, { kind: 'compliance', name: 'Capped', version: 1, title: 'Capped', rules: most('5') });
    const body = await next({ uses: ['Capped@1'] }, { effectiveFrom: MONDAY });
    for (const by of [ISSUER, REGISTRAR]) await amend(by, body);
    expect(await inForce()).toBeUndefined();
    await advanceTo(channel, MONDAY);
    expect(await inForce()).toEqual({ hold: compliance.cited('Capped@1', R.holdingAtMost({ units: '5' })) });
  });

  test('follows others that have not begun, each on its day', async () => {
    await amendRules(channel, isin, most('5'), { effectiveFrom: MONDAY });
    await amendRules(channel, isin, most('6'), { effectiveFrom: TUESDAY });
    expect(await inForce()).toBeUndefined();
    await advanceTo(channel, MONDAY);
    expect(await inForce()).toEqual(most('5'));
    await advanceTo(channel, TUESDAY);
    expect(await inForce()).toEqual(most('6'));
  });

  test('that would begin before those that it follows is refused to the first who asks', async () => {
    await amendRules(channel, isin, most('5'), { effectiveFrom: TUESDAY });
    expect(await refused(await next({ rules: most('6') }, { effectiveFrom: MONDAY }))).toBe('RULES_BACKDATED');
  });

  test('takes others back that have not begun, on their day', async () => {
    await amendRules(channel, isin, FREE);
    await amendRules(channel, isin, most('5'), { effectiveFrom: MONDAY });
    await amendRules(channel, isin, FREE, { effectiveFrom: MONDAY });
    await advanceTo(channel, MONDAY);
    expect([await inForce(), await screened()]).toEqual([FREE, 'met']);
  });

  test('begins when both have asked, where its day has passed', async () => {
    const body = await next({ rules: most('5') }, { effectiveFrom: MONDAY });
    await amend(ISSUER, body);
    await advanceTo(channel, TUESDAY);
    const { events } = await amend(REGISTRAR, body);
    expect(events).toMatchObject([{ type: 'SecurityAmended' }, { rules: { effectiveFrom: TUESDAY } }]);
  });

  test('asks no holders', async () => {
    const solicitation = { recordDate: MONDAY, deadline: TUESDAY };
    const body = await next({ rules: most('5') }, { effectiveFrom: MONDAY });
    expect(await refused({ ...body, solicitation })).toBe('AMENDMENT_WITHOUT_CONSENT');
  });

  test('that says all as before lets its rules begin anew for what they left alone', async () => {
    await amendRules(channel, isin, FREE);
    await advanceTo(channel, MONDAY);
    await amendRules(channel, isin, most('5'), { grandfathers: true });
    expect(await screened()).toBe('met');
    await amendRules(channel, isin, most('5'));
    expect(await screened()).toBe('failed');
  });

  test('is no way to be without rules', async () => {
    await amendRules(channel, isin, FREE);
    const form = secondVersionOf(SHARE, { version: 3 });
    await adopt(channel, form);
    const { name: definition, hash } = named(form);
    expect(await refused({ isin, definition, hash, grandfathers: false })).toBe('RULES_ABSENT');
  });
});

describe('an amendment of something else, too', () => {
  test('waits until its definition is in force', async () => {
    const body = await next({ rules: most('5'), fisn: 'EXAMPLE/SH' }, { effectiveFrom: MONDAY });
    expect(await refused(body)).toBe('DEFINITION_NOT_EFFECTIVE');
    await advanceTo(channel, MONDAY);
    for (const by of [ISSUER, REGISTRAR]) await amend(by, body);
    expect(await inForce()).toEqual(most('5'));
  });

  test('leaves rules as they are that are the same, begun or not', async () => {
    await amendRules(channel, isin, most('5'), { effectiveFrom: MONDAY });
    const body = await next({ fisn: 'EXAMPLE/SH' });
    await amend(ISSUER, body);
    expect((await amend(REGISTRAR, body)).events.map(({ type }) => type)).toEqual(['SecurityAmended']);
    expect(await inForce()).toBeUndefined();
  });
});

describe('rules that an issuer has set under an earlier release', () => {
  beforeEach(() => {
    const version = { version: 1, effectiveFrom: TODAY, grandfathers: false };
    const adopted = { ...version, isin, rules: most('5'), adoptedOn: TODAY };
    const stored = (record: object): string => canonicalJson({ schema: 1, ...record });
    channel.peer.ledger.plant([
      { collection: '', key: `ruleVersions/${isin}`, value: stored({ versions: [version] }) },
      { collection: '', key: `rules/${isin}/1`, value: stored(adopted) },
    ]);
  });

  test('hold, also beside an amendment to a text without any', async () => {
    const body = await next({ fisn: 'EXAMPLE/SH' });
    for (const by of [ISSUER, REGISTRAR]) await amend(by, body);
    expect([await inForce(), await screened()]).toEqual([most('5'), 'failed']);
  });

  test('are followed by those of the text', async () => {
    const { events } = await amendRules(channel, isin, FREE);
    expect(events).toMatchObject([{ type: 'SecurityAmended' }, { rules: { version: 2, rules: FREE } }]);
    expect([await inForce(), await screened()]).toEqual([FREE, 'met']);
  });

  test('would be found by the audit today', () => {
    const version = { version: 2, effectiveFrom: TODAY, grandfathers: false };
    const forged = canonicalJson({ schema: 1, ...version, isin, rules: most('5'), adoptedOn: TODAY });
    const writes = [
      { collection: '', key: `command/${ISSUER}/forged`, value: '{}' },
      { collection: '', key: `rules/${isin}/2`, value: forged },
    ];
    expect(() => channel.peer.ledger.commit('forged', writes)).toThrow(
      `${isin}: rules beside a change of its definition`,
    );
  });

  test('are not set by anybody any more', async () => {
    const body = { isin, rules: most('6'), effectiveFrom: TODAY, grandfathers: false };
    const { code } = await refusalWithoutTrace(channel, () => channel.send(ISSUER, 'compliance:adopt', body));
    expect(code).toBe('FUNCTION_UNKNOWN');
  });
});
