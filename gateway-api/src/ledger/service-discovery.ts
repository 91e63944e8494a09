import { X509Certificate } from 'node:crypto';
import type { Client } from '@grpc/grpc-js';
import { discovery, gossip, msp } from '@hyperledger/fabric-protos';
import { lowSSigner, type Enrolment } from '@scrip/credentials';
import type { CertificateSummary, DiscoveredPeer, NetworkMember } from './ledger.js';
import { serializedIdentity } from './serialized-identity.js';

const METHOD = '/discovery.Discovery/Discover';
const DEADLINE_MS = 10_000;

/** Fabric's service discovery at an organisation's own peer, on the connection that its gateway uses. */
export class ServiceDiscovery {
  readonly #client: Client;
  readonly #identity: Uint8Array;
  readonly #sign: (message: Uint8Array) => Promise<Uint8Array>;

  constructor(client: Client, mspId: string, { certificate, privateKey }: Enrolment) {
    this.#client = client;
    this.#identity = serializedIdentity(mspId, Buffer.from(certificate));
    this.#sign = lowSSigner(privateKey);
  }

  /** The members of a channel, in the order of their MSP ids. @throws {Error} when the peer does not answer or refuses */
  async members(channel: string): Promise<readonly NetworkMember[]> {
    const results = await this.#ask([configQuery(channel), peersQuery(channel)]);
    const refusal = results.find((result) => result.hasError())?.getError();
    if (refusal !== undefined) throw new Error(`service discovery refused: ${refusal.getContent()}`);
    const config = results[0]?.getConfigResult();
    const peersByOrganisation = results[1]?.getMembers()?.getPeersByOrgMap();
    const members = [...(config?.getMspsMap().entries() ?? [])].map(([mspId, configured]) => ({
      mspId,
      roots: configured.getRootCertsList_asU8().map(summary),
      peers: (peersByOrganisation?.get(mspId)?.getPeersList() ?? []).map(peerOf),
      orderers: (config?.getOrderersMap().get(mspId)?.getEndpointList() ?? []).map(
        (endpoint) => `${endpoint.getHost()}:${endpoint.getPort()}`,
      ),
    }));
    return members.sort((a, b) => (a.mspId < b.mspId ? -1 : 1));
  }

  async #ask(queries: discovery.Query[]): Promise<readonly discovery.QueryResult[]> {
    const authentication = new discovery.AuthInfo();
    authentication.setClientIdentity(this.#identity);
    const request = new discovery.Request();
    request.setAuthentication(authentication);
    request.setQueriesList(queries);
    const signed = new discovery.SignedRequest();
    signed.setPayload(request.serializeBinary());
    signed.setSignature(await this.#sign(signed.getPayload_asU8()));
    return (await this.#send(signed)).getResultsList();
  }

  #send(request: discovery.SignedRequest): Promise<discovery.Response> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        METHOD,
        (message: discovery.SignedRequest) => Buffer.from(message.serializeBinary()),
        (bytes) => discovery.Response.deserializeBinary(bytes),
        request,
        { deadline: Date.now() + DEADLINE_MS },
        (error, response) => {
          if (response === undefined) reject(error ?? new Error('service discovery answered nothing'));
          else resolve(response);
        },
      );
    });
  }
}

function configQuery(channel: string): discovery.Query {
  const query = new discovery.Query();
  query.setChannel(channel);
  query.setConfigQuery(new discovery.ConfigQuery());
  return query;
}

function peersQuery(channel: string): discovery.Query {
  const query = new discovery.Query();
  query.setChannel(channel);
  query.setPeerQuery(new discovery.PeerMembershipQuery());
  return query;
}

function peerOf(discovered: discovery.Peer): DiscoveredPeer {
  const identity = msp.SerializedIdentity.deserializeBinary(discovered.getIdentity_asU8());
  const membership = discovered.getMembershipInfo()?.getPayload_asU8() ?? new Uint8Array();
  const alive = gossip.GossipMessage.deserializeBinary(membership).getAliveMsg();
  return {
    address: alive?.getMembership()?.getEndpoint() ?? '',
    certificate: summary(identity.getIdBytes_asU8()),
  };
}

function summary(pem: Uint8Array): CertificateSummary {
  const certificate = new X509Certificate(pem);
  return {
    thumbprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    notAfter: new Date(certificate.validTo).toISOString(),
  };
}
