import type { Deed, NewTransfer, Operation } from '@scrip/gateway-api';
import {
  businessDate,
  encumbranceId,
  instructionId,
  instructionRequest,
  isin,
  type LedgerName,
  type LotOrder,
  type NetworkName,
  partyId,
  signedInstruction,
  units,
} from '@scrip/model';
import { authorise, type SignedTransfer, signTransfer, type TransferOrder } from '@scrip/signing';
import type { Call } from '../command/call.js';
import { EXIT } from '../command/exit-code.js';
import { anyText, argument, by, flag, option, several, wholeNumber } from '../command/input.js';
import type { Shown } from '../command/shown.js';
import { type Noun, verb } from '../command/verb.js';
import { bodyOf, bodyOption, digestOfFile, readJson, stated } from '../input/body.js';
import { LOT_OPTIONS, lotsOf } from '../input/lots.js';
import { SIGNER_OPTIONS, signing, validityOf } from '../input/signing.js';
import { asOfLine, proposed } from '../output/shows.js';
import { facts, table } from '../output/table.js';
import { writePrivately } from '../profile/profiles.js';
import { withdraw } from './instructions.js';
import { BASIS } from './legal-basis.js';
import { TITLE_VERBS } from './transfer-title.js';

const orderOptions = {
  isin: option('--isin <isin>', 'the security', by(isin)),
  from: option('--from <party>', 'who gives', by(partyId)),
  fromDesignation: several('--from-designation <party>', 'sub-account that gives, owner last', by(partyId)),
  to: option('--to <party>', 'who gets', by(partyId)),
  toDesignation: several('--to-designation <party>', 'for whom a nominee gets it, owner last', by(partyId)),
  units: option('--units <n>', 'whole units', by(units)),
  ...LOT_OPTIONS,
  subjectTo: several('--subject-to <id>', 'an encumbrance that goes along with its units', by(encumbranceId)),
  tradeDate: option('--trade-date <date>', 'trade date (else the business date)', by(businessDate)),
  settlementDate: option('--settlement-date <date>', 'settlement date (else the trade date)', by(businessDate)),
  lastDay: option('--last-day <date>', 'last day on which it can settle (else 60 days later)', by(businessDate)),
  deed: option('--deed <file>', 'what a transfer of title says beside, as JSON (see deeds make)', anyText),
  instructionId: option('--instruction-id <id>', 'unique on the channel (made if absent)', by(instructionId)),
};

const NEEDED = ['isin', 'from', 'to', 'units'] as const;

interface OrderGiven {
  readonly isin: string;
  readonly from: string;
  readonly fromDesignation: readonly string[];
  readonly to: string;
  readonly toDesignation: readonly string[];
  readonly units: string;
  readonly lots: LotOrder | undefined;
  readonly lot: readonly string[];
  readonly subjectTo: readonly string[];
  readonly tradeDate: string | undefined;
  readonly settlementDate: string | undefined;
  readonly lastDay: string | undefined;
  readonly deed: string | undefined;
  readonly instructionId: string | undefined;
}

/** What a transfer of title says beside, from its file. */
const deedOf = (call: Call, { deed }: Pick<OrderGiven, 'deed'>): Promise<Deed | undefined> =>
  deed === undefined ? Promise.resolve(undefined) : readJson<Deed>(deed, call);

/** The ledger that is signed for: said on the command line, so that nothing has to be asked, or asked for. */
function ledgerOf(call: Call, network: string | undefined): Promise<LedgerName> {
  const { channel } = call.overrides;
  if (network === undefined || channel === undefined) return call.ledgerName();
  return Promise.resolve({ network: network as NetworkName, channel });
}

/** The sub-accounts between which units move. */
const accountsOf = (
  { fromDesignation, toDesignation }: Pick<OrderGiven, 'fromDesignation' | 'toDesignation'>,
  fromHolderId: string,
  toHolderId: string,
): Pick<TransferOrder, 'fromHolderId' | 'toHolderId'> =>
  stated({
    ...{ fromHolderId, fromDesignation: fromDesignation.length === 0 ? undefined : fromDesignation },
    ...{ toHolderId, toDesignation: toDesignation.length === 0 ? undefined : toDesignation },
  });

