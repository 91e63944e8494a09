import { partyId, sha256Text, type PartyId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, optional, pattern, record, type Reader } from '../serialisation/reader.js';

/** What an organisation says that it runs: the network is compared with it, and shows what was added or has gone. */
export interface DeclaredNodes {
  /** The registered party, of kind node operator, that runs the nodes. */
  readonly operatorParty?: PartyId;
  /** `host:port` of its peers, as other members reach them. */
  readonly peers: readonly string[];
  /** `host:port` of its orderers. */
  readonly orderers: readonly string[];
  /** SHA-256 thumbprints of the root certificates of its MSP, over their DER form (RFC 7515 section 4.1.8). */
  readonly roots: readonly Sha256[];
}

const address = pattern(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?:[1-9][0-9]{0,4}$/, 'host:port');

const fields: Reader<DeclaredNodes> = record({
  operatorParty: optional(partyId),
  peers: list(address, { min: 0, max: LIMITS.nodesPerParticipantMax }),
  orderers: list(address, { min: 0, max: LIMITS.nodesPerParticipantMax }),
  roots: list(sha256Text, { min: 1, max: LIMITS.rootsPerParticipantMax }),
});

/** Reader of the declared nodes, and of the body of `authority:declareNodes`. Error: DUPLICATE_IN_BATCH. */
export const declaredNodes: Reader<DeclaredNodes> = (value, path) => {
  const nodes = fields(value, path);
  for (const each of [nodes.peers, nodes.orderers, nodes.roots]) requireDistinct(each);
  return nodes;
};
