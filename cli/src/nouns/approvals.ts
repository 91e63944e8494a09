import type { Approval } from '@scrip/gateway-api';
import { bodyHashOf, commandId, REJECTION_REASONS } from '@scrip/model';
import type { Call } from '../command/call.js';
import { anyText, argument, by, choice, flag, option, requiredChoice } from '../command/input.js';
import type { Shown } from '../command/shown.js';
import { UsageError } from '../command/usage-error.js';
import { type Noun, verb } from '../command/verb.js';
import { stated } from '../input/body.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { done, showList } from '../output/shows.js';
import { facts } from '../output/table.js';

const APPROVAL = argument('approval', 'id of the act', by(commandId));

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List the sensitive acts of this organisation, for instance those that wait',
  example: '--status proposed',
  args: {},
  options: {
    status: choice('--status <status>', 'only those that stand so', ['proposed', 'approved', 'rejected', 'expired']),
    ...PAGE_OPTIONS,
  },
  run: async (call, given) =>
    showList(
      await pages(call, given, (options) => call.client.approvals(stated({ ...options, status: given.status }))),
      [
        { heading: 'status', cell: ({ status }) => status },
        { heading: 'maker', cell: ({ maker }) => maker },
        { heading: 'checker', cell: ({ checker }) => checker },
        { heading: 'until', cell: ({ expiresOn }) => expiresOn },
        { heading: 'approval', cell: ({ id }) => id },
        { heading: 'what', cell: ({ summary }) => summary },
      ],
      'There are none.',
    ),
});

/** An act in plain words, with exactly what would be done. */
function actLines(act: Approval): readonly string[] {
  return [
    act.summary,
    '',
    ...facts([
      ['approval', act.id],
      ['status', act.status],
      ['proposed by', `${act.maker} on ${act.proposedOn}`],
      ['decided by', act.checker === undefined ? undefined : `${act.checker} on ${act.decidedOn ?? ''}`],
      ['reason', act.reason],
      ['can be approved until', act.status === 'proposed' ? act.expiresOn : undefined],
      ['function', act.function],
      ['body', JSON.stringify(act.body, undefined, 2).split('\n')],
      ['body hash', act.bodyHash],
    ]),
  ];
}

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show what is proposed in plain words and exactly, by whom, and what became of it',
  example: '3f7a0c',
  args: { approval: APPROVAL },
  options: {},
  run: async (call, { approval }): Promise<Shown> => {
    const act = await call.client.approval(approval, call.channel);
    return { reply: act, lines: actLines(act) };
  },
});

/**
 * Makes sure that a person, or a script that says so, has decided on exactly this act.
 *
 * @throws UsageError
 */
async function confirm(
  call: Call,
  act: Approval,
  question: string,
  wish: { readonly yes: boolean; readonly bodyHash: string | undefined },
): Promise<void> {
  const hash = bodyHashOf(act.function, act.body);
  if (wish.bodyHash !== undefined && wish.bodyHash !== hash) {
    throw new UsageError('--body-hash: the act is another one than the hash names', `the hash of this act is ${hash}`);
  }
  if (wish.yes) return;
  if (!call.io.canAsk)
    throw new UsageError('--yes is missing: nobody can be asked here', `scrip approvals show ${act.id}`);
  call.io.err(`${actLines(act).join('\n')}\n\n`);
  const answer = await call.io.ask(`${question} [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('nothing was decided: the answer was not yes');
}

const CONFIRMATION = {
  yes: flag('--yes', 'do not ask: the decision has been made'),
  bodyHash: option(
    '--body-hash <sha256>',
    'decide only if the act is the one with this hash, as show prints it',
    anyText,
  ),
};

const approve = verb({
  name: 'approve',
  kind: 'command',
  summary: 'Approve what another operator proposed: it is shown, and done when you say yes (checker)',
  example: '3f7a0c',
  args: { approval: APPROVAL },
  options: CONFIRMATION,
  run: async (call, given) => {
    const act = await call.client.approval(given.approval, call.channel);
    await confirm(call, act, 'Approve this?', given);
    const body = { approvalId: act.id, bodyHash: bodyHashOf(act.function, act.body) };
    const reply = await call.client.approve(act, await call.signed('approval:approve', body));
    return done(reply, `Approved and done: ${reply.summary}`);
  },
});

const reject = verb({
  name: 'reject',
  kind: 'command',
  summary: 'Reject what another operator proposed, or withdraw what you proposed',
  example: '3f7a0c --reason wrong-terms',
  args: { approval: APPROVAL },
  options: {
    reason: requiredChoice('--reason <reason>', 'why; withdrawn is for the maker', REJECTION_REASONS),
    ...CONFIRMATION,
  },
  run: async (call, given) => {
    const { reason } = given;
    const act = await call.client.approval(given.approval, call.channel);
    await confirm(call, act, `Reject this (${reason})?`, given);
    const body = { approvalId: act.id, bodyHash: bodyHashOf(act.function, act.body), reason };
    const reply = await call.client.reject(act, reason, await call.signed('approval:reject', body));
    return done(reply, `Rejected (${reason}), nothing was done: ${reply.summary}`);
  },
});

/** Sensitive acts. */
export const APPROVALS: Noun = {
  name: 'approvals',
  summary: 'Sensitive acts: proposed by one operator, decided by another',
  verbs: [list, show, approve, reject],
};
