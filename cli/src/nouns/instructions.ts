import type {
  InstructionReply,
  MessageName,
  NewBuyIn,
  NewInstruction,
  NewPayment,
  PartyWord,
} from '@scrip/gateway-api';
import {
  affirmedAct,
  buyInCall,
  calledAct,
  instructionId,
  JOINT_STATUSES,
  partyId,
  PAYMENT_STATES,
  preimage,
  withdrawnAct,
  type InstructionId,
  type JointInstruction,
  type PartyId,
  type SignedAct,
} from '@scrip/model';
import { authorise } from '@scrip/signing';
import type { Call } from '../command/call.js';
import {
  anyText,
  argument,
  by,
  choice,
  option,
  required,
  requiredChoice,
  several,
  wholeNumber,
} from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { readJson, stated } from '../input/body.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { SIGNER_OPTIONS, signing, validityOf } from '../input/signing.js';
import { asOfLine, done, showList } from '../output/shows.js';
import { facts, table } from '../output/table.js';

type Instruction = InstructionReply['instruction'];

const INSTRUCTION = argument('instruction', 'id of the instruction', by(instructionId));
const MESSAGES = ['sese.023', 'sese.024', 'sese.025'] as const;

function messageName(text: string): MessageName {
  const name = MESSAGES.find((each) => each === text);
  if (name === undefined) throw new Error(`must be one of ${MESSAGES.join(', ')}`);
  return name;
}

const PARTY = required('--party <party>', 'the party whose word it is', by(partyId));

const legText = (leg: Instruction['legs'][number]): string =>
  leg.kind === 'delivery'
    ? `${leg.units} units of ${leg.isin} from ${leg.from} to ${leg.to}${leg.lots === undefined ? '' : ` (${leg.lots})`}`
    : `${leg.amount.amount} ${leg.amount.currency} from ${leg.from} to ${leg.to}, stated by ${leg.payingAgent}`;

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List joint instructions',
  example: '--status proposed',
  args: {},
  options: {
    status: choice('--status <status>', 'only those that stand so', JOINT_STATUSES),
    party: option('--party <party>', 'only those of a party', by(partyId)),
    ...PAGE_OPTIONS,
  },
  run: async (call, given) => {
    const { status, party } = given;
    return showList(
      await pages(call, given, (options) => call.client.instructions.list(stated({ ...options, status, party }))),
      [
        { heading: 'instruction', cell: (row: Instruction) => row.instructionId },
        { heading: 'status', cell: (row) => row.status },
        { heading: 'legs', cell: ({ legs }) => legs.length, isNumber: true },
        { heading: 'affirmed by', cell: ({ affirmations }) => affirmations.length, isNumber: true },
        { heading: 'settles on', cell: ({ settlementDate }) => settlementDate },
        { heading: 'late since', cell: ({ failure }) => failure?.since },
      ],
      'There are no such instructions.',
    );
  },
});

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show a joint instruction with its legs, its affirmations and what keeps it',
  example: 'swap-2026-1',
  args: { instruction: INSTRUCTION },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.instructions.get(given.instruction, call.channel);
    const { instruction } = reply;
    const head = facts([
      ['instruction', instruction.instructionId],
      ['status', instruction.status],
      ['mode', instruction.mode],
      ['settles on', instruction.settlementDate],
      ['at the latest', instruction.lastDay],
      ['late since', instruction.failure?.since],
      ['because', instruction.failure?.code ?? instruction.refusal],
      ['ended by', orderText(instruction.endedBy)],
    ]);
    const said = table(
      [
        { heading: 'affirmed by', cell: ({ party }) => party },
        { heading: 'through', cell: ({ custodian }) => custodian },
        { heading: 'on', cell: ({ affirmedOn }) => affirmedOn },
      ],
      instruction.affirmations,
    );
    const legs = instruction.legs.map((leg, index) => `${String(index)}  ${legText(leg)}`);
    const lines = [
      ...head,
      '',
      ...legs,
      '',
      ...said,
      '',
      ...endLines(instruction),
      ...momentLines(instruction.moments),
    ];
    return { reply, lines: [...lines, '', asOfLine(reply.asOf)] };
  },
});

/** How it was met, where that was not by itself and as a whole. */
function endLines({ parts = [], nettedWith = [], boughtIn }: Instruction): readonly string[] {
  const settled = parts.map((part) => `${part.units} units settled on ${part.settledOn}`);
  const netted = nettedWith.length === 0 ? [] : [`settled on the net with ${nettedWith.join(', ')}`];
  const amount = (of: { readonly amount: string; readonly currency: string }): string => `${of.amount} ${of.currency}`;
  const owed =
    boughtIn === undefined
      ? []
      : [
          `bought in at ${amount(boughtIn.price)}: ${boughtIn.owedBy} owes ${boughtIn.owedTo} ` +
            `${amount(boughtIn.difference)} and costs of ${amount(boughtIn.costs)}`,
        ];
  const lines = [...settled, ...netted, ...owed];
  return lines.length === 0 ? [] : [...lines, ''];
}

