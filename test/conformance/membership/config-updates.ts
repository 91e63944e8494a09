import { expect } from '@jest/globals';
import type { Transaction } from '@hyperledger/fabric-gateway';
import { common, orderer } from '@hyperledger/fabric-protos';
import { numberOf, readBlocks, transactionsOf } from '../../support/block.js';
import { AURORA, BOREALIS, CHANNEL, CIRRUS } from '../../support/consortium.js';
import { lastConfigOf, type OrdererSession } from '../../support/orderer-session.js';
import { ordererUpdate, signedUpdate } from '../../support/raw-update.js';
import { required } from '../../support/transaction.js';
import { ENDORSEMENT_POLICY_FAILURE, VALID } from '../codes.js';
import type { RowRecord } from '../../evidence/row-record.js';
import { COMMANDS_TIMEOUT_MS, type MembershipScene } from './membership-scene.js';

const { HeaderType } = common;
const BATCH_SIZE = '[Value]  /Channel/Orderer/BatchSize';
const MAJORITY = [AURORA, BOREALIS, CIRRUS];
const FOREIGN = 'placements';

/** Rows 56 and 57: what orderers refuse of a config update, and what they do with one that is right. */
export function configUpdates(record: RowRecord, scene: MembershipScene): void {
  const session = (): OrdererSession => scene.orderer(AURORA);

  async function batchSize(change: (size: orderer.BatchSize) => void, step = 1): Promise<common.ConfigUpdate> {
    const config = await session().config(CHANNEL);
    const value = config.getChannelGroup()?.getGroupsMap().get('Orderer')?.getValuesMap().get('BatchSize');
    const size = orderer.BatchSize.deserializeBinary(required(value, 'BatchSize').getValue_asU8());
    change(size);
    return ordererUpdate(CHANNEL, config, { name: 'BatchSize', content: size.serializeBinary(), step });
  }

  const limit = (count: number): Promise<common.ConfigUpdate> => batchSize((size) => size.setMaxMessageCount(count));

  const submitted = async (
    update: common.ConfigUpdate,
    signers: readonly string[],
    channel = CHANNEL,
  ): Promise<readonly [status: string, info: string]> => {
    const content = signedUpdate(update, scene.admins(signers));
    const { status, info } = await session().broadcast(session().envelope(channel, HeaderType.CONFIG_UPDATE, content));
    return [status, info];
  };

  const REFUSED = `error applying config update to existing channel '${CHANNEL}': `;
  const UNAUTHORISED = `${REFUSED}error authorizing update: `;

  const refusals: readonly (readonly [
    title: string,
    update: () => Promise<common.ConfigUpdate>,
    signers: readonly string[],
    text: string,
  ])[] = [
    [
      'two administrators where a majority of four is three',
      () => limit(7),
      [AURORA, BOREALIS],
      `${UNAUTHORISED}error validating DeltaSet: policy for ${BATCH_SIZE} not satisfied: implicit policy evaluation ` +
        "failed - 2 sub-policies were satisfied, but this policy requires 3 of the 'Admins' sub-policies to be satisfied",
    ],
    [
      'an update that leaves a version out',
      () => batchSize((size) => size.setMaxMessageCount(7), 2),
      MAJORITY,
      `${UNAUTHORISED}error validating DeltaSet: attempt to set key ${BATCH_SIZE} to version 2, but key is at version 0`,
    ],
    [
      'an update without effect',
      async () => {
        const update = await limit(7);
        update.setWriteSet(update.getReadSet());
        return update;
      },
      MAJORITY,
      `${UNAUTHORISED}error validating DeltaSet: delta set was empty -- update would have no effect`,
    ],
    [
      'an update that was made on another configuration',
      async () => {
        const update = await limit(7);
        update.getReadSet()?.getGroupsMap().get('Orderer')?.setVersion(3);
        return update;
      },
      MAJORITY,
      `${UNAUTHORISED}error validating ReadSet: proposed update requires that key [Group]  /Channel/Orderer be at ` +
        'version 3, but it is currently at version 0',
    ],
    [
      'limits that cannot be',
      () => limit(0),
      MAJORITY,
      `${REFUSED}initializing channelconfig failed: could not create channel Orderer sub-group config: Attempted to set ` +
        'the batch size max message count to an invalid value: 0',
    ],
    [
      'an update for another channel in an envelope for this one',
      async () => {
        const update = await limit(7);
        update.setChannelId(FOREIGN);
        return update;
      },
      MAJORITY,
      `${UNAUTHORISED}ConfigUpdate for channel '${FOREIGN}' but envelope for channel '${CHANNEL}'`,
    ],
  ];

  for (const [title, update, signers, text] of refusals) {
    record.row(56, `refused with Fabric's words: ${title}`, async () => {
      expect(await submitted(await update(), signers)).toEqual(['BAD_REQUEST', text]);
    });
  }

  record.row(56, 'what is no config update of a channel here is refused', async () => {
    const update = signedUpdate(await limit(7), scene.admins(MAJORITY));
    const answer = async (type: number, channel = CHANNEL): Promise<unknown> =>
      session().broadcast(session().envelope(channel, type, update));
    expect(await answer(HeaderType.CONFIG)).toEqual({
      status: 'BAD_REQUEST',
      info: 'message is of type that cannot be processed directly',
    });
    expect(await answer(HeaderType.ORDERER_TRANSACTION)).toEqual({
      status: 'BAD_REQUEST',
      info: 'message is of type that is no longer supported',
    });
    expect(await answer(HeaderType.CONFIG_UPDATE, 'nowhere')).toEqual({
      status: 'BAD_REQUEST',
      info: 'channel does not exist',
    });
    expect(await session().broadcast(new common.Envelope())).toEqual({
      status: 'BAD_REQUEST',
      info: 'could not determine channel ID: header not set',
    });
  });

  record.row(56, 'who is no writer of the channel may not submit, whoever signed', async () => {
    const outsider = scene.orderer(AURORA, CIRRUS);
    const content = signedUpdate(await limit(7), scene.admins(MAJORITY));
    const answer = await outsider.broadcast(outsider.envelope(FOREIGN, HeaderType.CONFIG_UPDATE, content));
    expect(answer).toEqual({
      status: 'FORBIDDEN',
      info:
        'config update for existing channel did not pass initial checks: implicit policy evaluation failed - 0 ' +
        "sub-policies were satisfied, but this policy requires 1 of the 'Writers' sub-policies to be satisfied: " +
        'permission denied',
    });
    expect(await outsider.newest(FOREIGN)).toBe('FORBIDDEN');
  });

  record.row(56, 'a refused update leaves no trace', async () => {
    expect((await session().config(CHANNEL)).getSequence()).toBe(0);
  });

  record.row(57, 'a config update is alone in its block, and cuts the blocks that follow', async () => {
    const before = await scene.given();
    const writes = await Promise.all(Array.from({ length: 8 }, () => scene.endorsedWrite()));
    const [early, late] = [writes.slice(0, 4), writes.slice(4)];
    const earlier = Promise.all(early.map((transaction) => scene.commit(transaction)));
    expect(await submitted(await limit(1), MAJORITY)).toEqual(['SUCCESS', '']);
    await scene.sequence(1);
    const later = await Promise.all(late.map((transaction) => scene.commit(transaction)));
    const outcomes = [...(await earlier), ...later];
    expect(outcomes.map(({ status }) => status.code)).toEqual(outcomes.map(() => VALID));
    const last = outcomes.map(({ status }) => status.blockNumber).reduce((a, b) => (a > b ? a : b));
    const blocks = await readBlocks(scene.consortium.at(AURORA).network, before, last);
    const position = blocks.findIndex((block) => typesIn(block).includes(HeaderType.CONFIG));
    expect(typesIn(required(blocks[position], 'config block'))).toEqual([HeaderType.CONFIG]);
    const configNumber = numberOf(required(blocks[position], 'config block'));
    expect(lastConfigOf(required(blocks[position], 'config block'))).toBe(configNumber);
    const after = blocks.slice(position + 1);
    expect(after.length).toBeGreaterThanOrEqual(late.length);
    expect(after.map((block) => typesIn(block).length)).toEqual(after.map(() => 1));
    expect(after.map(lastConfigOf)).toEqual(after.map(() => configNumber));
    expect(await submitted(await limit(50), MAJORITY)).toEqual(['SUCCESS', '']);
    await scene.sequence(2);
  });

  record.row(57, 'an update that was signed for the configuration before is refused', async () => {
    const stale = await batchSize((size) => size.setMaxMessageCount(9), 0);
    expect(await submitted(stale, MAJORITY)).toEqual([
      'BAD_REQUEST',
      `${UNAUTHORISED}error validating DeltaSet: attempt to set key ${BATCH_SIZE} to version 2, but key is at version 2`,
    ]);
  });

  record.row(
    57,
    'a policy that an update changes judges what comes after its block, whatever it was endorsed under',
    async () => {
      const policy = (text: string): readonly string[] => [
        'set',
        '--policy',
        `/Channel/Application/Endorsement=${text}`,
      ];
      const verdict = async (transaction: Promise<Transaction>): Promise<number> =>
        (await scene.commit(await transaction)).status.code;
      const write = (): Promise<Transaction> => scene.endorsedWrite(AURORA, [AURORA, BOREALIS]);
      expect(await verdict(write())).toBe(ENDORSEMENT_POLICY_FAILURE);
      const before = await write();
      await scene.change(policy('ANY Endorsement'), MAJORITY);
      expect(await verdict(Promise.resolve(before))).toBe(VALID);
      const after = await write();
      await scene.change(policy('MAJORITY Endorsement'), MAJORITY);
      expect(await verdict(Promise.resolve(after))).toBe(ENDORSEMENT_POLICY_FAILURE);
    },
    COMMANDS_TIMEOUT_MS,
  );
}

function typesIn(block: common.Block): readonly number[] {
  return transactionsOf(block).map(({ type }) => type);
}
