import { beforeAll, describe, expect, test } from '@jest/globals';
import { canonicalJson, isTransactionName, ROLES, TRANSACTIONS, type TransactionName } from '@scrip/model';
import { MAKER, RefusedCall, type Channel } from '../test-support/channel.js';
import { OWN, prepareMarket, type Estate } from '../test-support/matrix-market.js';
import type { Cell, ValidCall } from './cell.js';
import { CELLS } from './matrix-cells.js';

type CommandName = {
  readonly [Name in TransactionName]: (typeof TRANSACTIONS)[Name] extends { readonly kind: 'query' } ? never : Name;
}[TransactionName];

/**
 * What becomes of a command that names a security which has ended: it is refused, or there is a reason why it is done. A
 * command without an entry is one about no security: that it names none is checked.
 */
const DECISIONS: Partial<Record<CommandName, 'refused' | 'done'>> = {
  // books of earlier days are compared still, and what does not agree is put on record
  'calendar:raiseBreak': 'done',
  'reconciliation:report': 'done',
  // what ends asks nothing of what it ends
  'register:liftFreeze': 'done',
  'ownership:endStandingVote': 'done',
  // it is kept at the own peer, and counts nowhere
  'ownership:recordVote': 'done',
  'ownership:recordStandingVote': 'done',
  'ownership:castVote': 'refused',
  'ownership:giveNotice': 'refused',
  'ownership:rehome': 'refused',
  'ownership:replaceAttestor': 'refused',
  'ownership:giveStandingVote': 'refused',
  'ownership:openBallots': 'refused',
  'ownership:closeBallots': 'refused',
  'settlement:accept': 'refused',
  // each instruction of a batch is told for itself
  'instruction:settle': 'refused',
  'instruction:settleNetted': 'refused',
  'security:amend': 'refused',
  'compliance:consent': 'refused',
  'compliance:endExemption': 'refused',
  'compliance:exempt': 'refused',
  'compliance:rescreen': 'refused',
  'dispute:agree': 'refused',
  'dispute:decide': 'refused',
  'dispute:raise': 'refused',
  'dispute:withdraw': 'refused',
  'evidence:publish': 'refused',
  'evidence:revoke': 'refused',
  'instruction:affirm': 'refused',
  'instruction:callBuyIn': 'refused',
  'instruction:presentPreimage': 'refused',
  'instruction:propose': 'refused',
  'instruction:statePayment': 'refused',
  'instruction:withdraw': 'refused',
  'register:attachUnits': 'refused',
  'register:cancel': 'refused',
  'register:consolidate': 'refused',
  'register:correct': 'refused',
  'register:dematerialise': 'refused',
  'register:encumber': 'refused',
  'register:enforce': 'refused',
  'register:exchange': 'refused',
  'register:forceTransfer': 'refused',
  'register:freezeHolder': 'refused',
  'register:freezeSecurity': 'refused',
  'register:freezeUnits': 'refused',
  'register:issue': 'refused',
  'register:liftAttachment': 'refused',
  'register:recoverHolding': 'refused',
  'register:redeem': 'refused',
  'register:releaseUnits': 'refused',
  'register:rematerialise': 'refused',
  'register:subordinate': 'refused',
  'screening:state': 'refused',
  'security:changeAuthorisedUnits': 'refused',
  'security:changeScreener': 'refused',
  'security:closeOffering': 'refused',
  'security:deactivate': 'refused',
  'security:reopenOffering': 'refused',
  'settlement:cancel': 'refused',
  'settlement:instruct': 'refused',
  'settlement:settle': 'refused',
  'solicitation:conclude': 'refused',
  'solicitation:setAside': 'refused',
  'solicitation:vote': 'refused',
  'solicitation:withdraw': 'refused',
  'trust:adopt': 'refused',
  'trust:end': 'refused',
};

const NAMES = Object.keys(TRANSACTIONS).filter(isTransactionName);
const COMMANDS = NAMES.filter((name) => TRANSACTIONS[name].kind !== 'query') as readonly CommandName[];
const QUERIES = NAMES.filter((name) => TRANSACTIONS[name].kind === 'query');

let channel: Channel;
let estate: Estate;
let ended: readonly string[];
let calls = 0;

beforeAll(async () => {
  const market = await prepareMarket();
  channel = market.channel;
  const [own] = market.estates;
  if (own === undefined) throw new Error('there is no estate');
  estate = own;
  ended = [
    ...[estate.issued, estate.registered, estate.closed, estate.blank],
    ...[estate.balloted, estate.automatic, estate.disputable, estate.asked, estate.voted],
  ];
  const { ledger } = channel.peer;
  const record = { schema: 1, mspId: OWN, lei: '7LTWFZYICNSX8D621K86', name: OWN, roles: ROLES };
  const deactivated = { on: '2026-12-01', by: OWN, basis: 'terms', document: 'd'.repeat(64) };
  const keys = ended.map((isin) => `security/${isin}`);
  ledger.plant([
    { collection: '', key: `participant/${OWN}`, value: canonicalJson(record) },
    ...keys.map((key) => ({ collection: '', key, value: canonicalJson({ ...stored(key), deactivated }) })),
  ]);
}, 120_000);

const stored = (key: string): object => {
  const value = channel.peer.ledger.get('', key);
  if (value === undefined) throw new Error(`${key} is not there`);
  return JSON.parse(value) as object;
};

/** @returns the code of the refusal, or undefined */
async function attempt(name: TransactionName, { body, args, transient }: ValidCall): Promise<string | undefined> {
  calls += 1;
  const command = { commandId: `ended-${String(calls)}`, operator: MAKER, body };
  const given = [name, ...(args ?? [canonicalJson(command)])];
  try {
    await channel.execute(OWN, channel.nextTransactionId(), given, transient === undefined ? {} : { transient });
    return undefined;
  } catch (error) {
    if (!(error instanceof RefusedCall) || error.refusal === undefined) throw error;
    return error.refusal.code;
  }
}

/** Whether a call is about a security that has ended: it names it, or an instruction that delivers it. */
const isAbout = ({ body, transient }: ValidCall): boolean => {
  const text = JSON.stringify({ body, transient });
  return ended.some((isin) => text.includes(isin)) || /"instructionIds?":/.test(text);
};
const cellsOf = (name: TransactionName): readonly Cell[] => [CELLS[name]].flat();

describe('with a security that has ended', () => {
  test.each(COMMANDS)('%s', async (name) => {
    const decision = DECISIONS[name];
    let named = 0;
    for (const cell of cellsOf(name)) {
      const call = await cell.call(estate);
      if (!isAbout(call)) continue;
      named += 1;
      const code = await attempt(name, call);
      expect([name, decision === 'refused' ? code : (code ?? 'done')]).toEqual([
        name,
        decision === 'refused' ? 'SECURITY_DEACTIVATED' : 'done',
      ]);
    }
    expect([name, named > 0]).toEqual([name, decision !== undefined]);
  });

  test.each(QUERIES)('%s answers', async (name) => {
    for (const cell of cellsOf(name)) {
      const call = await cell.call(estate);
      const isRehearsal = name === 'settlement:dryRun' || name === 'register:dryRunExchange';
      expect(await attempt(name, call)).toBe(isRehearsal ? 'SECURITY_DEACTIVATED' : undefined);
    }
  });
});
