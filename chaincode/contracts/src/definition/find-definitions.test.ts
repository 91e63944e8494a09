import { readFileSync } from 'node:fs';
import { LIMITS } from '@scrip/model';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Channel } from '../test-support/channel.js';
import { adopt, named, propose } from '../test-support/definitions.js';
import { CUSTODIAN, ISSUER, openedChannel, REGISTRAR } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

interface Published {
  readonly standing: 'draft' | 'proposed' | 'adopted' | 'retired';
  readonly by: string;
  readonly form: object;
}
interface Question {
  readonly find: string;
  readonly found: readonly string[];
  readonly by?: string;
  readonly matches?: number;
  readonly values?: readonly (readonly (string | null)[])[];
}
interface Answer {
  readonly on: string;
  readonly items: readonly { readonly name: string; readonly values: readonly (string | null)[] }[];
  readonly matches: number;
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../test/search/${name}`, import.meta.url), 'utf8'));
const QUESTIONS = read('questions.json') as readonly Question[];
const WHO: Readonly<Record<string, string>> = { one: ISSUER, other: CUSTODIAN };
const HOME = {
  ...{ kind: 'compliance', name: 'Home', version: 1, title: 'At home' },
  rules: { transfer: { is: 'residesIn@1', with: { side: 'receiver', countries: ['IE'] } } },
};

async function publish(channel: Channel, { standing, by, form }: Published): Promise<void> {
  const author = WHO[by] ?? '';
  if (standing === 'draft') await channel.submit(author, 'definition:draft', { form });
  else if (standing === 'proposed') await propose(channel, form, { author });
  else await adopt(channel, form, { author });
  if (standing === 'retired') await channel.submit(author, 'definition:retire', { name: named(form).name });
}

let channel: Channel;
const ask = async (find: string, by = 'one', of = channel): Promise<Answer> =>
  (await of.evaluate(WHO[by] ?? by, 'definition:find', [find])) as Answer;

describe('definitions on the ledger', () => {
  beforeAll(async () => {
    channel = await openedChannel();
    for (const each of read('definitions.json') as readonly Published[]) await publish(channel, each);
  });

  test.each(QUESTIONS)('$find ($by)', async ({ find, by, found, matches, values }) => {
    const answer = await ask(find, by);
    expect(answer.items.map(({ name }) => name)).toEqual(found);
    expect(answer.matches).toBe(matches ?? found.length);
    if (values !== undefined) expect(answer.items.map((each) => each.values)).toEqual(values);
  });

  test('are found on the business date where no other is asked for', async () => {
    expect((await ask('find bonds')).on).toBe('2026-11-20');
    expect((await ask('find bonds as of 2027-01-01')).on).toBe('2027-01-01');
  });

  test('are not found by a question that cannot be read: it is told where it is wrong', async () => {
    const { code, details } = await refusalWithoutTrace(channel, () =>
      ask('find bonds where rate > 2030\n and curency is EUR'),
    );
    expect(code).toBe('QUERY_INVALID');
    expect(JSON.parse(String(details['problems']))).toMatchObject([
      { code: 'VALUE_INVALID', line: 1, column: 25 },
      { code: 'FEATURE_UNKNOWN', line: 2, column: 6 },
    ]);
  });
});

describe('what becomes of a definition', () => {
  test('changes by what it is found', async () => {
    const changing = await openedChannel();
    const standing = async (by: string): Promise<readonly string[]> => {
      const statuses = ['draft', 'proposed', 'adopted', 'retired'];
      const found = await Promise.all(statuses.map((each) => ask(`find ${each} definitions`, by, changing)));
      return statuses.filter((_, index) => found[index]?.matches === 1);
    };
    await changing.submit(ISSUER, 'definition:draft', { form: HOME });
    expect([await standing(ISSUER), await standing(CUSTODIAN)]).toEqual([['draft'], []]);
    await changing.submit(ISSUER, 'definition:withdraw', { name: 'Home@1' });
    expect(await standing(ISSUER)).toEqual([]);
    await propose(changing, HOME);
    expect([await standing(ISSUER), await standing(CUSTODIAN)]).toEqual([['proposed'], ['proposed']]);
    await changing.submit(REGISTRAR, 'definition:adopt', named(HOME));
    expect([await standing(ISSUER), await standing(CUSTODIAN)]).toEqual([['adopted'], ['adopted']]);
    await changing.submit(ISSUER, 'definition:retire', { name: 'Home@1' });
    expect([await standing(ISSUER), await standing(CUSTODIAN)]).toEqual([['retired'], ['retired']]);
  });
});

describe('a question that narrows nothing', () => {
  test('is refused where there are too many definitions, whatever others draft', async () => {
    const crowded = await openedChannel();
    const many = LIMITS.questionCandidatesOfLedgerMax;
    for (let n = 0; n < many; n += 1) await propose(crowded, { ...HOME, name: `Home${String(n)}` });
    await crowded.submit(CUSTODIAN, 'definition:draft', { form: { ...HOME, name: 'Planned' } });
    expect((await ask('find proposed definitions limit 1', ISSUER, crowded)).matches).toBe(many);
    await propose(crowded, { ...HOME, name: 'OneMore' });
    const refused = await refusalWithoutTrace(crowded, () => ask('find proposed definitions', ISSUER, crowded));
    expect(refused.code).toBe('QUERY_NOT_SELECTIVE');
    expect((await ask('find proposed securities', ISSUER, crowded)).matches).toBe(0);
  });
});
