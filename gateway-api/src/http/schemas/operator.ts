import { LIMITS, OPERATOR_ROLES } from '@scrip/model';
import { z } from 'zod';
import { OperatorId } from './approval.js';
import { PublicKey } from './signature.js';
import { AsOf, BusinessDate, Name } from './fields.js';

const Roles = z.array(z.enum(OPERATOR_ROLES)).min(1).max(OPERATOR_ROLES.length);
const Instant = z.iso.datetime().meta({ description: 'Time of this gateway (RFC 3339, UTC)' });

/** An operator of this organisation. */
const Operator = z
  .strictObject({
    id: OperatorId,
    name: Name.optional().meta({
      description: 'From the organisation’s own configuration; the ledger has the id alone',
    }),
    roles: Roles,
    validFrom: BusinessDate,
    validUntil: BusinessDate.optional(),
    dismissedOn: BusinessDate.optional(),
  })
  .meta({ id: 'Operator' });

/** Answer of GET /v1/operators/{id}. */
export const OperatorReply = z.strictObject({ asOf: AsOf, operator: Operator }).meta({ id: 'OperatorReply' });

/** Answer of GET /v1/operators. */
export const OperatorList = z.strictObject({ asOf: AsOf, items: z.array(Operator) }).meta({ id: 'OperatorList' });

/** Body of POST /v1/operators. */
export const NewOperators = z
  .strictObject({
    operators: z
      .array(
        z.strictObject({
          id: OperatorId,
          roles: Roles,
          validUntil: BusinessDate.optional(),
          key: PublicKey.optional().meta({ description: 'Signs what the operator proposes and decides' }),
        }),
      )
      .min(1)
      .max(LIMITS.operatorsPerParticipantMax),
  })
  .meta({ id: 'NewOperators' });

const PreviousValidUntil = Instant.optional().meta({ description: 'Until when the key before is accepted too' });

/** Answer of POST /v1/operators/{id}/key. */
export const OperatorKey = z
  .strictObject({
    operator: OperatorId,
    key: z.string().meta({ description: 'Shown this once' }),
    previousValidUntil: PreviousValidUntil,
  })
  .meta({ id: 'OperatorKey' });

/** Answer of POST /v1/operators/{id}/key/issuance: the key itself is in the gateway's folder alone. */
export const IssuedKey = z
  .strictObject({ operator: OperatorId, previousValidUntil: PreviousValidUntil })
  .meta({ id: 'IssuedKey' });

/** Answer of POST /v1/operators/{id}/key/revocation. */
export const RevokedKeys = z.strictObject({ operator: OperatorId }).meta({ id: 'RevokedKeys' });

/** Answer of POST /v1/sessions. */
export const Session = z
  .strictObject({
    token: z.string().meta({ description: 'A bearer credential, shown this once' }),
    idleUntil: Instant.meta({ description: 'When it ends unless it is used' }),
    endsAt: Instant.meta({ description: 'When it ends whatever happens' }),
  })
  .meta({ id: 'Session' });
