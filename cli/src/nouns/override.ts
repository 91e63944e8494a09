import { existsSync, writeFileSync } from 'node:fs';
import type { LawfulOverride, LawfulOverrideList } from '@scrip/gateway-api';
import { bodyHashOf, businessDate, commandId, LEGAL_BASES, mspId } from '@scrip/model';
import type { OverrideEndorsement } from '@scrip/signing';
import type { OverrideDocument } from '@scrip/verify';
import type { Call } from '../command/call.js';
import { anyText, argument, by, flag, option, required, requiredChoice, several } from '../command/input.js';
import type { Shown } from '../command/shown.js';
import { UsageError } from '../command/usage-error.js';
import { type Noun, verb } from '../command/verb.js';
import { digestOfFile, readJson } from '../input/body.js';
import { done, showList, showRecord } from '../output/shows.js';
import { messageOf } from '../output/message-of.js';
import { datesInWords } from '../override/words.js';
import { signatoryOf, signedBy, signingLines, transactionIn } from '../override/sign.js';

const OVERRIDE = argument('override', 'id of the override', by(commandId));
const OUT = option('--out <file>', 'file for the document that administrators sign', anyText);

type Entry = LawfulOverrideList['items'][number];

const signers = ({ endorsements }: Entry): string | undefined =>
  endorsements.length === 0 ? undefined : endorsements.map((each) => `${each.mspId} ${each.name}`).join(', ');