/** The moments that decide what an insolvency can undo, with their evidence. */
/** Who has ended an instruction and by what authority. */
const orderText = (order: { readonly by: string; readonly basis: string } | undefined): string | undefined =>
  order === undefined ? undefined : `an order of ${order.by} (${order.basis})`;

const momentLines = (moments: Instruction['moments'] = {}): readonly string[] =>
  table(
    [
      { heading: 'moment', cell: ([name]) => name },
      { heading: 'on', cell: ([, at]) => at.businessDate },
      { heading: 'block', cell: ([, at]) => at.block, isNumber: true },
      { heading: 'transaction', cell: ([, at]) => at.transactionId },
    ],
    (['entered', 'irrevocable', 'final'] as const).flatMap((name) => {
      const at = moments[name];
      return at === undefined ? [] : [[name, at] as const];
    }),
  );

const propose = verb({
  name: 'propose',
  kind: 'command',
  summary: 'Propose a joint instruction; it binds a party when that party affirms',
  example: '--body instruction.json',
  args: {},
  options: { body: required('--body <file>', 'the instruction as JSON, - for standard input', anyText) },
  run: async (call, { body }) => {
    const reply = await call.client.instructions.propose(await readJson<NewInstruction>(body, call), call.command);
    return done(reply, `${reply.instructionId} is proposed; each party affirms it: scrip instructions affirm`);
  },
});

interface Word {
  readonly party: string;
  readonly key: string | undefined;
  readonly signers: readonly { readonly party: PartyId; readonly file: string }[];
  readonly validFrom: string | undefined;
  readonly validUntil: string | undefined;
}

/** The word of a party: signed by local keys where any are given, else the custodian's for a party without keys. */
async function wordOf(call: Call, given: Word, act: SignedAct): Promise<PartyWord> {
  const { party, key, signers } = given;
  if (key === undefined && signers.length === 0) return { party };
  const by = signing(party, given);
  const authorisation = await authorise(await call.ledgerName(), act, await validityOf(call, given), by);
  return { party, authorisation: authorisation };
}

const affirm = verb({
  name: 'affirm',
  kind: 'command',
  summary: 'Affirm all that a joint instruction says, for one of its parties; the last one binds all',
  example: 'swap-2026-1 --party PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --key mara.pem',
  args: { instruction: INSTRUCTION },
  options: { party: PARTY, ...SIGNER_OPTIONS },
  run: async (call, given) => {
    const { instruction } = await call.client.instructions.get(given.instruction, call.channel);
    const word = await wordOf(call, given, affirmedAct(instruction as unknown as JointInstruction));
    const reply = await call.client.instructions.affirm(given.instruction, word, call.command);
    return done(reply, `${reply.instructionId} is ${reply.status}.`);
  },
});

/** For joint instructions and transfers, which share their ids. */
export const withdraw = verb({
  name: 'withdraw',
  kind: 'command',
  summary: 'End an instruction for a party: a joint one before all have affirmed, a transfer with the word of both',
  example: 'swap-2026-1 --party PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --key mara.pem',
  args: { instruction: INSTRUCTION },
  options: { party: PARTY, ...SIGNER_OPTIONS },
  run: async (call, given) => {
    const act = withdrawnAct({ instructionId: given.instruction as InstructionId, party: given.party as PartyId });
    const reply = await call.client.instructions.withdraw(
      given.instruction,
      await wordOf(call, given, act),
      call.command,
    );
    const waits = reply.status === 'pending' ? ['It ends when the other party withdraws too.'] : [];
    return done(reply, `${reply.instructionId} is ${reply.status}.`, ...waits);
  },
});

const settle = verb({
  name: 'settle',
  kind: 'command',
  summary: 'Take a joint instruction as far as it can go now',
  example: 'swap-2026-1',
  args: { instruction: INSTRUCTION },
  options: {},
  run: async (call, { instruction }) => {
    const reply = await call.client.instructions.settle(instruction, call.command);
    const kept = reply.code === undefined ? [] : [`What keeps it: ${reply.code}`];
    return done(reply, `${reply.instructionId} is ${reply.status}.`, ...kept);
  },
});

const net = verb({
  name: 'net',
  kind: 'command',
  summary: 'Settle joint instructions whose parties agreed to netting on the net of all, or none of them',
  example: '--instruction ring-1 --instruction ring-2 --instruction ring-3',
  args: {},
  options: { instructions: several('--instruction <id>', 'one of the set', by(instructionId)) },
  run: async (call, { instructions }) => {
    const reply = await call.client.instructions.settleNetted(instructions, call.command);
    return done(reply, `${String(reply.instructions.length)} instructions have settled on their net.`);
  },
});

const presentPreimage = verb({
  name: 'present-preimage',
  kind: 'command',
  summary: 'Settle a joint instruction by the 32 bytes that open its hash lock, which become public with that',
  example: `swap-2026-1 --preimage ${'0'.repeat(64)}`,
  args: { instruction: INSTRUCTION },
  options: { preimage: required('--preimage <hex>', '32 bytes as 64 lower-case hexadecimal digits', by(preimage)) },
  run: async (call, { instruction, preimage: presented }) => {
    const reply = await call.client.instructions.presentPreimage(instruction, presented, call.command);
    return done(reply, `${reply.instructionId} is ${reply.status}.`);
  },
});

