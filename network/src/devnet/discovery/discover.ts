import { discovery } from '@hyperledger/fabric-protos';

import { localChannel, type Registry } from '../gateway/registry.js';
import { Code, RpcError } from '../gateway/status.js';
import { localRefusal } from '../peer/local-policy.js';
import type { SignedData } from '../../policy/policy.js';
import { asBuffer, read } from '../../proto/decode.js';
import { answerOnChannel } from './channel-queries.js';
import { describePeer } from './membership.js';
import { membersResult, refused } from './query-result.js';

const WRITERS = '/Channel/Application/Writers';

/**
 * `discovery.Discovery/Discover` (Fabric: discovery/service.go): each query of a request gets a result of its own, or
 * an error in its place.
 *
 * @throws RpcError for a request that cannot be read or says not who sends it
 */
export async function discover(registry: Registry, signed: discovery.SignedRequest): Promise<discovery.Response> {
  const request = readRequest(signed);
  const client: SignedData = {
    identity: asBuffer(request.getAuthentication()?.getClientIdentity_asU8() ?? new Uint8Array()),
    data: asBuffer(signed.getPayload_asU8()),
    signature: asBuffer(signed.getSignature_asU8()),
  };
  const response = new discovery.Response();
  const queries = request.getQueriesList();
  response.setResultsList(await Promise.all(queries.map((query) => answer(registry, query, client))));
  return response;
}

function readRequest(signed: discovery.SignedRequest): discovery.Request {
  const request = parsed(signed.getPayload_asU8());
  const authentication = request.getAuthentication();
  if (authentication === undefined) {
    throw new RpcError(Code.UNKNOWN, 'access denied, no authentication info in request');
  }
  if (authentication.getClientIdentity_asU8().length === 0) {
    throw new RpcError(Code.UNKNOWN, "access denied, client identity wasn't supplied");
  }
  return request;
}

function parsed(payload: Uint8Array): discovery.Request {
  try {
    return read(discovery.Request, payload);
  } catch (error) {
    throw new RpcError(Code.UNKNOWN, `failed parsing request: ${(error as Error).message}`);
  }
}

/** Who may write to the channel may ask about it; about the peer's own view only its organisation's administrators. */
async function answer(registry: Registry, query: discovery.Query, client: SignedData): Promise<discovery.QueryResult> {
  if (query.getChannel() === '') {
    if (localRefusal(registry.local, 'Admins', client) !== undefined) return refused('access denied');
    if (!query.hasLocalPeers()) return refused('unknown or missing request type');
    return membersResult([...registry.peers.values()].map((peer) => [peer.mspId, describePeer(peer)]));
  }
  const channel = localChannel(registry, query.getChannel());
  if (channel?.bundle.policies.policy(WRITERS)?.evaluate([client]) !== true) return refused('access denied');
  return answerOnChannel(registry, channel, query);
}
