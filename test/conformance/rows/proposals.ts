import { createHash } from 'node:crypto';
import { expect } from '@jest/globals';
import { common, peer } from '@hyperledger/fabric-protos';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import { openConnection } from '../../support/connection.js';
import { commitError, type Outcome, Probe, refusal } from '../../support/probe.js';
import { required, shiftClock } from '../../support/transaction.js';
import { ABORTED, ENDORSEMENT_POLICY_FAILURE, UNKNOWN, VALID } from '../codes.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

const sha256 = (...parts: readonly Uint8Array[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest('hex');
};

/** Rows 22 to 27: what a proposal carries, and what refuses it. */
export function proposals(record: RowRecord, scene: Scene): void {
  record.row(22, 'transient data is in no block, no read-write set and no proposal hash', async () => {
    const canary = `canary-${'x'.repeat(40)}`;
    const sent = await scene.probe().submitValid(
      [
        { op: 'transientLength', transient: 'secret' },
        { op: 'put', key: scene.key('transient'), value: 'v' },
      ],
      { transient: { secret: canary } },
    );
    expect(sent.results[0]).toBe(canary.length);
    const block = await scene.consortium.block(sent.status.blockNumber);
    expect(Buffer.from(block.serializeBinary()).includes(canary)).toBe(false);
    const { channelHeader, signatureHeader, proposalPayload, responsePayload } = await scene.committed(sent);
    const payload = peer.ChaincodeProposalPayload.deserializeBinary(proposalPayload);
    expect(payload.getTransientmapMap().getLength()).toBe(0);
    const hash = peer.ProposalResponsePayload.deserializeBinary(responsePayload).getProposalHash_asU8();
    expect(Buffer.from(hash).toString('hex')).toBe(sha256(channelHeader, signatureHeader, proposalPayload));
  });

  /** A put that asks for the time, sent by a client whose clock is off. */
  async function sentAt(offsetSeconds: number): Promise<Outcome> {
    const probe = scene.probe();
    const steps = [{ op: 'timestamp' }, { op: 'put', key: scene.key('time'), value: 'v' }];
    const proposal = probe.contract.newProposal('run', { arguments: [JSON.stringify(steps)] });
    return probe.commit(await shiftClock(probe.connection.gateway, proposal, offsetSeconds).endorse());
  }

  record.row(23, 'the time of a transaction is that of its client, the same at all endorsers', async () => {
    const sent = await sentAt(-14 * 60);
    expect(sent.status.code).toBe(VALID);
    const header = common.ChannelHeader.deserializeBinary((await scene.committed(sent)).channelHeader);
    const time = required(header.getTimestamp(), 'timestamp');
    expect(sent.results[0]).toEqual({ seconds: time.getSeconds(), nanos: time.getNanos() });
    expect(Date.now() / 1000 - time.getSeconds()).toBeGreaterThan(13 * 60);
  });

  record.row(23, 'a clock that is off by more than fifteen minutes is refused', async () => {
    for (const minutes of [-16, 16]) {
      const refused = await refusal(sentAt(minutes * 60));
      expect(refused.code).toBe(ABORTED);
      expect(refused.message).toBe('failed to endorse transaction, see attached details for more info');
      expect(refused.details[0]).toMatch(/request unauthorized due to incorrect timestamp .*timewindow 15m0s$/);
    }
  });

  record.row(24, 'the creator is exactly the bytes that the client sent', async () => {
    const { credentials, mspId, sign } = scene.consortium.user(DELTA, 'user1');
    const wrapped = Buffer.concat([credentials, Buffer.from('\n')]);
    const profile = scene.consortium.network.profile('securities', DELTA);
    for (const bytes of [credentials, wrapped]) {
      const connection = openConnection(profile, { credentials: bytes, mspId, sign });
      try {
        const creator = await new Probe(connection).evaluateOne({ op: 'creator' });
        expect(creator).toEqual({ mspId: DELTA, idBytes: bytes.toString('base64') });
      } finally {
        connection.close();
      }
    }
  });

  record.row(25, 'endorsers that return different bytes stop the transaction', async () => {
    const key = scene.key('different');
    const refused = await refusal(
      scene.probe().endorse([{ op: 'put', key, value: 'v' }, { op: 'mspId' }], { endorsers: [AURORA, BOREALIS] }),
    );
    expect(refused.code).toBe(ABORTED);
    expect(refused.message).toBe(
      'failed to collect enough transaction endorsements, see attached details for more info',
    );
    expect(refused.details).toContain('ProposalResponsePayloads do not match');
    await expectNothingOrdered(key);
  });

  record.row(26, 'an error of the chaincode keeps its message, and nothing is ordered', async () => {
    const key = scene.key('failed');
    const steps = [
      { op: 'put', key, value: 'v' },
      { op: 'fail', message: 'refused, and here is why' },
    ];
    const submitted = await refusal(scene.probe().endorse(steps));
    expect(submitted.code).toBe(ABORTED);
    expect(submitted.message).toBe('failed to endorse transaction, see attached details for more info');
    expect(submitted.details).toEqual(['chaincode response 500, refused, and here is why']);
    expect(submitted.mspIds).toEqual([AURORA]);
    const evaluated = await refusal(scene.probe().evaluate(steps));
    expect(evaluated.code).toBe(UNKNOWN);
    expect(evaluated.message).toBe(
      'evaluate call to endorser returned error: chaincode response 500, refused, and here is why',
    );
    expect(evaluated.details).toEqual(['chaincode response 500, refused, and here is why']);
    await expectNothingOrdered(key);
  });

  record.row(26, 'an error at named endorsers reports each of them', async () => {
    const steps = [{ op: 'fail', message: 'no' }];
    const refused = await refusal(scene.probe().endorse(steps, { endorsers: [BOREALIS, CIRRUS] }));
    expect(refused.code).toBe(ABORTED);
    expect(refused.message).toBe(
      'failed to collect enough transaction endorsements, see attached details for more info',
    );
    expect(refused.details[0]).toBe('chaincode response 500, no');
  });

  /** A key that no transaction has written has neither a value nor a history. */
  async function expectNothingOrdered(key: string): Promise<void> {
    await scene.given([scene.key('next'), 'v']);
    expect(await scene.get(key)).toBe('');
    expect(await scene.probe().evaluateOne({ op: 'history', key })).toEqual([]);
  }

  record.row(27, 'a transaction endorsed by too few organisations is ordered and committed as invalid', async () => {
    const key = scene.key('too-few');
    const { status } = await scene.probe().submit([{ op: 'put', key, value: 'v' }], { endorsers: [AURORA, BOREALIS] });
    expect(status.code).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(status.successful).toBe(false);
    const block = await scene.consortium.block(status.blockNumber);
    expect(Buffer.from(block.serializeBinary()).includes(key)).toBe(true);
    expect(await scene.get(key)).toBe('');
    const error = await commitError(
      scene.probe().contract.submit('put', { arguments: [key, 'v'], endorsingOrganizations: [AURORA, BOREALIS] }),
    );
    expect(error.code).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(error.transactionId).toMatch(/^[0-9a-f]{64}$/);
  });

  record.row(27, 'the gateway plans enough endorsers by itself, and three of four are enough', async () => {
    const key = scene.key('planned');
    const planned = await scene.probe().submit([{ op: 'put', key, value: 'v' }]);
    expect(planned.status.code).toBe(VALID);
    expect((await scene.committed(planned)).endorsers).toHaveLength(3);
    const named = { endorsers: [BOREALIS, CIRRUS, DELTA] };
    const chosen = await scene.probe().submit([{ op: 'put', key, value: 'w' }], named);
    expect(chosen.status.code).toBe(VALID);
    expect([...(await scene.committed(chosen)).endorsers].sort()).toEqual(named.endorsers);
    expect(channelOf(chosen, await scene.committed(chosen))).toBe('securities');
  });

  function channelOf(result: Outcome, { channelHeader }: { readonly channelHeader: Buffer }): string {
    const header = common.ChannelHeader.deserializeBinary(channelHeader);
    expect(header.getTxId()).toBe(result.status.transactionId);
    return required(header, 'channel header').getChannelId();
  }
}
