import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AUTOMATA,
  canonicalJson,
  isTransactionName,
  OPERATOR_ROLES,
  ROLES,
  TRANSACTIONS,
  type CommandId,
  type MspId,
  type OperatorId,
  type Role,
  type TransactionName,
} from '@scrip/model';
import { signCommand } from '@scrip/signing';
import { MAKER, RefusedCall, type Channel } from '../test-support/channel.js';
import { signerOf, TEST_LEDGER, VALIDITY } from '../test-support/keyed-party.js';
import { OTHER, OWN, prepareMarket, type Estate } from '../test-support/matrix-market.js';
import type { Cell, ValidCall } from './cell.js';
import { CELLS } from './matrix-cells.js';

const NAMES = Object.keys(TRANSACTIONS).filter(isTransactionName);
const STANDINGS = [...ROLES, 'none'] as const;
const COMMANDS = NAMES.filter((name) => TRANSACTIONS[name].kind !== 'query');
/** One operator for each role, one who was dismissed, one who is nobody, and the programs. */
const GIVERS = [...OPERATOR_ROLES, 'dismissed', 'stranger', ...AUTOMATA] as const;

let channel: Channel;
let estates: readonly Estate[];
const counted = { organisation: 0, operator: 0, allowed: 0, unexpected: [] as string[] };

beforeAll(async () => {
  ({ channel, estates } = await prepareMarket());
}, 120_000);

afterAll(() => {
  const { organisation, operator, allowed, unexpected } = counted;
  process.stdout.write(
    `authorisation matrix: ${organisation} cells function x role x own/other, ${operator} cells function x operator, ` +
      `${allowed} allowed as expected, ${unexpected.length} unexpected allows\n`,
  );
});

/** What the ledger says the caller's organisation is; without a role it is no participant. */
function become(roles: readonly Role[]): void {
  const record = { schema: 1, mspId: OWN, lei: '7LTWFZYICNSX8D621K86', name: OWN, roles };
  const change = roles.length === 0 ? {} : { value: canonicalJson(record) };
  channel.peer.ledger.plant([{ collection: '', key: `participant/${OWN}`, ...change }]);
}

const cellsOf = (name: TransactionName): readonly Cell[] => [CELLS[name]].flat();
const pairsOf = (name: TransactionName): readonly (readonly [Cell, Estate])[] =>
  cellsOf(name).flatMap((cell) => estates.map((estate) => [cell, estate] as const));

let calls = 0;

/**
 * Executes without committing, so that no cell sees another. A refusal that has sent a write to the peer is an error.
 *
 * @returns the code of the refusal, or undefined
 */
async function attempt(name: TransactionName, call: ValidCall, operator: string): Promise<string | undefined> {
  calls += 1;
  const { body, args, transient } = call;
  const named = { commandId: `cell-${String(calls)}` as CommandId, operator: operator as OperatorId };
  const signature = call.isSigned === true ? { signature: await signatureOf(name, named, body) } : {};
  const given = [name, ...(args ?? [canonicalJson({ ...named, body, ...signature })])];
  try {
    await channel.execute(OWN, channel.nextTransactionId(), given, transient === undefined ? {} : { transient });
    return undefined;
  } catch (error) {
    if (!(error instanceof RefusedCall) || error.refusal === undefined) throw error;
    return error.refusal.code;
  }
}

function signatureOf(
  name: TransactionName,
  named: { readonly commandId: CommandId; readonly operator: OperatorId },
  body: unknown,
): Promise<unknown> {
  const command = { function: name, mspId: OWN as MspId, ...named, body };
  return signCommand(TEST_LEDGER, command, VALIDITY, signerOf(named.operator));
}

function expectVerdict(cell: string, isAllowed: boolean, refusal: string | undefined, codes: readonly string[]): void {
  if (refusal === undefined && !isAllowed) counted.unexpected.push(cell);
  if (refusal === undefined && isAllowed) counted.allowed += 1;
  if (isAllowed) expect([cell, refusal]).toEqual([cell, undefined]);
  else expect([cell, codes.includes(refusal ?? 'allowed') ? 'refused' : refusal]).toEqual([cell, 'refused']);
}