/** Writes a file that is not there yet. @throws UsageError */
function written(file: string, content: object): void {
  if (existsSync(file)) throw new UsageError(`--out: ${file} is there already`);
  try {
    writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`);
  } catch (error) {
    throw new UsageError(`--out: ${file} cannot be written: ${messageOf(error)}`);
  }
}

/** Shows an override, and writes the document to sign where that is asked for. */
function shownOverride(override: LawfulOverride, out: string | undefined): Shown {
  if (out !== undefined) written(out, override.toSign);
  const { unmetPolicies } = override;
  return showRecord(override, [
    ['override', override.id],
    ['status', override.status],
    ['what', override.summary],
    ['legal basis', `${override.basis}, ${override.document}`],
    ['prepared by', `${override.preparedBy}, ${override.preparedAt}`],
    ['submitted by', override.submittedBy],
    ['dated', datesInWords(override.dated)],
    ['peers of', override.endorsers.join(', ')],
    ['administrators', signers(override)],
    ['still lacking for', unmetPolicies === undefined || unmetPolicies.length === 0 ? undefined : [...unmetPolicies]],
    ['transaction', override.transactionId],
    ['block', override.block],
    ['document to sign', out],
  ]);
}

const prepare = verb({
  name: 'prepare',
  kind: 'command',
  summary: 'Have the peers that answer endorse a command that administrators will sign; nothing is done yet',
  example: '--approval 3f7a0c --basis court-order --document order.pdf --out override.json',
  args: {},
  options: {
    approval: option('--approval <id>', 'the act that is approved by it (its checker)', by(commandId)),
    function: option('--function <name>', 'or a command of the ledger, for instance settlement:settle', anyText),
    body: option('--body <file>', 'the body of the command as JSON, - for standard input', anyText),
    basis: requiredChoice('--basis <basis>', 'by what authority the attestors are overridden', LEGAL_BASES),
    document: required('--document <file>', 'the order, with a salt in it; its hash is sent', anyText),
    until: option(
      '--until <date>',
      'last business date on which it can be submitted; absent: 5 days ahead',
      by(businessDate),
    ),
    endorsers: several('--endorser <msp>', 'an organisation whose peer endorses; absent: all that answer', by(mspId)),
    out: OUT,
  },
  run: async (call, given) => {
    const { basis, out } = given;
    const endorsers = given.endorsers.length === 0 ? {} : { endorsers: [...given.endorsers] };
    const until = given.until === undefined ? {} : { until: given.until };
    const ordered = { basis, document: digestOfFile(given.document), ...until, ...endorsers };
    const { name, body, wish } = await wishOf(call, given);
    const made = await call.client.overrides.prepare({ ...wish, ...ordered }, await call.signed(name, body));
    return shownOverride(made, out);
  },
});

/** What is to be prepared: the command that is signed, and how the gateway is asked for it. */
async function wishOf(
  call: Call,
  given: {
    readonly approval?: string | undefined;
    readonly function?: string | undefined;
    readonly body?: string | undefined;
  },
): Promise<{
  readonly name: string;
  readonly body: object;
  readonly wish: { approvalId: string; bodyHash: string } | { function: string; body: Record<string, never> };
}> {
  const isCommand = given.function !== undefined && given.body !== undefined;
  if ((given.approval === undefined) !== isCommand) {
    throw new UsageError('what is to be done is not said once', 'give --approval, or --function and --body');
  }
  if (given.approval !== undefined) {
    const act = await call.client.approval(given.approval, call.channel);
    const wish = { approvalId: act.id, bodyHash: bodyHashOf(act.function, act.body) };
    return { name: 'approval:approve', body: wish, wish };
  }
  const body = await readJson<Record<string, never>>(given.body ?? '', call);
  const name = given.function ?? '';
  return { name, body, wish: { function: name, body } };
}

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show an override and what it still lacks; write the document that administrators sign',
  example: '3f7a0c --out override.json',
  args: { override: OVERRIDE },
  options: { out: OUT },
  run: async (call, { override, out }) => shownOverride(await call.client.overrides.get(override, call.channel), out),
});

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List the overrides that were prepared at the gateway, the latest first',
  example: '',
  args: {},
  options: {},
  run: async (call) =>
    showList(
      await call.client.overrides.list(call.channel),
      [
        { heading: 'status', cell: ({ status }) => status },
        { heading: 'prepared', cell: ({ preparedAt }) => preparedAt },
        { heading: 'administrators', cell: signers },
        { heading: 'override', cell: ({ id }) => id },
        { heading: 'what', cell: ({ summary }) => summary },
      ],
      'There are none.',
    ),
});

const sign = verb({
  name: 'sign',
  kind: 'local',
  summary: 'Sign an override as an administrator, on a machine without a network: it is read from its bytes first',
  example: 'override.json --msp DeltaMSP --cert admin-cert.pem --key admin-key.pem --out delta.json',
  args: { file: argument('file', 'the document (- for standard input)', anyText) },
  options: {
    msp: required('--msp <msp>', 'organisation of the administrator', by(mspId)),
    cert: required('--cert <file>', 'its certificate (PEM)', anyText),
    key: required('--key <file>', 'its private key (PEM), which stays here', anyText),
    out: option('--out <file>', 'file for the endorsement; absent: it is printed', anyText),
    yes: flag('--yes', 'do not ask: the decision has been made'),
  },
  run: async (call, given) => {
    const document = await readJson<OverrideDocument>(given.file, call);
    const transaction = transactionIn(document);
    const signatory = signatoryOf(given.msp, given.cert, new Date());
    await confirmed(call, signingLines(document, transaction, signatory), given.yes);
    const endorsement = await signedBy(transaction, signatory, given.key);
    if (given.out === undefined) return { reply: endorsement, lines: [JSON.stringify(endorsement)] };
    written(given.out, endorsement);
    return { reply: endorsement, lines: [`${given.out} holds the endorsement of ${given.msp}`] };
  },
});

/** Shows what is to be signed, and makes sure that a person, or a script that says so, wants it. @throws UsageError */
async function confirmed(call: Call, lines: readonly string[], isDecided: boolean): Promise<void> {
  call.io.err(`${lines.join('\n')}\n\n`);
  if (isDecided) return;
  if (!call.io.canAsk) throw new UsageError('--yes is missing: nobody can be asked here');
  const answer = await call.io.ask('Sign this? [y/N] ');
  if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('nothing was signed: the answer was not yes');
}

const endorse = verb({
  name: 'endorse',
  kind: 'command',
  summary: 'Add what administrators have signed; the gateway verifies each signature',
  example: '3f7a0c --endorsement delta.json --endorsement aurora.json',
  args: { override: OVERRIDE },
  options: { endorsements: several('--endorsement <file>', 'file that override sign has written', anyText) },
  run: async (call, { override, endorsements: files }) => {
    if (files.length === 0) throw new UsageError('--endorsement is missing');
    const endorsements: OverrideEndorsement[] = [];
    for (const file of files) endorsements.push(await readJson<OverrideEndorsement>(file, call));
    return shownOverride(await call.client.overrides.endorse(override, { endorsements }, call.command), undefined);
  },
});

const submit = verb({
  name: 'submit',
  kind: 'command',
  summary: 'Submit an override with what administrators have signed (another operator than who prepared it)',
  example: '3f7a0c',
  args: { override: OVERRIDE },
  options: {},
  run: async (call, { override }) => {
    const reply = await call.client.overrides.submit(override, call.command);
    return done(reply, `Executed: ${reply.summary}`);
  },
});

/** Lawful overrides. */
export const OVERRIDE_NOUN: Noun = {
  name: 'override',
  summary: 'Orders executed without the attestors: by the peers that answer, and administrators who sign off-line',
  verbs: [list, show, prepare, sign, endorse, submit],
};
