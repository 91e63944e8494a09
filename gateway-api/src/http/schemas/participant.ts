import { LIMITS, ROLES, STANDING_REASONS, STANDINGS } from '@scrip/model';
import { z } from 'zod';
import { DRIFT_CODES } from '../../participants/drift.js';
import { AsOf, BusinessDate, Lei, MspId, Name, oneOf, PartyId, Sha256 } from './fields.js';

const Address = z.string().max(260).meta({ description: 'host:port', example: 'peer0.example.com:7051' });

const Certificate = z
  .strictObject({ thumbprint: Sha256, notAfter: z.iso.datetime() })
  .meta({ id: 'CertificateSummary' });

const addresses = z.array(Address).max(LIMITS.nodesPerParticipantMax);

const Nodes = z
  .strictObject({
    operatorParty: PartyId.optional().meta({ description: 'The registered node operator that runs them' }),
    peers: addresses,
    orderers: addresses,
    roots: z
      .array(Sha256)
      .min(1)
      .max(LIMITS.rootsPerParticipantMax)
      .meta({ description: 'SHA-256 of the root certificates of the MSP, over their DER form' }),
  })
  .meta({ id: 'DeclaredNodes' });

const Standing = z
  .strictObject({ status: z.enum(STANDINGS), since: BusinessDate, reason: z.enum(STANDING_REASONS) })
  .meta({ id: 'Standing' });

const Record = z
  .strictObject({
    mspId: MspId,
    lei: Lei,
    name: Name,
    roles: z.array(z.enum(ROLES)),
    standing: Standing.optional().meta({ description: 'Absent: good, since the founding' }),
    nodes: Nodes.optional().meta({ description: 'Absent: not declared yet' }),
  })
  .meta({ id: 'ParticipantRecord' });

const Member = z
  .strictObject({
    mspId: MspId,
    roots: z.array(Certificate),
    peers: z.array(z.strictObject({ address: Address, certificate: Certificate })),
    orderers: z.array(Address),
  })
  .meta({ id: 'NetworkMember' });

/** An organisation: what its record says, what the network shows, and where they differ. */
export const Participant = z
  .strictObject({
    mspId: MspId,
    record: Record.optional().meta({ description: 'Absent: the ledger has no record of this member' }),
    network: Member.optional().meta({ description: 'Absent: the channel has no such member' }),
    drift: z.array(z.strictObject({ code: z.enum(DRIFT_CODES), subject: z.string() })),
  })
  .meta({ id: 'Participant' });

/** Answer of GET /v1/participants. */
export const ParticipantList = z
  .strictObject({ asOf: AsOf, items: z.array(Participant) })
  .meta({ id: 'ParticipantList' });

/** Answer of GET /v1/participants/{mspId}. */
export const ParticipantReply = z
  .strictObject({ asOf: AsOf, participant: Participant })
  .meta({ id: 'ParticipantReply' });

/** Body of POST /v1/nodes. */
export const NewNodes = Nodes;

/** Body of POST /v1/participants/{mspId}/standing. */
export const NewStanding = z
  .strictObject({
    status: oneOf(['good', 'probation', 'suspended', 'expelled']),
    reason: oneOf(STANDING_REASONS),
  })
  .meta({ id: 'NewStanding' });

/** Answer of a command about the own organisation. */
export const ChangedParticipant = z
  .strictObject({ mspId: MspId, standing: Standing.optional(), transactionId: z.string(), block: z.int() })
  .meta({ id: 'ChangedParticipant' });
