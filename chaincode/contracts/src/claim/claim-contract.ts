import { claimId, partyId, statusOfClaim, trustedIssuers } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { readClaims } from '../records/claim-records.js';
import { readTrusts } from '../records/trust-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { heldClaim } from './held-claims.js';
import { publishClaim } from './publish-claim.js';
import { purgeDetails, readDetails, recordClaim } from './record-claim.js';
import { announceRevocation, revokeClaim } from './revoke-claim.js';
import { scopeOf } from './scope.js';

/** Claims about parties: what is claimed is public, what stands behind it is private to the claim issuer. */
@Info({ title: 'claim', description: 'Claims about parties by claim issuers, and their revocation' })
export class ClaimContract extends ScripContract {
  constructor() {
    super('claim');
  }

  async record(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'claim:record', args, recordClaim);
  }

  async publish(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'claim:publish', args, publishClaim);
  }

  async revoke(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'claim:revoke', args, revokeClaim);
  }

  async announceRevocation(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'claim:announceRevocation', args, announceRevocation);
  }

  async purgeDetails(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'claim:purgeDetails', args, purgeDetails);
  }

  async ofParty(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'claim:ofParty', args, claimsOfParty);
  }

  /** The details of a claim, for clients of its issuer, at the issuer's own peer. */
  async details(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'claim:details', args, ({ ledger }, id) => readDetails(ledger, claimId(id, '/claimId')));
  }
}

/** The claims about a party with what each is worth now, on the network or at one security. */
async function claimsOfParty(work: UnitOfWork, subjectText: string, scopeText: string): Promise<unknown> {
  const { isin, businessDate: today } = await scopeOf(work, scopeText);
  const network = await readTrusts(work.state);
  const sources = { network, security: isin === undefined ? [] : await readTrusts(work.state, isin) };
  const subject = partyId(subjectText, '/partyId');
  const claims = [];
  for (const claim of await readClaims(work.state, subject)) {
    const question = { ...(isin === undefined ? {} : { isin }), issuers: trustedIssuers(claim.type, sources), today };
    claims.push({ ...claim, status: statusOfClaim(await heldClaim(work, claim), question) });
  }
  return { subject, businessDate: today, claims };
}
