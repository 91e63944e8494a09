import { type AccessOptions, knownAdmins, routesOf, signerOf } from '../../membership/access.js';
import { changed } from '../../membership/changes.js';
import { ChannelSession } from '../../membership/channel-session.js';
import { channelView } from '../../membership/channel-view.js';
import { computeUpdate, rootOf } from '../../membership/compute-update.js';
import type { ChannelState } from '../../membership/config-block.js';
import { mergeProposals, readProposal, writeProposal, type Proposal } from '../../membership/proposal-file.js';
import { signProposal } from '../../membership/signatures.js';
import { NetworkError } from '../../network-error.js';
import type { Print } from '../output.js';
import { requireRunning } from '../running.js';
import type { ChannelCommand, ChannelOptions } from './arguments.js';
import { changesOf, defaultFile, namedCertificates } from './propose.js';
import { missingLines, requireHarmless, reviewLines, reviewOf, type Review } from './review.js';
import { channelLines } from './show.js';

/** Runs a `channel` command. */
export async function channel(command: ChannelCommand, print: Print): Promise<void> {
  switch (command.verb) {
    case 'show':
      return show(command, print);
    case 'propose':
      return propose(command, print);
    case 'diff':
      return diff(command, print);
    case 'sign':
      return sign(command, print);
    case 'merge':
      return merge(command, print);
    case 'submit':
      return submit(command, print);
    case 'join':
      return join(command, print);
    case 'create':
      return create(command, print);
  }
}

type Command<V extends ChannelCommand['verb']> = ChannelCommand & { readonly verb: V };

async function show(command: Command<'show'>, print: Print): Promise<void> {
  const view = channelView(await (await session(command.channel, command)).state());
  if (command.json) print(JSON.stringify(view, undefined, 2));
  else channelLines(view).forEach(print);
}

async function propose(command: Command<'propose'>, print: Print): Promise<void> {
  const { wish, access, force } = command;
  const state = await (await session(command.channel, command)).state();
  const changes = await changesOf(wish, rootOf(state.config), access);
  const update = computeUpdate(state.channel, state.config, changed(state.config, changes));
  const baseSequence = state.config.getSequence();
  const proposal = { channel: state.channel, baseSequence, update: update.serializeBinary(), signatures: [] };
  const admins = await knownAdmins(access, [...command.admins, ...namedCertificates(wish)]);
  const review = reviewOf({ ...proposal, summary: [] }, state, admins);
  requireHarmless(review, force, 'nothing was proposed');
  const path = command.out ?? defaultFile(state.channel, baseSequence, wish);
  await writeProposal(path, { ...proposal, summary: review.changes });
  reviewLines(review).forEach(print);
  print('');
  print(`proposal: ${path}`);
  print(`sign it with: npm run network -- channel sign ${path} --as MSPID${here(access)}`);
}

async function diff(command: Command<'diff'>, print: Print): Promise<void> {
  const proposal = await readProposal(command.file);
  const { review } = await judged(proposal, command);
  print(`channel ${proposal.channel}, made for configuration ${proposal.baseSequence}`);
  print('');
  reviewLines(review).forEach(print);
}

async function sign(command: Command<'sign'>, print: Print): Promise<void> {
  const proposal = await readProposal(command.file);
  const identity = await signerOf(command.access);
  const { review, state, admins } = await judged(proposal, command);
  requireHarmless(review, command.force, 'nothing was signed');
  const signed = signProposal(proposal, identity);
  const after = reviewOf(signed, state, admins);
  const own = after.approval.signatures.at(-1);
  if (own?.problem !== undefined) {
    throw new NetworkError(`the signature of ${own.name} would not count: ${own.problem}; nothing was signed`);
  }
  await writeProposal(command.file, signed);
  reviewLines(after).forEach(print);
  print('');
  const submission = `npm run network -- channel submit ${command.file}${here(command.access)}`;
  print(after.approval.isMet ? `enough have signed: ${submission}` : 'more must sign');
}

/** The option by which a further command works on the same network on this machine. */
function here({ data }: AccessOptions): string {
  return data === undefined ? '' : ` --data ${data}`;
}

async function merge(command: Command<'merge'>, print: Print): Promise<void> {
  const proposal = mergeProposals(await Promise.all(command.files.map(readProposal)));
  await writeProposal(command.out, proposal);
  print(`${proposal.signatures.length} signatures: ${command.out}`);
}

async function submit(command: Command<'submit'>, print: Print): Promise<void> {
  const proposal = mergeProposals(await Promise.all(command.files.map(readProposal)));
  const { review, state, session } = await judged(proposal, command);
  if (!review.approval.isMet) {
    const missing = missingLines(review.approval).join('\n');
    throw new NetworkError(`not enough have signed; nothing was submitted\n${missing}`);
  }
  requireHarmless(review, command.force, 'nothing was submitted');
  const after = await session.submit(proposal, state);
  print(`channel ${after.channel} is at configuration ${after.config.getSequence()} (block ${after.block})`);
  review.changes.forEach((line) => print(`  ${line}`));
}

async function join({ data, channel: name, organization }: Command<'join'>, print: Print): Promise<void> {
  const { client } = await requireRunning(data);
  await client.joinChannel({ channel: name, mspId: organization });
  print(`the peer of ${organization} is in channel ${name} and has its blocks`);
}

async function create({ data, channel: name, members }: Command<'create'>, print: Print): Promise<void> {
  const { client } = await requireRunning(data);
  await client.createChannel({ name, members });
  print(`channel ${name}: ${members.join(', ')}`);
}

interface Judged {
  readonly review: Review;
  readonly state: ChannelState;
  readonly admins: Awaited<ReturnType<typeof knownAdmins>>;
  readonly session: ChannelSession;
}

/** A proposal held against the channel as its orderers show it now. */
async function judged(proposal: Proposal, options: ChannelOptions): Promise<Judged> {
  const opened = await session(proposal.channel, options);
  const state = await opened.state();
  const admins = await knownAdmins(options.access, options.admins);
  return { review: reviewOf(proposal, state, admins), state, admins, session: opened };
}

async function session(name: string, { access }: ChannelOptions): Promise<ChannelSession> {
  return ChannelSession.to(name, await routesOf(access));
}