/** The order in full. */
async function orderOf(call: Call, given: OrderGiven): Promise<TransferOrder> {
  const tradeDate = given.tradeDate ?? (await call.businessDate());
  const { isin: of, from, to, units: amount, settlementDate = tradeDate } = given;
  return stated({
    ...{ instructionId: given.instructionId, isin: of, ...accountsOf(given, from, to) },
    subjectTo: given.subjectTo.length === 0 ? undefined : given.subjectTo,
    ...{ units: amount, lots: lotsOf(given), tradeDate, settlementDate, lastDay: given.lastDay },
    deed: await deedOf(call, given),
  });
}

type Unsettled = 'instructionId' | 'fromDesignation' | 'toDesignation' | 'lots' | 'subjectTo' | 'lastDay' | 'deed';
type StatedOrder = Omit<TransferOrder, Unsettled> & {
  readonly instructionId: string;
  readonly fromDesignation?: readonly string[] | undefined;
  readonly toDesignation?: readonly string[] | undefined;
  readonly lots?: string | readonly string[] | undefined;
  readonly subjectTo?: readonly string[] | undefined;
  readonly lastDay?: string | undefined;
  readonly deed?: Deed | undefined;
};

/** A holder with those for whom it holds. */
const accountText = (holderId: string, chain: readonly string[] = []): string => [holderId, ...chain].join(' for ');

const orderFacts = (order: StatedOrder): readonly (readonly [string, string | undefined])[] => [
  ['instruction', order.instructionId],
  ['security', order.isin],
  ['units', order.units],
  ['lots', typeof order.lots === 'object' ? order.lots.join(' ') : order.lots],
  ['subject to', order.subjectTo?.join(' ')],
  ['from', accountText(order.fromHolderId, order.fromDesignation)],
  ['to', accountText(order.toHolderId, order.toDesignation)],
  ['trade date', order.tradeDate],
  ['settlement date', order.settlementDate],
  ['at the latest', order.lastDay],
  ['deed', order.deed && `${order.deed.sellersCapacity} to ${order.deed.buyersCapacity}`],
];

function writeSigned(signed: SignedTransfer, out: string | undefined, sentence: string): Shown {
  if (out === undefined) return { reply: signed, lines: [JSON.stringify(signed, undefined, 2)] };
  writePrivately(out, `${JSON.stringify(signed, undefined, 2)}\n`);
  return {
    reply: signed,
    lines: [
      `${sentence} ${out}.`,
      ...facts(orderFacts(signed)),
      `Hand it in with: scrip transfers submit --body ${out}`,
    ],
  };
}

const OUT = option('--out <file>', 'write the signed transfer there (else it is printed)', anyText);
const NETWORK_NAME = option('--network <name>', 'with --channel and all dates: sign without asking a gateway', anyText);

const signOptions = { ...orderOptions, ...SIGNER_OPTIONS, network: NETWORK_NAME, out: OUT };

const sign = verb({
  name: 'sign',
  kind: 'read',
  summary: 'Sign a transfer with local keys; nothing is instructed until it is submitted',
  example:
    '--isin DE0007236101 --from PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --to PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A --units 10 --key mara.pem --out transfer.json',
  args: {},
  options: signOptions,
  run: async (call, given) => {
    const wish = { ...given, body: undefined };
    const signed = await bodyOf(call, wish, { ...signOptions, body: bodyOption }, NEEDED, async (stating) => {
      const by = signing(stating.from, stating);
      const order = await orderOf(call, stating);
      return signTransfer(await ledgerOf(call, stating.network), order, await validityOf(call, stating), by);
    });
    return writeSigned(signed, given.out, 'The signed transfer is in');
  },
});

const countersign = verb({
  name: 'countersign',
  kind: 'read',
  summary: 'Add a signature to a signed transfer, for instance that of a second director',
  example: 'transfer.json --signer PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A=second.pem --out transfer.json',
  args: { file: argument('file', 'the signed transfer, - for standard input', anyText) },
  options: { key: SIGNER_OPTIONS.key, signers: SIGNER_OPTIONS.signers, network: NETWORK_NAME, out: OUT },
  run: async (call, given) => {
    const read = await readJson<SignedTransfer>(given.file, call);
    const { authorisation, ...order } = read;
    const act = signedInstruction(instructionRequest(order, ''));
    const by = signing(order.fromHolderId, given);
    const { validFrom, validUntil } = authorisation;
    const more = await authorise(await ledgerOf(call, given.network), act, { validFrom, validUntil }, by);
    const signatures = [...authorisation.signatures, ...more.signatures];
    const signed = { ...read, authorisation: { ...authorisation, signatures } };
    return writeSigned(signed, given.out, `The transfer with ${signatures.length} signatures is in`);
  },
});

