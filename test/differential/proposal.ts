import { gateway } from '@hyperledger/fabric-protos';
import type { TestNetwork } from '../support/network.js';
import { type Connection, openConnection } from '../support/connection.js';
import { userOf } from '../support/signing.js';
import { required } from '../support/transaction.js';
import type { SignedProposal } from './envelope.js';

/** What a client asks to be run. */
export interface ProposalRequest {
  readonly channel: string;
  readonly chaincode: string;
  readonly client: { readonly mspId: string; readonly label: string };
  readonly name: string;
  readonly args: readonly string[];
  readonly transient?: Readonly<Record<string, string>> | undefined;
}

/** The clients of all organisations, who make proposals with the unmodified client library. */
export class Clients {
  readonly #sessions = new Map<string, Connection>();

  constructor(
    private readonly network: TestNetwork,
    /** A channel that every organisation is a member of: its profiles name their identities. */
    private readonly channel: string,
  ) {}

  session(mspId: string, label: string): Connection {
    const name = `${mspId}/${label}`;
    const profile = this.network.profile(this.channel, mspId);
    const open = this.#sessions.get(name) ?? openConnection(profile, userOf(profile, label));
    this.#sessions.set(name, open);
    return open;
  }

  /** Makes and signs a proposal with a new transaction id. */
  propose({ channel, chaincode, client, name, args, transient }: ProposalRequest): SignedProposal {
    const { gateway: session, user } = this.session(client.mspId, client.label);
    const proposal = session
      .getNetwork(channel)
      .getContract(chaincode)
      .newProposal(name, {
        arguments: [...args],
        ...(transient === undefined ? {} : { transientData: { ...transient } }),
      });
    const proposed = gateway.ProposedTransaction.deserializeBinary(proposal.getBytes());
    const signed = required(proposed.getProposal(), 'proposal');
    signed.setSignature(user.sign(signed.getProposalBytes_asU8()));
    return { txId: proposal.getTransactionId(), client: user, bytes: Buffer.from(signed.serializeBinary()) };
  }

  close(): void {
    for (const session of this.#sessions.values()) {
      session.close();
    }
  }
}
