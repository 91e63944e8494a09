import { exchangeRequest, LIMITS, parseCanonicalJson } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { attachUnits, liftAttachment } from './attach.js';
import { certifyEntry } from './certify.js';
import { consolidateLots } from './consolidate.js';
import { correctRegister } from './correct.js';
import { dematerialiseUnits, paperOf } from './dematerialise.js';
import { encumber, releaseUnits, subordinate } from './encumber.js';
import { enforce } from './enforce.js';
import { dryRunExchange, exchangeUnits } from './exchange.js';
import { freezeHolder, freezeSecurity, freezeUnits, liftFreeze } from './freeze.js';
import { forceTransfer } from './forced-transfer.js';
import { issueUnits } from './issue.js';
import { recoverHolding } from './recover-holding.js';
import { cancelUnits, redeemUnits } from './redeem.js';
import { rematerialiseUnits } from './rematerialise.js';
import { entryOn, freezesIn, heldForOwner, historyOf, holdersOf, holdingOf, incomeFrom } from './register-queries.js';

/** The holder registers: lots and what is derived from them. */
@Info({ title: 'register', description: 'Holder registers made of lots' })
export class RegisterContract extends ScripContract {
  constructor() {
    super('register');
  }

  async issue(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:issue', args, issueUnits);
  }

  async freezeSecurity(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:freezeSecurity', args, freezeSecurity);
  }

  async freezeHolder(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:freezeHolder', args, freezeHolder);
  }

  async freezeUnits(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:freezeUnits', args, freezeUnits);
  }

  async liftFreeze(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:liftFreeze', args, liftFreeze);
  }

  async forceTransfer(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:forceTransfer', args, forceTransfer);
  }

  async recoverHolding(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:recoverHolding', args, recoverHolding);
  }

  async correct(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:correct', args, correctRegister);
  }

  async redeem(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:redeem', args, redeemUnits);
  }

  async cancel(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:cancel', args, cancelUnits);
  }

  async encumber(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:encumber', args, encumber);
  }

  async subordinate(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:subordinate', args, subordinate);
  }

  async attachUnits(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:attachUnits', args, attachUnits);
  }

  async liftAttachment(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:liftAttachment', args, liftAttachment);
  }

  async enforce(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:enforce', args, enforce);
  }

  async releaseUnits(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:releaseUnits', args, releaseUnits);
  }

  async exchange(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:exchange', args, exchangeUnits);
  }

  async dematerialise(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:dematerialise', args, dematerialiseUnits);
  }

  async rematerialise(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:rematerialise', args, rematerialiseUnits);
  }

  async paperCertificate(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'register:paperCertificate', args, paperOf);
  }

  async consolidate(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:consolidate', args, consolidateLots);
  }

  /** A register entry with the nonce of whoever will verify it: what peers are asked to sign. */
  async certify(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'register:certify', args, certifyEntry);
  }

  async entry(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'register:entry', args, entryOn);
  }

  async freezes(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'register:freezes', args, freezesIn);
  }

  async income(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'register:income', args, incomeFrom);
  }

  async holders(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'register:holders', args, holdersOf);
  }

  async holding(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'register:holding', args, holdingOf);
  }

  /** What both registers would say to an exchange now, with every rule. */
  async dryRunExchange(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'register:dryRunExchange', args, (work, text) =>
      dryRunExchange(work, exchangeRequest(parseCanonicalJson(text, LIMITS.queryArgumentCharactersMax), '/exchange')),
    );
  }

  async heldFor(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'register:heldFor', args, heldForOwner);
  }

  async history(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'register:history', args, historyOf);
  }
}