/** What became of a transfer; one that was refused is a failure for the caller. */
function showOperation(operation: Operation): Shown {
  const { id, status, problem, transactionId, block } = operation;
  const lines = facts([
    ['operation', id],
    ['status', status],
    ...orderFacts(operation),
    ['block', block],
    ['transaction', transactionId],
    ['reason', problem === undefined ? undefined : `${problem.code}: ${problem.detail}`],
    ['hint', problem?.hint],
  ]);
  const waiting = status === 'pending' ? [`It is not settled yet: scrip transfers show ${id}`] : [];
  const failed = status !== 'settled' && status !== 'pending';
  return { reply: operation, lines: [...lines, ...waiting], exitCode: failed ? EXIT.refused : EXIT.done };
}

const submitOptions = {
  ...orderOptions,
  accepted: flag('--accepted', 'the receiver, a party without keys of this organisation, consents to the deed'),
  body: bodyOption,
};

const submit = verb({
  name: 'submit',
  kind: 'command',
  summary: 'Instruct a transfer: a signed one from a file, or one of a holder without keys by options',
  example: '--body transfer.json --wait 30',
  args: {},
  options: {
    ...submitOptions,
    wait: option('--wait <seconds>', 'wait for the end, 60 at most; a refusal then ends with exit code 1', wholeNumber),
  },
  run: async (call, given) => {
    const body = await bodyOf<NewTransfer, typeof given, (typeof NEEDED)[number]>(
      ...([call, given, submitOptions, NEEDED] as const),
      async (stating) =>
        stated({
          ...{ isin: stating.isin, ...accountsOf(stating, stating.from, stating.to), units: stating.units },
          ...{ lots: lotsOf(stating), tradeDate: stating.tradeDate, settlementDate: stating.settlementDate },
          ...{ lastDay: stating.lastDay, instructionId: stating.instructionId },
          ...{ deed: await deedOf(call, stating), acceptance: stating.accepted ? {} : undefined },
        }),
    );
    const wait = given.wait === undefined ? {} : { waitSeconds: given.wait };
    return showOperation(await call.client.transfer(body, { ...call.command, ...wait }));
  },
});

const OPERATION = argument('operation', 'id of the operation', by(instructionId));

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show where a transfer stands; exit code 1 when it was refused',
  example: '3f7a0c9e',
  args: { operation: OPERATION },
  options: {},
  run: async (call, { operation }) => showOperation(await call.client.operation(operation)),
});

const verdict = verb({
  name: 'verdict',
  kind: 'read',
  summary: 'Show what every rule says to a transfer now',
  example: '3f7a0c9e',
  args: { operation: OPERATION },
  options: {},
  run: async (call, { operation }) => {
    const reply = await call.client.verdict(operation);
    const lines = table(
      [
        { heading: 'rule', cell: ({ rule }) => rule },
        { heading: 'side', cell: ({ side }) => side },
        { heading: 'allowed', cell: ({ allowed }) => (allowed ? 'yes' : 'no') },
        { heading: 'reason', cell: ({ reason }) => reason },
      ],
      reply.rules,
    );
    const sum = reply.allowed ? 'Every rule allows it.' : 'It is not allowed now.';
    return { reply, lines: [sum, '', ...lines, '', asOfLine(reply.asOf)] };
  },
});

const cancel = verb({
  name: 'cancel',
  kind: 'proposal',
  summary: 'Propose to end a pending transfer on a legal basis (registrar of the security)',
  example: 'transfer-2026-1 --basis court-order --document order.pdf',
  args: { transfer: argument('transfer', 'id of the transfer', by(instructionId)) },
  options: BASIS,
  run: async (call, { transfer: id, basis, document }) => {
    const body = { basis, document: digestOfFile(document) };
    const options = await call.signed('settlement:cancel', { ...body, instructionId: id });
    return proposed(await call.client.registrar.cancelTransfer(id, body, options));
  },
});

/** Movements of units. */
export const TRANSFERS: Noun = {
  name: 'transfers',
  summary: 'Transfers: signed, instructed, followed',
  verbs: [sign, countersign, submit, show, verdict, ...TITLE_VERBS, withdraw, cancel],
};
