import { compliance } from '@scrip/model';
import { amendRules } from '../support/amendments.js';
import { AURORA, CIRRUS, DELTA } from '../support/consortium.js';
import type { GatewayScene } from '../support/gateway-scene.js';

/** Organisations whose clients send and receive, each through its own gateway. */
export const CUSTODIANS: readonly string[] = [CIRRUS, AURORA];
const SANCTIONED = 'sanctioned';
const SANCTION_DAYS = 100;
const DAY_MS = 86_400_000;

/** How many want what there is too little of. */
export interface Crowd {
  readonly candidates: number;
  readonly places: number;
  readonly ineligible: number;
  /** Units of each sender. */
  readonly units: bigint;
}

/** A security with a sender at each custodian, many who would like to hold it, and some who may not. */
export interface CrowdedOffer extends Crowd {
  readonly isin: string;
  readonly senders: ReadonlyMap<string, string>;
  readonly receivers: readonly string[];
  readonly sanctioned: readonly string[];
}

/** Puts the offer up: rules that leave so many places besides those of the senders, and a sanction on each of some. */
export async function crowdedOffer(scene: GatewayScene, crowd: Crowd): Promise<CrowdedOffer> {
  const isin = await scene.registerSecurity();
  const senders = new Map<string, string>();
  const receivers: string[] = [];
  for (const mspId of CUSTODIANS) {
    const [sender = '', ...others] = await scene.parties(1 + crowd.candidates / CUSTODIANS.length, mspId);
    senders.set(mspId, sender);
    receivers.push(...others);
  }
  const sanctioned = await scene.parties(crowd.ineligible, CIRRUS);
  await scene.issue(isin, [...senders.values()], crowd.units.toString());
  await sanction(scene, sanctioned);
  await limitHolders(scene, isin, senders.size + crowd.places);
  await scene.caughtUp();
  return { ...crowd, isin, senders, receivers, sanctioned };
}

async function sanction(scene: GatewayScene, parties: readonly string[]): Promise<void> {
  const day = await scene.businessDate();
  const issuers = [{ mspId: DELTA, from: day }];
  const trust = { type: SANCTIONED, effect: 'blocks' as const, sides: 'receiver' as const, issuers };
  await scene.approved(DELTA, scene.at(DELTA).claims.adoptTrust(trust));
  const details = { findings: 'on the list', retention: { purpose: 'sanctions', basis: 'legal-obligation' as const } };
  const validUntil = new Date(Date.parse(day) + SANCTION_DAYS * DAY_MS).toISOString().slice(0, 10);
  for (const subject of parties) {
    await scene.at(DELTA).claims.make({ subject, type: SANCTIONED, validFrom: day, validUntil, details });
  }
}

async function limitHolders(scene: GatewayScene, isin: string, count: number): Promise<void> {
  const rules: compliance.RuleSet = {
    transfer: compliance.RULES.holdersAtMost({ count, scope: 'security', of: {} }),
  };
  await amendRules(scene, isin, rules);
}
