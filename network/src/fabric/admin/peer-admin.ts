import { credentials } from '@grpc/grpc-js';
import { common, discovery, gateway, peer } from '@hyperledger/fabric-protos';
import { SigningIdentity } from '../../crypto/signing-identity.js';
import { NetworkError } from '../../network-error.js';
import type { OrganizationPki } from '../../pki/organization.js';
import { signCall, type Call } from './proposal.js';
import { deadline, unary } from './unary.js';

const STATUS_OK = 200;
const OPTIONS = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
};

/** One organisation's peer, spoken to as that organisation's administrator. */
export class PeerAdmin {
  readonly mspId: string;
  readonly #identity: SigningIdentity;
  readonly #endorser: peer.EndorserClient;
  readonly #gateway: gateway.GatewayClient;
  readonly #discovery: discovery.DiscoveryClient;

  constructor(pki: OrganizationPki, address: string) {
    const admin = pki.identities.get('admin');
    if (admin === undefined) throw new NetworkError(`${pki.mspId} has no admin identity`);
    this.mspId = pki.mspId;
    this.#identity = SigningIdentity.fromPem(pki.mspId, admin.certificate, admin.privateKey);
    const tls = credentials.createSsl(Buffer.from(pki.tlsCa.certificate));
    this.#endorser = new peer.EndorserClient(address, tls, OPTIONS);
    this.#gateway = new gateway.GatewayClient(address, tls, OPTIONS);
    this.#discovery = new discovery.DiscoveryClient(address, tls, OPTIONS);
  }

  /** Runs a system chaincode on this peer alone and returns its payload. Throws its message when it refuses. */
  async query(call: Call): Promise<Uint8Array> {
    const { proposal } = signCall(this.#identity, call);
    const answer = await unary<peer.ProposalResponse>((callback) =>
      this.#endorser.processProposal(proposal, deadline(), callback),
    );
    const response = answer.getResponse();
    if (response?.getStatus() !== STATUS_OK) {
      throw new NetworkError(`${this.mspId}: ${call.chaincode} refused: ${response?.getMessage() ?? 'no response'}`);
    }
    return response.getPayload_asU8();
  }

  /** Has a call endorsed by these organisations, ordered and committed; resolves with its block number. */
  async submit(call: Call, endorsers: readonly string[]): Promise<number> {
    const { txId, proposal } = signCall(this.#identity, call);
    const endorse = new gateway.EndorseRequest();
    endorse.setTransactionId(txId);
    endorse.setChannelId(call.channel);
    endorse.setProposedTransaction(proposal);
    endorse.setEndorsingOrganizationsList([...endorsers]);
    const endorsed = await unary<gateway.EndorseResponse>((callback) =>
      this.#gateway.endorse(endorse, deadline(), callback),
    );
    const envelope = endorsed.getPreparedTransaction() ?? new common.Envelope();
    envelope.setSignature(this.#identity.sign(envelope.getPayload_asU8()));
    const submit = new gateway.SubmitRequest();
    submit.setTransactionId(txId);
    submit.setChannelId(call.channel);
    submit.setPreparedTransaction(envelope);
    await unary<gateway.SubmitResponse>((callback) => this.#gateway.submit(submit, deadline(), callback)).catch(
      (error: unknown) => {
        if (!isOrderedAlready(error)) throw error;
      },
    );
    return this.#committed(call, txId);
  }

  /** MSP ids whose peers this peer sees in a channel, its own included. */
  async visibleMembers(channel: string): Promise<ReadonlySet<string>> {
    const query = new discovery.Query();
    query.setChannel(channel);
    query.setPeerQuery(new discovery.PeerMembershipQuery());
    const authentication = new discovery.AuthInfo();
    authentication.setClientIdentity(this.#identity.serialized);
    const request = new discovery.Request();
    request.setAuthentication(authentication);
    request.setQueriesList([query]);
    const payload = request.serializeBinary();
    const signed = new discovery.SignedRequest();
    signed.setPayload(payload);
    signed.setSignature(this.#identity.sign(payload));
    const answer = await unary<discovery.Response>((callback) =>
      this.#discovery.discover(signed, deadline(), callback),
    );
    const members = answer.getResultsList()[0]?.getMembers();
    return new Set(
      [...(members?.getPeersByOrgMap().entries() ?? [])].flatMap(([mspId, peers]) => inState(mspId, peers)),
    );
  }

  close(): void {
    this.#endorser.close();
    this.#gateway.close();
    this.#discovery.close();
  }

  async #committed(call: Call, txId: string): Promise<number> {
    const request = new gateway.CommitStatusRequest();
    request.setTransactionId(txId);
    request.setChannelId(call.channel);
    request.setIdentity(this.#identity.serialized);
    const bytes = request.serializeBinary();
    const signed = new gateway.SignedCommitStatusRequest();
    signed.setRequest(bytes);
    signed.setSignature(this.#identity.sign(bytes));
    const status = await unary<gateway.CommitStatusResponse>((callback) =>
      this.#gateway.commitStatus(signed, deadline(), callback),
    );
    if (status.getResult() !== peer.TxValidationCode.VALID) {
      throw new NetworkError(
        `${this.mspId}: transaction ${txId} of ${call.chaincode} was committed as invalid, code ${status.getResult()}`,
      );
    }
    return status.getBlockNumber();
  }
}

/**
 * The gateway sends a transaction to every SmartBFT orderer. One that has ordered it meanwhile answers so, and under load
 * so many do that the gateway takes it for a failure; the transaction is on its way all the same.
 */
const isOrderedAlready = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('request already processed');

/** A peer counts when it has published what it holds of the channel: only then can it be asked to endorse. */
function inState(mspId: string, peers: discovery.Peers): string[] {
  return peers.getPeersList().some((node) => node.getStateInfo() !== undefined) ? [mspId] : [];
}
