import { LIMITS } from '@scrip/model';
import { z } from 'zod';
import { AsOf, BusinessDate, MspId, receipt } from './fields.js';

const Version = z.int().min(0).max(LIMITS.leaseVersionMax);
const lease = {
  registrar: MspId,
  holder: MspId.meta({ description: 'Who settles for the registrar' }),
  version: Version.meta({ description: 'Named by who takes the lease over' }),
};

/** Answer of GET /v1/settlement-leases. */
export const LeaseList = z
  .strictObject({ asOf: AsOf, items: z.array(z.strictObject({ ...lease, takenOn: BusinessDate.optional() })) })
  .meta({ id: 'LeaseList' });

/** Body of POST /v1/settlement-leases/{registrar}. */
export const LeaseTaking = z.strictObject({ seenVersion: Version }).meta({ id: 'LeaseTaking' });

/** Answer of POST /v1/settlement-leases/{registrar}. */
export const LeaseReceipt = z.strictObject({ ...lease, ...receipt }).meta({ id: 'LeaseReceipt' });