const buyIn = verb({
  name: 'buy-in',
  kind: 'command',
  summary: 'End a joint instruction that lacked its units for as long as was agreed, for its receiving party',
  example: 'sale-2026-1 --body buy-in.json --key mara.pem',
  args: { instruction: INSTRUCTION },
  options: {
    body: required('--body <file>', 'party, outcome, costs and document as JSON, - for standard input', anyText),
    ...SIGNER_OPTIONS,
  },
  run: async (call, given) => {
    const said = await readJson<NewBuyIn>(given.body, call);
    const act = calledAct(buyInCall({ instructionId: given.instruction, ...said }, ''));
    const { authorisation } = await wordOf(call, { ...given, party: said.party }, act);
    const body = authorisation === undefined ? said : { ...said, authorisation };
    const reply = await call.client.instructions.callBuyIn(given.instruction, body, call.command);
    return done(reply, `${reply.instructionId} is ${reply.status}; what is owed: scrip instructions show`);
  },
});

const transfer = verb({
  name: 'transfer',
  kind: 'read',
  summary: 'Show a transfer with the moments that it has come to, and the transaction and block of each',
  example: 'transfer-2026-1',
  args: { instruction: argument('transfer', 'id of the transfer', by(instructionId)) },
  options: {},
  run: async (call, { instruction }) => {
    const reply = await call.client.instructions.transfer(instruction, call.channel);
    const { transfer: shown } = reply;
    const head = facts([
      ['transfer', shown.instructionId],
      ['status', shown.status],
      ['of', `${shown.units} units of ${shown.isin} from ${shown.fromHolderId} to ${shown.toHolderId}`],
      ['settles on', shown.settlementDate],
      ['at the latest', shown.lastDay],
      ['because', shown.refusal],
      ['ended by', orderText(shown.endedBy)],
      ...(shown.withdrawals ?? []).map((each): [string, string] => [
        'withdrawn by',
        `${each.party} on ${each.withdrawnOn}`,
      ]),
    ]);
    return { reply, lines: [...head, '', ...momentLines(shown.moments), '', asOfLine(reply.asOf)] };
  },
});

const message = verb({
  name: 'message',
  kind: 'read',
  summary: 'Show a delivery or a transfer as an ISO 20022 message in XML, from the side of a party',
  example: 'swap-2026-1 sese.023 --leg 0',
  args: {
    instruction: INSTRUCTION,
    message: argument('message', `one of ${MESSAGES.join(', ')}`, messageName),
  },
  options: {
    leg: option('--leg <n>', 'position of the delivery among the legs, from 0', wholeNumber),
    party: option('--party <party>', 'from whose side, where the organisation keeps both', by(partyId)),
  },
  run: async (call, { instruction, message: name, leg, party }) => {
    const xml = await call.client.instructions.message(instruction, name, stated({ ...call.channel, leg, party }));
    return { reply: { message: name, xml }, lines: xml.trimEnd().split('\n') };
  },
});

const finalityRule = verb({
  name: 'finality-rule',
  kind: 'read',
  summary: 'Show by which rule transfers become final',
  example: '',
  args: {},
  options: {},
  run: async (call) => {
    const reply = await call.client.instructions.finalityRule(call.channel);
    const lines = facts([
      ['rule', reply.name],
      ['within', reply.frame],
      ['entered', reply.entered],
      ['irrevocable', `transfers: ${reply.irrevocable.transfer}`],
      ['', `joint instructions: ${reply.irrevocable.joint}`],
      ['final', reply.final],
      ['correction', reply.correction],
    ]);
    return { reply, lines };
  },
});

const statePayment = verb({
  name: 'state-payment',
  kind: 'command',
  summary: 'State that a payment was received or returned (paying agent; signed by the operator’s key of the profile)',
  example: 'swap-2026-1 --leg 1 --amount 50.00 --currency EUR --state received',
  args: { instruction: INSTRUCTION },
  options: {
    leg: required('--leg <n>', 'position of the payment among the legs, from 0', wholeNumber),
    amount: required('--amount <amount>', 'the amount as a decimal string', anyText),
    currency: required('--currency <code>', 'its currency', anyText),
    state: requiredChoice('--state <state>', 'what is stated', PAYMENT_STATES),
  },
  run: async (call, { instruction, leg, amount, currency, state }) => {
    const body: NewPayment = { leg, amount: { amount, currency }, state };
    const signed = await call.signed('instruction:statePayment', { ...body, instructionId: instruction });
    const reply = await call.client.instructions.statePayment(instruction, body, signed);
    return done(reply, `Of leg ${String(reply.leg)} of ${reply.instructionId} is stated: ${reply.state}.`);
  },
});

/** Settlement of several legs as a whole. */
export const INSTRUCTIONS: Noun = {
  name: 'instructions',
  summary: 'Joint instructions: several legs that settle as a whole',
  verbs: [
    ...[list, show, propose, affirm, withdraw, settle, net, presentPreimage, buyIn, statePayment],
    ...[transfer, message, finalityRule],
  ],
};
