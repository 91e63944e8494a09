import { readFileSync } from 'node:fs';
import { credentials } from '@grpc/grpc-js';
import { common, orderer } from '@hyperledger/fabric-protos';
import type { TestNetwork } from '../support/network.js';
import { required } from '../support/transaction.js';

const DEADLINE_MS = 120_000;
/** Fabric's own limit for a gRPC message. */
const OPTIONS = { 'grpc.max_send_message_length': 100 * 1024 * 1024 };

/**
 * The orderer that leads a channel: the first of its consenters until the view changes. Envelopes go to it alone, so
 * that no other orderer has to check them twice.
 */
export class LeadingOrderer {
  readonly #client: orderer.AtomicBroadcastClient;

  /** @param genesis block 0 of the channel, which names the orderers */
  constructor(network: TestNetwork, channel: string, genesis: common.Block) {
    const { mspId, address } = leaderOf(genesis);
    const tls = credentials.createSsl(readFileSync(network.profile(channel, mspId).tlsRootCert));
    this.#client = new orderer.AtomicBroadcastClient(address, tls, OPTIONS);
  }

  /** @returns why the orderer refused the envelope, or undefined when it took it */
  submit(envelope: common.Envelope): Promise<string | undefined> {
    return new Promise((resolve, reject) => {
      const stream = this.#client.broadcast({ deadline: Date.now() + DEADLINE_MS });
      stream.on('data', (response: orderer.BroadcastResponse) => {
        const accepted = response.getStatus() === common.Status.SUCCESS;
        resolve(accepted ? undefined : `${response.getStatus()} ${response.getInfo()}`);
        stream.end();
      });
      stream.on('error', reject);
      stream.write(envelope);
    });
  }

  close(): void {
    this.#client.close();
  }
}

function leaderOf(genesis: common.Block): { readonly mspId: string; readonly address: string } {
  const envelope = common.Envelope.deserializeBinary(required(genesis.getData()?.getDataList_asU8()[0], 'config'));
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig();
  const group = config?.getChannelGroup()?.getGroupsMap().get('Orderer');
  const value = required(group?.getValuesMap().get('Orderers'), 'list of orderers');
  const [leader] = common.Orderers.deserializeBinary(value.getValue_asU8()).getConsenterMappingList();
  const { host, port, mspId } = required(leader, 'orderer').toObject();
  return { mspId, address: `${host}:${port}` };
}
