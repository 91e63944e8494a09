import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ScripClient } from '../client/client.js';
import type { JsonObject } from '../ledger/ledger.js';
import { BALLOT, fakeTitle, TERMS } from '../support/fake-title.js';
import { ISIN, registerLike } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const TITLE = {
  law: 'Germany',
  form: 'registered' as const,
  register: { constitutiveUnder: 'eWpG' },
  protocol: 'Ballot@1',
};
/** Long after the business date: nobody settles it yet. */
const LATER = '2026-12-14';

let gateway: TestGateway;
/** Transfers on which no ballot can be opened, because their units are reserved for others. */
let obstructed: Set<string>;

beforeEach(async () => {
  gateway = await openTestGateway();
  obstructed = new Set();
  for (const [name, act] of fakeTitle()) gateway.ledger.functions.set(name, act);
  const isOpen = (id: string): boolean => !obstructed.has(id);
  const outcomeOf = ({ instructionIds }: JsonObject): JsonObject => ({
    ballots: (instructionIds as readonly string[]).map((instructionId) => ({
      ...{ instructionId, status: isOpen(instructionId) ? 'open' : 'unchanged' },
    })),
  });
  gateway.ledger.functions.set('ownership:openBallots', (body) => ({
    events: (body['instructionIds'] as readonly string[]).filter(isOpen).map((instructionId) => ({
      ...{ type: 'BallotOpened', facts: { ballot: { instructionId, isin: ISIN, lastDay: LATER } } },
    })),
    result: outcomeOf(body),
  }));
  gateway.ledger.outlook = ({ body }) => outcomeOf(body);
  const client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  await client.definitions.draft({ form: BALLOT });
  await registerLike(client, { titleTo: TITLE });
});
afterEach(() => gateway.dispose());

const instructionOf = (instructionId: string, custodian: string): JsonObject => ({
  ...{ instructionId, isin: ISIN, custodian, fromHolderId: `P${'A'.repeat(32)}`, toHolderId: `P${'B'.repeat(32)}` },
  ...{ units: '1', tradeDate: '2026-11-23', instructedOn: '2026-11-23', settlementDate: LATER, terms: TERMS },
});
const accepted = (instruction: JsonObject): JsonObject => ({ ...instruction, accepted: { acceptedOn: '2026-11-23' } });
const instruct = (...instructions: readonly JsonObject[]): number =>
  gateway.ledger.commit(instructions.map((instruction) => ({ type: 'InstructionRegistered', facts: { instruction } })));
const asked = (): readonly unknown[] =>
  gateway.ledger.submitted.filter(({ name }) => name === 'ownership:openBallots').map(({ body }) => body);

async function until(reached: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !reached(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(reached()).toBe(true);
}

test('opens the ballots on what both parties have agreed to, by custodian of the senders, before it is due, and once', async () => {
  const [ours, theirs] = [instructionOf('i-1', 'TestMSP'), instructionOf('i-2', 'OtherMSP')];
  instruct(accepted(ours), accepted(theirs), instructionOf('i-3', 'TestMSP'));
  await until(() => asked().length === 2);
  expect(asked()).toEqual([
    { isin: ISIN, instructionIds: ['i-2'] },
    { isin: ISIN, instructionIds: ['i-1'] },
  ]);
  const facts = { instruction: accepted(instructionOf('i-3', 'TestMSP')) };
  gateway.ledger.commit([{ type: 'DeedAccepted', facts }]);
  await until(() => asked().length === 3);
  expect(asked()[2]).toEqual({ isin: ISIN, instructionIds: ['i-3'] });
});

test('opens what it can of a batch, and looks at the rest again', async () => {
  obstructed.add('i-1');
  instruct(accepted(instructionOf('i-1', 'TestMSP')), accepted(instructionOf('i-2', 'TestMSP')));
  await until(() => asked().length === 1);
  expect(asked()).toEqual([{ isin: ISIN, instructionIds: ['i-2'] }]);
  obstructed.clear();
  await until(() => asked().length === 2);
  expect(asked()[1]).toEqual({ isin: ISIN, instructionIds: ['i-1'] });
});

test('leaves alone what is voted on by standing votes', async () => {
  const client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const protocol = { ...BALLOT.protocol, voting: { by: 'automatic' } };
  await client.definitions.draft({ form: { ...BALLOT, name: 'Automatic', protocol } });
  const isin = 'US5949181045';
  await registerLike(client, { isin, titleTo: { ...TITLE, protocol: 'Automatic@1' } });
  instruct(accepted({ ...instructionOf('i-1', 'TestMSP'), isin }), accepted(instructionOf('i-2', 'TestMSP')));
  await until(() => asked().length > 0);
  expect(asked()).toEqual([{ isin: ISIN, instructionIds: ['i-2'] }]);
});

test('goes on after a restart with what it finds', async () => {
  const { directory, ledger } = gateway;
  await gateway.stop();
  instruct(accepted(instructionOf('i-1', 'TestMSP')));
  gateway = await openTestGateway({ directory, ledger });
  await until(() => asked().length === 1);
  expect(asked()).toEqual([{ isin: ISIN, instructionIds: ['i-1'] }]);
});
