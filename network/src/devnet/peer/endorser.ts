import { peer as pb } from '@hyperledger/fabric-protos';

import type { SimulationResult } from '../ledger/types.js';
import { asBuffer } from '../../proto/decode.js';
import { endorsableProposal, type EndorsableProposal, type Proposal } from '../../proto/proposal.js';
import { invokeSystemChaincode } from '../system-chaincodes/invoke.js';
import { chaincodeInterest } from './chaincode-interest.js';
import type { ChannelPeer, OrganizationPeer } from './channel-peer.js';
import { definitionFor, execute, type Execution, type TransactionContext } from './invocation.js';
import { checkEntrance, checkProposal, ProposalRefused, validateProposal } from './proposal-checks.js';
import { simulatorFor } from './simulation.js';
import { isSystemChaincode, SYSTEM_CHAINCODE_VERSION } from './system-chaincode-names.js';

/** Responses below are endorsed (Fabric: shim.ERRORTHRESHOLD). */
const ERROR_THRESHOLD = 400;
/** Responses from here on carry a payload but no endorsement (Fabric: shim.ERROR). */
const ERROR = 500;

/** What running the chaincode gave, before it is wrapped for the client. */
interface Simulated extends Execution {
  readonly version: string;
  readonly results: Buffer;
  readonly interest: pb.ChaincodeInterest | undefined;
}

/**
 * Answers a proposal as one organisation's peer (Fabric: core/endorser/endorser.go ProcessProposal). What goes wrong
 * while the chaincode runs becomes a response with status 500 and no payload.
 *
 * @throws ProposalRefused when the peer refuses the proposal itself
 */
export async function processProposal(
  organization: OrganizationPeer,
  proposal: Proposal,
): Promise<pb.ProposalResponse> {
  checkEntrance(proposal.signed, organization.faults.now(organization.mspId));
  const unpacked = unpack(proposal);
  if (unpacked.channelId === '') return processWithoutChannel(organization, unpacked);
  const peer = organization.channels.get(unpacked.channelId);
  if (peer === undefined) return failure(`channel '${unpacked.channelId}' not found`);
  const creator = await checkProposal(peer, unpacked);
  try {
    const simulated = await simulate(peer, { proposal: unpacked, creator });
    return endorse(peer, unpacked, simulated);
  } catch (error) {
    return failure((error as Error).message);
  }
}

/** What concerns the peer alone is judged by its own MSP, and answered without endorsement. */
async function processWithoutChannel(
  organization: OrganizationPeer,
  proposal: EndorsableProposal,
): Promise<pb.ProposalResponse> {
  validateProposal(organization.localMsp, proposal);
  const chaincode = proposal.invokedChaincode;
  if (!isSystemChaincode(chaincode)) {
    return failure(
      `make sure the chaincode ${chaincode} has been successfully defined on channel  and try again: could not get ` +
        "channel config for channel ''",
    );
  }
  const args = proposal.input.getArgsList_asU8().map(asBuffer);
  const answer = new pb.ProposalResponse();
  try {
    const response = await invokeSystemChaincode(chaincode, { organization, peer: undefined, proposal, args });
    answer.setResponse(response);
    if (response.getStatus() >= ERROR) {
      answer.setPayload(responsePayload(proposal, systemAnswer(response)));
    }
    return answer;
  } catch (error) {
    return failure((error as Error).message);
  }
}

/** System chaincodes of this network only read, so that their simulation leaves nothing. */
function systemAnswer(response: pb.Response): Simulated {
  return {
    response,
    event: undefined,
    version: SYSTEM_CHAINCODE_VERSION,
    results: Buffer.alloc(0),
    interest: undefined,
  };
}

function unpack(proposal: Proposal): EndorsableProposal {
  try {
    return endorsableProposal(proposal);
  } catch (error) {
    throw new ProposalRefused('checks', (error as Error).message);
  }
}

function failure(message: string): pb.ProposalResponse {
  const response = new pb.Response();
  response.setStatus(ERROR);
  response.setMessage(message);
  const answer = new pb.ProposalResponse();
  answer.setResponse(response);
  return answer;
}

async function simulate(peer: ChannelPeer, transaction: TransactionContext): Promise<Simulated> {
  const { proposal } = transaction;
  if (isSystemChaincode(proposal.invokedChaincode)) {
    const { organization } = peer;
    const args = proposal.input.getArgsList_asU8().map(asBuffer);
    return systemAnswer(await invokeSystemChaincode(proposal.invokedChaincode, { organization, peer, proposal, args }));
  }
  const simulator = simulatorFor(peer, proposal.txId);
  try {
    const definition = await definitionFor(peer, simulator, proposal.invokedChaincode).catch((error: unknown) => {
      throw new Error(
        `make sure the chaincode ${proposal.invokedChaincode} has been successfully defined on channel ` +
          `${proposal.channelId} and try again: ${(error as Error).message}`,
      );
    });
    const execution = await execute(peer, simulator, transaction).catch(inSimulation);
    const result = await simulator.done().catch(inSimulation);
    if (result.privateSet !== undefined) {
      await peer.network.distribute(peer, proposal.txId, result.privateSet).catch(inSimulation);
    }
    return {
      ...execution,
      version: definition.version,
      results: result.publicBytes,
      interest: interestOf(result),
    };
  } finally {
    simulator.release();
  }
}

/** Fails where a key that was written has a policy that is none. */
function interestOf(result: SimulationResult): pb.ChaincodeInterest {
  try {
    return chaincodeInterest(result);
  } catch (error) {
    return inSimulation(error);
  }
}

function inSimulation(error: unknown): never {
  throw new Error(`error in simulation: ${(error as Error).message}`);
}

/** Signs what was simulated, or answers without a signature when the chaincode refused. */
function endorse(peer: ChannelPeer, proposal: EndorsableProposal, simulated: Simulated): pb.ProposalResponse {
  const status = simulated.response.getStatus();
  const answer = new pb.ProposalResponse();
  answer.setResponse(simulated.response);
  if (status >= ERROR_THRESHOLD && status < ERROR) return answer;
  const payload = responsePayload(proposal, simulated);
  answer.setPayload(payload);
  answer.setInterest(simulated.interest);
  if (status >= ERROR) return answer;
  const { signer } = peer.organization;
  const endorsement = new pb.Endorsement();
  endorsement.setEndorser(signer.serialized);
  endorsement.setSignature(signer.sign(Buffer.concat([payload, signer.serialized])));
  answer.setVersion(1);
  answer.setEndorsement(endorsement);
  return answer;
}

/** What all endorsers must agree on byte for byte (Fabric: protoutil.GetBytesProposalResponsePayload). */
function responsePayload(proposal: EndorsableProposal, simulated: Simulated): Uint8Array {
  const chaincodeId = new pb.ChaincodeID();
  chaincodeId.setName(proposal.invokedChaincode);
  chaincodeId.setVersion(simulated.version);
  const action = new pb.ChaincodeAction();
  action.setResults(simulated.results);
  action.setResponse(simulated.response);
  action.setChaincodeId(chaincodeId);
  if (simulated.event !== undefined && simulated.response.getStatus() < ERROR_THRESHOLD) {
    action.setEvents(simulated.event.serializeBinary());
  }
  const payload = new pb.ProposalResponsePayload();
  payload.setProposalHash(proposal.proposalHash);
  payload.setExtension$(action.serializeBinary());
  return payload.serializeBinary();
}
