import fc from 'fast-check';
import { MEMBERS } from '../support/consortium.js';
import type { Step } from '../support/probe.js';
import { programs, TRANSIENT } from './programs.js';
import { type Tampering, TAMPERINGS } from './tampering.js';

/** A channel of the network under test with what is deployed there. */
export interface StreamChannel {
  readonly name: string;
  readonly members: readonly string[];
  readonly chaincodes: readonly StreamChaincode[];
}

/** A chaincode, and which endorsers satisfy its policy: certain ones, or any so many. */
export interface StreamChaincode {
  readonly name: string;
  readonly weight: number;
  readonly endorsers: number | readonly string[];
}

/** What becomes of a proposal once it is endorsed. */
export interface Fate {
  /** Rounds between endorsement and submission; undefined = never submitted, a query. */
  readonly delay: number | undefined;
  /** Submitted once more, some rounds after. */
  readonly again: boolean;
  readonly tampering: Tampering;
}

/** One random transaction before anybody has seen it. */
export interface PlannedTransaction {
  readonly channel: string;
  readonly chaincode: string;
  /** Who proposes: an identity of an organisation. */
  readonly client: { readonly mspId: string; readonly label: string };
  readonly endorsers: readonly string[];
  readonly steps: readonly Step[];
  readonly transient: Readonly<Record<string, string>> | undefined;
  readonly fate: Fate;
}

const fates: fc.Arbitrary<Fate> = fc.record({
  delay: fc.oneof(
    { weight: 14, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 3 }) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  again: fc.integer({ min: 0, max: 24 }).map((roll) => roll === 0),
  tampering: fc.oneof(
    { weight: 9, arbitrary: fc.constant('none' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...TAMPERINGS) },
  ),
});

/** Random transactions over some channels. */
export function transactions(channels: readonly StreamChannel[]): fc.Arbitrary<PlannedTransaction> {
  const [main = channels[0], ...others] = channels;
  if (main === undefined) {
    throw new Error('a stream needs a channel');
  }
  const ofChaincode = (channel: StreamChannel, chaincode: StreamChaincode): fc.Arbitrary<PlannedTransaction> =>
    fc
      .record({
        channel: fc.constant(channel.name),
        chaincode: fc.constant(chaincode.name),
        client: fc.record({
          mspId: fc.oneof(
            { weight: 12, arbitrary: fc.constantFrom(...channel.members) },
            { weight: 1, arbitrary: fc.constantFrom(...MEMBERS) },
          ),
          label: fc.constantFrom('user1', 'user1', 'admin'),
        }),
        endorsers: endorsers(channel.members, chaincode.endorsers),
        steps: programs(namesOf(channel.chaincodes), namesOf(channels)),
        transient: fc.oneof(
          { weight: 8, arbitrary: fc.constant(TRANSIENT) },
          { weight: 1, arbitrary: fc.constant(undefined) },
        ),
        fate: fates,
        unhindered: fc.integer({ min: 0, max: 60 }).map((roll) => roll > 0),
      })
      .map(({ unhindered, ...planned }) => (unhindered ? withoutStall(planned, channel) : planned));
  const ofChannel = (channel: StreamChannel): fc.Arbitrary<PlannedTransaction> =>
    fc.oneof(
      ...channel.chaincodes.map((chaincode) => ({
        weight: chaincode.weight,
        arbitrary: ofChaincode(channel, chaincode),
      })),
    );
  return fc.oneof(
    { weight: 8, arbitrary: ofChannel(main) },
    ...others.map((channel) => ({ weight: 1, arbitrary: ofChannel(channel) })),
  );
}

function namesOf(named: readonly { readonly name: string }[]): readonly string[] {
  return named.map(({ name }) => name);
}

/** Mostly those who satisfy the policy, so that most transactions get past it; but any set occurs. */
function endorsers(members: readonly string[], usual: StreamChaincode['endorsers']): fc.Arbitrary<readonly string[]> {
  const count = typeof usual === 'number' ? usual : usual.length;
  const candidates = typeof usual === 'number' ? members : usual;
  return fc.oneof(
    { weight: 14, arbitrary: fc.shuffledSubarray([...candidates], { minLength: count, maxLength: count }) },
    { weight: 1, arbitrary: fc.shuffledSubarray([...members], { minLength: members.length }) },
    { weight: 2, arbitrary: fc.shuffledSubarray([...members], { minLength: 1 }) },
  );
}

/** The transactions of one round: the same for the same seed, whatever the network does. */
export function roundOf(
  channels: readonly StreamChannel[],
  seed: number,
  round: number,
  count: number,
): readonly PlannedTransaction[] {
  return fc.sample(transactions(channels), { seed: seed * 100_003 + round, numRuns: count });
}

/** Tamperings by which a peer looks for the private data of a transaction where it is not. */
const HIDE_PRIVATE_DATA: ReadonlySet<Tampering> = new Set([
  'creator changed',
  'creator changed in both headers',
  'transaction id changed',
  'transaction id empty',
  'sent to another channel',
]);

/**
 * A peer that lacks private data of a block waits ten seconds for it, even for an invalid transaction. That is right,
 * and happens in every run, but if it happened in every round there would not be many of them.
 */
function withoutStall(planned: PlannedTransaction, channel: StreamChannel): PlannedTransaction {
  const steps = planned.steps.map((step) => (step.op === 'attempt' ? (step['step'] as Step) : step));
  const written = steps.filter(({ op }) => op.startsWith('private')).map(({ collection }) => collection);
  if (written.length === 0) {
    return planned;
  }
  const owners = channel.members.filter((mspId) => written.includes(`_implicit_org_${mspId}`));
  const { delay, tampering } = planned.fate;
  return {
    ...planned,
    endorsers: [...new Set([...planned.endorsers, ...owners])],
    fate: { delay, again: false, tampering: HIDE_PRIVATE_DATA.has(tampering) ? 'none' : tampering },
  };
}