describe.each(STANDINGS)('an organisation whose role is %s', (standing) => {
  beforeAll(() => become(ROLES.filter((role) => role === standing)));

  test.each(NAMES)('%s', async (name) => {
    for (const [cell, estate] of pairsOf(name)) {
      const expected = estate.mspId === OWN ? cell.own : cell.other;
      const isAllowed = expected === 'anyone' || expected.some((role) => role === standing);
      const call = await cell.call(estate);
      const refusal = await attempt(name, call, call.operator ?? MAKER);
      const codes = ['AUTHORITY_DENIED', ...(cell.unseen === undefined ? [] : [cell.unseen])];
      counted.organisation += 1;
      expectVerdict(`${name} by ${standing}, ${estate.mspId === OTHER ? 'other' : 'own'}`, isAllowed, refusal, codes);
    }
  });
});

/** Who may give a command, said a second time and by hand, where it is not a maker alone. */
const GIVEN_BY: Partial<Record<TransactionName, readonly string[]>> = {
  'authority:acceptFounding': AUTOMATA,
  'authority:bootstrap': AUTOMATA,
  'operator:bootstrap': AUTOMATA,
  'authority:resign': ['administrator'],
  'authority:declareNodes': ['administrator'],
  'operator:appoint': ['administrator'],
  'operator:dismiss': ['administrator'],
  'approval:approve': ['checker'],
  'compliance:consent': ['maker', 'checker'],
  'approval:reject': ['checker'],
  'party:purgeReason': ['maker', 'checker', 'administrator'],
  'calendar:raiseBreak': ['maker', ...AUTOMATA],
  'reconciliation:report': ['maker', ...AUTOMATA],
  'compliance:rescreen': ['maker', ...AUTOMATA],
  'screening:state': ['maker', ...AUTOMATA],
  'solicitation:vote': ['maker', ...AUTOMATA],
  'solicitation:setAside': ['maker', ...AUTOMATA],
  'solicitation:conclude': ['maker', ...AUTOMATA],
  'settlement:instruct': ['maker', ...AUTOMATA],
  'ownership:recordVote': ['maker', 'checker'],
  'ownership:castVote': ['maker', 'checker'],
  'ownership:endStandingVote': ['maker', 'checker', 'administrator'],
  'ownership:rehome': ['maker', ...AUTOMATA],
  'ownership:openBallots': ['maker', ...AUTOMATA],
  'ownership:closeBallots': ['maker', ...AUTOMATA],
  'settlement:accept': ['maker', ...AUTOMATA],
  'settlement:settle': ['maker', ...AUTOMATA],
  'settlement:takeLease': ['maker', ...AUTOMATA],
  'instruction:propose': ['maker', ...AUTOMATA],
  // let through, and then asked for the signature of the party
  'instruction:affirm': ['maker', ...AUTOMATA],
  'instruction:settle': ['maker', ...AUTOMATA],
  'instruction:settleNetted': ['maker', ...AUTOMATA],
  'instruction:presentPreimage': ['maker', ...AUTOMATA],
};
const OPERATOR_REFUSALS = ['OPERATOR_UNKNOWN', 'OPERATOR_LAPSED', 'OPERATOR_ROLE_MISSING'];
/** Of an organisation that has done already what is done once, or who has not signed: the operator was let through. */
const LET_THROUGH = ['ALREADY_BOOTSTRAPPED', 'OPERATORS_ON_RECORD', 'SIGNATURES_INSUFFICIENT', 'VOTE_OF_ANOTHER'];

describe.each(GIVERS)('a command given by %s', (giver) => {
  beforeAll(() => become(ROLES));

  test.each(COMMANDS)('%s', async (name) => {
    const [own] = estates;
    if (own === undefined) throw new Error('there is no estate');
    const isAllowed = (GIVEN_BY[name] ?? ['maker']).includes(giver);
    const operator = OPERATOR_ROLES.some((role) => role === giver) ? `only-${giver}` : giver;
    const [cell] = cellsOf(name);
    if (cell === undefined) throw new Error(`${name} has no cell`);
    const { body, args, transient } = await cell.call(own);
    const unsigned = {
      body,
      ...(args === undefined ? {} : { args }),
      ...(transient === undefined ? {} : { transient }),
    };
    const refusal = await attempt(name, unsigned, operator);
    counted.operator += 1;
    const wasLetThrough = refusal !== undefined && LET_THROUGH.includes(refusal) ? undefined : refusal;
    expectVerdict(`${name} given by ${giver}`, isAllowed, wasLetThrough, OPERATOR_REFUSALS);
  });
});

test('nothing was allowed that should not be', () => {
  expect(counted.unexpected).toEqual([]);
  const cells = NAMES.flatMap(cellsOf).length;
  expect(counted.organisation).toBe(cells * STANDINGS.length * estates.length);
  expect(counted.operator).toBe(COMMANDS.length * GIVERS.length);
});
