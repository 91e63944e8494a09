import { parseIsin } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { readIssuedUnits, readSecurities, readSecurityOnRecord } from '../records/security-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { amendSecurity } from './amend.js';
import { changeAuthorisedUnits } from './authorised-units.js';
import { nameScreener } from './change-screener.js';
import { deactivateSecurity } from './deactivate.js';
import { closeOffering, reopenOffering } from './offering.js';
import { registerSecurity } from './register-security.js';

/** Securities by their public terms. */
@Info({ title: 'security', description: 'Securities by their public terms' })
export class SecurityContract extends ScripContract {
  constructor() {
    super('security');
  }

  async register(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'security:register', args, registerSecurity);
  }

  async amend(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'security:amend', args, amendSecurity);
  }

  async changeAuthorisedUnits(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'security:changeAuthorisedUnits', args, changeAuthorisedUnits);
  }

  async changeScreener(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'security:changeScreener', args, nameScreener);
  }

  async closeOffering(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'security:closeOffering', args, closeOffering);
  }

  async reopenOffering(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'security:reopenOffering', args, reopenOffering);
  }

  async deactivate(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'security:deactivate', args, deactivateSecurity);
  }

  async get(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'security:get', args, async ({ state }, text) => {
      const security = await readSecurityOnRecord(state, parseIsin(text));
      return { ...security, issuedUnits: await readIssuedUnits(state, security.isin) };
    });
  }

  async list(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'security:list', args, async ({ state }) => ({ securities: await readSecurities(state) }));
  }
}
