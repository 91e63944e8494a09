import type { peer } from '@hyperledger/fabric-protos';

import { asBuffer } from '../../proto/decode.js';
import type { Proposal } from '../../proto/proposal.js';
import { callPeer } from './peer-call.js';
import type { Plan } from './planner.js';
import type { Registry } from './registry.js';
import type { FailureDetail } from './status.js';

/** What enough endorsers agreed on. */
export interface CollectedEndorsements {
  readonly responsePayload: Buffer;
  readonly endorsements: readonly peer.Endorsement[];
}

/**
 * Gathers the endorsements of a plan (Fabric: internal/pkg/gateway/endorsement.go). The first response sets what all
 * others must equal; an organisation that fails or disagrees takes every layout that needs it out of the plan.
 */
export class EndorsementCollector {
  readonly #registry: Registry;
  readonly #proposal: Proposal;
  readonly #endorsements = new Map<string, peer.Endorsement>();
  readonly #failed = new Set<string>();
  readonly failures: FailureDetail[] = [];
  #responsePayload: Buffer | undefined;

  constructor(registry: Registry, proposal: Proposal) {
    this.#registry = registry;
    this.#proposal = proposal;
  }

  /** Counts an answer that is already there. @returns false when its payload differs from the first one. */
  add(mspId: string, response: peer.ProposalResponse): boolean {
    const payload = asBuffer(response.getPayload_asU8());
    this.#responsePayload ??= payload;
    const endorsement = response.getEndorsement();
    if (!this.#responsePayload.equals(payload)) return false;
    if (endorsement !== undefined) this.#endorsements.set(mspId, endorsement);
    return true;
  }

  /** Tries the plan's layouts in turn; undefined when none could be completed, see `failures`. */
  async collect(plan: Plan): Promise<CollectedEndorsements | undefined> {
    for (const layout of plan.layouts) {
      if (layout.some((mspId) => this.#failed.has(mspId))) continue;
      const wanted = layout.filter((mspId) => !this.#endorsements.has(mspId));
      await Promise.all(wanted.map((mspId) => this.#ask(plan, mspId)));
      const endorsements = layout.flatMap((mspId) => this.#endorsements.get(mspId) ?? []);
      if (endorsements.length === layout.length && this.#responsePayload !== undefined) {
        return { responsePayload: this.#responsePayload, endorsements };
      }
    }
    return undefined;
  }

  async #ask(plan: Plan, mspId: string): Promise<void> {
    const target = plan.peers.get(mspId);
    if (target === undefined) {
      this.#failed.add(mspId);
      return;
    }
    const answer = await callPeer(this.#registry, target, this.#proposal);
    if (answer.ok && this.add(mspId, answer.response)) return;
    this.#failed.add(mspId);
    this.failures.push(
      answer.ok
        ? { address: target.organization.address, mspId, message: 'ProposalResponsePayloads do not match' }
        : answer.detail,
    );
  }
}
