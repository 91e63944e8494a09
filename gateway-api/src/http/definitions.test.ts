import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ScripClient } from '../client/client.js';
import type { Approval } from '../client/types.js';
import { ProblemError } from '../client/problem-error.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import { BALLOT } from '../support/fake-title.js';
import { SHARE } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const TODAY = '2026-11-23';

let gateway: TestGateway;
let client: ScripClient;
beforeEach(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
});
afterEach(() => gateway.dispose());

async function codeOf(call: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await call();
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
  return undefined;
}
const sent = (name: string): number => gateway.ledger.submitted.filter((each) => each.name === name).length;
const approve = (proposal: Approval): Promise<Approval> =>
  new ScripClient({ url: gateway.url, apiKey: gateway.checkerKey }).approve(proposal);

describe('a definition', () => {
  test('is drafted, proposed, adopted and retired, and found by what has become of it', async () => {
    const { name, hash, status } = await client.definitions.draft({ form: BALLOT });
    expect([name, status]).toEqual(['Ballot@1', 'draft']);
    const { definition } = await client.definitions.get('Ballot@1');
    expect(definition).toMatchObject({ hash, kind: 'ownership', form: BALLOT });
    expect(definition.author).toEqual({ mspId: 'TestMSP', operator: 'mia-maker' });
    expect(await client.definitions.propose(name, { hash, effectiveFrom: TODAY })).toMatchObject({
      status: 'proposed',
    });
    const proposal = await client.definitions.adopt(name, { hash });
    expect(proposal.summary).toContain('Ballot@1');
    await approve(proposal);
    expect((await client.definitions.get(name)).definition).toMatchObject({
      ...{ status: 'adopted', effectiveFrom: TODAY, adoptedOn: TODAY, adoptedBy: { mspId: 'OtherMSP' } },
    });
    const names = async (of: Parameters<typeof client.definitions.list>[0]): Promise<readonly string[]> =>
      (await client.definitions.list(of)).items.map((each) => each.name);
    expect(await names({ kind: 'ownership', status: 'adopted' })).toEqual(['Ballot@1']);
    expect(await names({ status: 'draft' })).toEqual([]);
    expect(await names({ kind: 'compliance' })).toEqual([]);
    await approve(await client.definitions.retire(name));
    expect(await names({ status: 'retired' })).toEqual(['Ballot@1']);
    expect(await codeOf(() => client.definitions.get('Ballot@2'))).toBe('DEFINITION_UNKNOWN');
  });

  test('is given as a text of several lines, and kept with it', async () => {
    const text = 'compliance Home@1 "At home"\n  # of the issuer\n  to hold receiver resides in DE\n';
    await client.definitions.draft({ text });
    const { definition } = await client.definitions.get('Home@1');
    expect(definition).toMatchObject({ text, form: { rules: { hold: { is: 'residesIn@1' } } } });
    const wrong = text.replace('DE', 'XX');
    expect(await codeOf(() => client.definitions.draft({ text: wrong }))).toBe('VALIDATION_FAILED');
    expect(sent('definition:draft')).toBe(1);
  });

  test('whose text the ledger refuses has its mistakes told with their places', async () => {
    const mistakes = ['2:15 DEFINITION_UNKNOWN there is no definition Homer@1: name one that is published', 'and more'];
    gateway.ledger.failures.push(
      new LedgerRefusal('DEFINITION_TEXT_INVALID', 'It has mistakes.', { count: 2, mistakes: mistakes.join('\n') }),
    );
    const text = 'compliance Club@1 "Members"\n  to transfer Homer@1\n';
    const error = await client.definitions.draft({ text }).catch((thrown: unknown) => thrown);
    expect((error as ProblemError).problem).toMatchObject({
      code: 'DEFINITION_TEXT_INVALID',
      errors: [
        {
          ...{ in: 'body', pointer: '#/text', code: 'DEFINITION_UNKNOWN' },
          detail: 'line 2, column 15: there is no definition Homer@1: name one that is published',
        },
        { in: 'body', pointer: '#/text', detail: 'and more' },
      ],
    });
  });

  test('is gone when its draft is withdrawn', async () => {
    await client.definitions.draft({ form: BALLOT });
    await client.definitions.withdraw('Ballot@1');
    expect((await client.definitions.list()).items).toEqual([]);
    expect(await codeOf(() => client.definitions.get('Ballot@1'))).toBe('DEFINITION_UNKNOWN');
  });

  test('that says nothing is refused before the ledger is asked, with the place', async () => {
    const form = { ...BALLOT, protocol: { ...BALLOT.protocol, eventsWhilePending: 'nobody' } };
    const error = await client.definitions.draft({ form }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).problem?.errors?.[0]?.pointer).toBe('#/form/protocol/eventsWhilePending');
    expect(sent('definition:draft')).toBe(0);
  });

  test('whose text would have mistakes is refused before the ledger is asked, with the sentence', async () => {
    const residing = (country: string): object => ({
      is: 'residesIn@1',
      with: { side: 'receiver', countries: [country] },
    });
    const rules = { transfer: residing('DE'), hold: residing('FR') };
    const form = { kind: 'compliance', name: 'Home', version: 1, title: 'At home', rules };
    const error = await client.definitions.draft({ form }).catch((thrown: unknown) => thrown);
    expect((error as ProblemError).problem?.errors).toEqual([
      {
        ...{ code: 'RULES_CONTRADICT', in: 'body', pointer: '#/form' },
        detail: expect.stringMatching(/^RULES_CONTRADICT who gets units .*, in: to hold receiver resides in FR$/),
      },
    ]);
    expect(sent('definition:draft')).toBe(0);
  });

  test('that no text says is refused before the ledger is asked', async () => {
    const instrument = { is: 'ordinaryShare@1', with: { form: 'registered', votesPerShare: '1' } };
    const { kind, name, version, title, isin, cfi, currency, issuer, authorisedUnits } = SHARE;
    const form = { kind, name, version, title, isin, cfi, currency, issuer, authorisedUnits, instrument };
    const error = await client.definitions.draft({ form }).catch((thrown: unknown) => thrown);
    expect((error as ProblemError).problem?.errors?.[0]).toMatchObject({
      ...{ pointer: '#/form', detail: expect.stringMatching(/^No text .* Needed: .*: none says ordinaryShare@1\.$/) },
    });
    expect(sent('definition:draft')).toBe(0);
  });

  test('is compared with another one, in words', async () => {
    await client.definitions.draft({ form: BALLOT });
    const voting = { ...BALLOT.protocol.voting, withinDays: 5 };
    await client.definitions.draft({ form: { ...BALLOT, version: 2, protocol: { ...BALLOT.protocol, voting } } });
    expect(await client.definitions.differences('Ballot@2', 'Ballot@1')).toMatchObject({
      ...{ from: 'Ballot@1', to: 'Ballot@2', more: 0 },
      items: [{ path: '/protocol/voting/withinDays', kind: 'changed', text: 'protocol voting within days 3 → 5' }],
    });
    expect(await codeOf(() => client.definitions.differences('Ballot@3', 'Ballot@1'))).toBe('DEFINITION_UNKNOWN');
    expect(await codeOf(() => client.definitions.differences('Ballot@2', 'Ballot'))).toBe('VALIDATION_FAILED');
  });

  test('that is another than the one which is named is not proposed', async () => {
    await client.definitions.draft({ form: BALLOT });
    const other = { hash: 'a'.repeat(64), effectiveFrom: TODAY };
    expect(await codeOf(() => client.definitions.propose('Ballot@1', other))).toBe('DEFINITION_DIFFERS');
    expect((await client.definitions.get('Ballot@1')).definition.status).toBe('draft');
  });

  test('is shown as a term sheet: as JSON, HTML and Markdown', async () => {
    await client.definitions.draft({ form: { ...BALLOT, title: '<b>Ballot</b>' } });
    const { name, title, sections } = await client.definitions.termSheet('Ballot@1');
    expect([name, title]).toEqual(['Ballot@1', '<b>Ballot</b>']);
    expect(sections.map(({ heading }) => heading)).toEqual(['How title passes']);
    const document = async (form: 'text/html' | 'text/markdown'): Promise<string> =>
      Buffer.from(await client.definitions.termSheetDocument('Ballot@1', form)).toString('utf8');
    expect(await document('text/html')).toContain('<h1>&lt;b&gt;Ballot&lt;/b&gt;</h1>');
    expect(await document('text/markdown')).toContain('# \\<b\\>Ballot\\</b\\>\n');
    expect(await codeOf(() => client.definitions.termSheet('Ballot@2'))).toBe('DEFINITION_UNKNOWN');
  });
});

