import { groupId, GROUP_KINDS, LIMITS, MANDATE_ORIGINS, MANDATED_FUNCTIONS, officeName } from '@scrip/model';
import { z } from 'zod';
import {
  AsOf,
  BusinessDate,
  field,
  Isin,
  MandateId,
  Money,
  MspId,
  PartyId,
  Percent,
  Sha256,
  Units,
  UnitsTotal,
  receipt,
} from './fields.js';
import { Authorisation } from './signature.js';

/** Name of an office. */
export const OfficeName = field(officeName, {
  description: 'Office of an entity',
  example: 'director',
  pattern: '^[a-z][a-z0-9-]{0,31}$',
});
/** Id of a group. */
export const GroupId = field(groupId, { description: 'Id of a group of parties', example: 'example-affiliates' });

const width = LIMITS.mandateRuleWidthMax;
const Agent = z.strictObject({ is: z.literal('agent'), party: PartyId });
const HolderOf = z.strictObject({ is: z.literal('holderOf'), office: OfficeName });
const ActBound = z
  .union([z.strictObject({ units: Units }), Money])
  .meta({ description: 'So many units, or so much nominal value; where the value is not known it allows nothing' });

/** A rule within a rule. */
const Rule: z.ZodType<object> = z.lazy(() => MandateRule);

/** Who may act, for what, how far and until when: the constructors of the model in their canonical form. */
export const MandateRule = z
  .discriminatedUnion('is', [
    Agent,
    HolderOf,
    z.strictObject({
      is: z.literal('jointly'),
      count: z.int().min(2).max(LIMITS.signaturesPerStatementMax),
      signatories: z
        .array(z.discriminatedUnion('is', [Agent, HolderOf]))
        .min(1)
        .max(width),
    }),
    z.strictObject({ is: z.enum(['anyOf', 'allOf']), rules: z.array(Rule).min(1).max(width) }),
    z.strictObject({ is: z.enum(['upTo', 'above']), bound: ActBound, rule: Rule }),
    z.strictObject({
      is: z.literal('forActs'),
      functions: z.array(z.enum(MANDATED_FUNCTIONS)).min(1).max(width),
      rule: Rule,
    }),
    z.strictObject({ is: z.literal('forSecurities'), securities: z.array(Isin).min(1).max(width), rule: Rule }),
    z.strictObject({ is: z.literal('until'), date: BusinessDate, rule: Rule }),
  ])
  .meta({ id: 'MandateRule' });

const document = Sha256.meta({ description: 'SHA-256 of 32 random bytes and the document that shows it' });
const term = { validFrom: BusinessDate, validUntil: BusinessDate.optional() };
const terms = { mandateId: MandateId, rule: MandateRule, ...term };

/** Body of POST /v1/parties/{id}/mandates; the principal is named by the path and belongs to what was signed. */
export const SignedMandate = z
  .strictObject({ act: z.strictObject({ ...terms, document: document.optional() }), authorisation: Authorisation })
  .meta({ id: 'SignedMandate' });

/** Body of POST /v1/parties/{id}/appointments. */
export const NewAppointment = z.strictObject({ ...terms, document }).meta({ id: 'NewAppointment' });

/** Body of a revocation. What was signed are principal and mandate id, as the path names them. */
export const SignedRevocation = z.strictObject({ authorisation: Authorisation }).meta({ id: 'SignedRevocation' });

/** Body of a resignation. What was signed are principal, mandate id and agent. */
export const SignedResignation = z
  .strictObject({ agent: PartyId, authorisation: Authorisation })
  .meta({ id: 'SignedResignation' });

/** Body of POST /v1/parties/{id}/officers. */
export const NewOfficer = z
  .strictObject({ office: OfficeName, party: PartyId, ...term, document })
  .meta({ id: 'NewOfficer' });

/** Body of POST /v1/parties/{id}/officers/dismissal. */
export const DismissedOfficer = z.strictObject({ office: OfficeName, party: PartyId }).meta({ id: 'DismissedOfficer' });

/** Answer of a command about a mandate. */
export const MandateReceipt = z
  .strictObject({ principal: PartyId, mandateId: MandateId, agent: PartyId.optional(), ...receipt })
  .meta({ id: 'MandateReceipt' });

/** Answer of a command about an officer. */
export const OfficerReceipt = z
  .strictObject({ entity: PartyId, office: OfficeName, party: PartyId, ...receipt })
  .meta({ id: 'OfficerReceipt' });

/** A mandate as the channel sees it. */
const Mandate = z
  .strictObject({
    principal: PartyId,
    ...terms,
    document: document.optional(),
    origin: z.enum(MANDATE_ORIGINS),
    enteredOn: BusinessDate,
    enteredBy: MspId,
    resigned: z.array(PartyId),
    endedOn: BusinessDate.optional(),
  })
  .meta({ id: 'Mandate' });

/** Answer of GET /v1/parties/{id}/mandates/{mandateId}. */
export const MandateReply = z.strictObject({ asOf: AsOf, mandate: Mandate }).meta({ id: 'MandateReply' });

/** Answer of GET /v1/parties/{id}/mandates. */
export const Mandates = z
  .strictObject({
    asOf: AsOf,
    partyId: PartyId,
    mandates: z.array(Mandate),
    officers: z.array(
      z.strictObject({ entity: PartyId, office: OfficeName, party: PartyId, ...term, document, enteredBy: MspId }),
    ),
  })
  .meta({ id: 'Mandates' });

/** Answer of GET /v1/parties/{id}/authority. */
export const Authority = z
  .strictObject({
    asOf: AsOf,
    allowed: z.boolean(),
    reason: z.string().optional(),
    ways: z.array(z.strictObject({ by: z.string(), allowed: z.boolean(), reason: z.string().optional() })),
  })
  .meta({ id: 'Authority' });

const member = { party: PartyId, sharePercent: Percent.optional() };
const groupFields = { groupId: GroupId, kind: z.enum(GROUP_KINDS), entity: PartyId.optional() };

/**
 * Body of POST /v1/groups: all members of a group of this organisation, or its own parties in the group of another; in
 * place of earlier ones.
 */
export const NewGroup = z
  .strictObject({ ...groupFields, members: z.array(z.strictObject(member)).max(LIMITS.groupMembersMax) })
  .meta({ id: 'NewGroup' });

/** Answer of POST /v1/groups. */
export const GroupReceipt = z
  .strictObject({ groupId: GroupId, members: z.int(), ...receipt })
  .meta({ id: 'GroupReceipt' });

/** A group of parties as the channel sees it. */
const Group = z
  .strictObject({
    ...groupFields,
    declaredBy: MspId,
    members: z.array(
      z.strictObject({
        ...member,
        statedBy: MspId.optional().meta({
          description: 'The custodian of the member; absent: it has not, and nothing counts',
        }),
      }),
    ),
  })
  .meta({ id: 'Group' });

/** Answer of GET /v1/groups/{groupId}. */
export const GroupReply = z.strictObject({ asOf: AsOf, group: Group }).meta({ id: 'GroupReply' });

/** Answer of GET /v1/groups. */
export const GroupList = z
  .strictObject({ asOf: AsOf, items: z.array(Group), nextCursor: z.string().optional() })
  .meta({ id: 'GroupList' });

/** Answer of GET /v1/groups/{groupId}/holdings/{isin}. */
export const GroupHolding = z
  .strictObject({
    asOf: AsOf,
    groupId: GroupId,
    isin: Isin,
    units: UnitsTotal,
    members: z.array(z.strictObject({ holderId: PartyId, units: UnitsTotal })),
  })
  .meta({ id: 'GroupHolding' });
