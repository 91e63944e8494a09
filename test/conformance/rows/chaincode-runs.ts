import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { gateway, peer } from '@hyperledger/fabric-protos';
import { AURORA } from '../../support/consortium.js';
import { refusal, type Step } from '../../support/probe.js';
import { required } from '../../support/transaction.js';
import { ABORTED, VALID } from '../codes.js';
import type { RowRecord } from '../../evidence/row-record.js';
import type { Scene } from '../scene.js';

/** The chaincode that the suite deploys with Init required. */
export const INITIALISED = 'initialised';
const SLOW_ROW_MS = 90_000;

/** Rows 50 to 52: chaincode that must be initialised, takes too long, or ends in mid-transaction. */
export function chaincodeRuns(record: RowRecord, scene: Scene, { inProcess }: { readonly inProcess: boolean }): void {
  const failed = (txId: string, reason: string): string =>
    `error in simulation: failed to execute transaction ${txId}: ${reason}`;

  /** What the only endorser that is asked says, without the transaction's id. */
  async function detailOf(call: Promise<unknown>): Promise<string> {
    const refused = await refusal(call);
    expect(refused.code).toBe(ABORTED);
    expect(refused.message).toBe('failed to endorse transaction, see attached details for more info');
    expect(refused.details).toHaveLength(1);
    return (refused.details[0] ?? '').replace(/[0-9a-f]{64}/, 'TXID');
  }

  record.row(50, 'a chaincode with Init required runs nothing before Init, and Init once', async () => {
    const probe = scene.probe(AURORA, INITIALISED);
    const { contract, connection } = probe;
    const key = scene.key('initialised');
    const put: Step = { op: 'put', key, value: 'v' };

    /** The client library has no switch for Init; its own proposal is edited and signed by it anew. */
    const asInit = (name: string): ReturnType<typeof contract.newProposal> => {
      const proposal = contract.newProposal('run', { arguments: [JSON.stringify([{ ...put, value: name }])] });
      return connection.gateway.newProposal(markedAsInit(proposal.getBytes()));
    };

    expect(await detailOf(probe.endorse([put]))).toBe(
      failed(
        'TXID',
        `invalid invocation: chaincode '${INITIALISED}' has not been initialized for this version, must call as init first`,
      ),
    );
    const initialised = await probe.commit(await asInit('first').endorse());
    expect(initialised.status.code).toBe(VALID);
    expect(await detailOf(asInit('second').endorse())).toBe(
      failed('TXID', `invalid invocation: chaincode '${INITIALISED}' is already initialized but called as init`),
    );
    expect(await probe.evaluateOne({ op: 'get', key })).toBe('first');
    expect((await probe.submit([put])).status.code).toBe(VALID);
    const plain = scene.probe();
    const wrong = plain.contract.newProposal('run', { arguments: [JSON.stringify([put])] });
    const marked = plain.connection.gateway.newProposal(markedAsInit(wrong.getBytes()));
    expect(await detailOf(marked.endorse())).toBe(
      failed('TXID', "invalid invocation: chaincode 'probe' does not require initialization but called as init"),
    );
  });

  record.row(
    51,
    'a chaincode that takes too long fails its transaction alone',
    async () => {
      const key = scene.key('too-long');
      expect(await detailOf(scene.probe().endorse([{ op: 'put', key, value: 'v' }, { op: 'hang' }]))).toBe(
        failed('TXID', 'error sending: timeout expired while executing transaction'),
      );
      expect((await scene.given([key, 'afterwards'])).status.code).toBe(VALID);
    },
    SLOW_ROW_MS,
  );

  // Inside the engine's process a chaincode that ends would end the engine.
  if (inProcess) return;
  record.row(
    52,
    'a chaincode that ends in mid-transaction fails it, and serves again',
    async () => {
      const key = scene.key('crashed');
      expect(await detailOf(scene.probe().endorse([{ op: 'put', key, value: 'v' }, { op: 'crash' }]))).toBe(
        failed('TXID', 'error sending: chaincode stream terminated'),
      );
      const deadline = Date.now() + SLOW_ROW_MS / 2;
      while ((await scene.get(key).catch(() => undefined)) === undefined) {
        if (Date.now() > deadline) throw new Error('the chaincode did not come back');
        await sleep(200);
      }
      await servesEverywhere();
      expect((await scene.given([key, 'afterwards'])).status.code).toBe(VALID);
    },
    SLOW_ROW_MS,
  );

  /** A gateway asks another peer while its own has no chaincode, so each peer is asked by name. */
  async function servesEverywhere(): Promise<void> {
    const deadline = Date.now() + SLOW_ROW_MS / 2;
    for (;;) {
      try {
        await scene.probe().endorse([{ op: 'put', key: scene.key('serves'), value: 'v' }], { endorsers: [AURORA] });
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(200);
      }
    }
  }
}

/** The bytes of a proposed transaction whose chaincode is called as Init; the signature no longer fits and goes. */
function markedAsInit(bytes: Uint8Array): Uint8Array {
  const proposed = gateway.ProposedTransaction.deserializeBinary(bytes);
  const signed = required(proposed.getProposal(), 'signed proposal');
  const proposal = peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8());
  const payload = peer.ChaincodeProposalPayload.deserializeBinary(proposal.getPayload_asU8());
  const invocation = peer.ChaincodeInvocationSpec.deserializeBinary(payload.getInput_asU8());
  required(invocation.getChaincodeSpec()?.getInput(), 'chaincode input').setIsInit(true);
  payload.setInput(invocation.serializeBinary());
  proposal.setPayload(payload.serializeBinary());
  signed.setProposalBytes(proposal.serializeBinary());
  signed.setSignature(new Uint8Array());
  return proposed.serializeBinary();
}
