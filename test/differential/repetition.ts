import { common } from '@hyperledger/fabric-protos';
import { ShadowNetwork } from '@scrip/network';
import { commitHashOf, flagsOf, numberOf } from '../support/block.js';
import { comparableAnswer } from './comparison.js';
import { PROBE } from './probe.js';
import { answerDigest, type RecordedRun } from './recording.js';

/** What came of a recorded run, in the order of its events. */
export interface Repetition {
  /** `<MSP id> <digest>` of every answer to a proposal. */
  readonly answers: readonly string[];
  readonly blocks: readonly RepeatedBlock[];
}

interface RepeatedBlock {
  readonly channel: string;
  readonly number: number;
  readonly flags: readonly number[];
  readonly commitHash: string;
  readonly bytes: string;
}

/** What the real peers made of it. */
export function expected({ events }: RecordedRun): Repetition {
  return {
    answers: events.flatMap((event) =>
      'proposal' in event ? Object.entries(event.answers).map(([mspId, digest]) => `${mspId} ${digest}`) : [],
    ),
    blocks: events.flatMap((event) => ('block' in event ? [described(event.channel, hex(event.block))] : [])),
  };
}

/** Has devnet's shadow answer the proposals and commit the blocks anew. */
export async function repeat(run: RecordedRun, directory: string): Promise<Repetition> {
  const shadow = await ShadowNetwork.open({
    directory,
    channels: run.channels.map(hex),
    peers: Object.entries(run.peers).map(([mspId, identity]) => ({ mspId, identity: hex(identity) })),
    chaincodes: run.chaincodes.map((name) => ({ name, version: run.version, path: PROBE })),
    now: () => run.time,
  });
  const answers: string[] = [];
  const blocks: RepeatedBlock[] = [];
  try {
    for (const event of run.events) {
      if ('block' in event) {
        blocks.push(described(event.channel, await shadow.commit(event.channel, hex(event.block))));
      } else {
        for (const mspId of Object.keys(event.answers)) {
          const answer = await shadow.endorse(mspId, hex(event.proposal));
          answers.push(`${mspId} ${answerDigest(comparableAnswer(answer))}`);
        }
      }
    }
  } finally {
    await shadow.close();
  }
  return { answers, blocks };
}

function described(channel: string, bytes: Buffer): RepeatedBlock {
  const block = common.Block.deserializeBinary(bytes);
  return {
    channel,
    number: numberOf(block),
    flags: [...flagsOf(block)],
    commitHash: commitHashOf(block).toString('hex'),
    bytes: bytes.toString('hex'),
  };
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}