describe('a question about definitions', () => {
  const gone = { ...BALLOT, name: 'Gone' };
  const standing = async (form: typeof BALLOT, adopts: boolean): Promise<void> => {
    const { name, hash } = await client.definitions.draft({ form });
    await client.definitions.propose(name, { hash, effectiveFrom: TODAY });
    if (adopts) await approve(await client.definitions.adopt(name, { hash }));
  };

  test('is answered by what they say, as of a block', async () => {
    await standing(BALLOT, true);
    await standing(gone, false);
    const { asOf, ...answer } = await client.definitions.find(
      'find ownership definitions show name, effective, maturity',
    );
    expect(asOf).toMatchObject({ businessDate: TODAY });
    expect(answer).toEqual({
      ...{ on: TODAY, columns: ['name', 'effective', 'maturity'], matches: 1 },
      items: [{ name: 'Ballot@1', title: BALLOT.title, values: ['Ballot@1', TODAY, null] }],
    });
    expect((await client.definitions.find('find proposed definitions')).items).toMatchObject([{ name: 'Gone@1' }]);
  });

  test('finds drafts of its own organisation alone', async () => {
    await client.definitions.draft({ form: BALLOT });
    const { definition } = await client.definitions.get('Ballot@1');
    const other = { ...definition, name: 'Theirs@1', form: { ...BALLOT, name: 'Theirs' } };
    const author = { mspId: 'OtherMSP', operator: 'otto' };
    const event = { type: 'DefinitionDrafted', facts: { definition: { ...other, author } } };
    const block = gateway.ledger.commit([event as never]);
    for (let tries = 0; tries < 200 && (await client.definitions.list()).asOf.block < block; tries += 1);
    expect((await client.definitions.list()).items).toHaveLength(2);
    expect(await client.definitions.find('find draft definitions')).toMatchObject({
      ...{ matches: 1, items: [{ name: 'Ballot@1' }] },
    });
  });

  test('is told all its mistakes with their places', async () => {
    const asked = client.definitions.find('find bonds where curency is EUR and rate > 2030');
    await expect(asked).rejects.toMatchObject({
      code: 'QUERY_INVALID',
      problem: {
        status: 400,
        errors: [
          {
            in: 'query',
            pointer: '#/q',
            code: 'FEATURE_UNKNOWN',
            detail: expect.stringMatching(/^1:18 .*"currency"/),
          },
          { in: 'query', pointer: '#/q', code: 'VALUE_INVALID', detail: expect.stringMatching(/^1:44 /) },
        ],
      },
    });
    await expect(client.definitions.find('x'.repeat(2_001))).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });
});
