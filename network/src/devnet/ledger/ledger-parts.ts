import type { BlockStore } from './block-store.js';
import type { MissingData } from './missing-data.js';
import type { PrivateSetStore } from './private-set-store.js';
import type { OrganizationStore } from './store.js';
import type { TransientStore } from './transient-store.js';

/** The parts of a channel's ledger that a commit reads and writes. */
export interface LedgerParts {
  readonly store: OrganizationStore;
  readonly channel: string;
  readonly blocks: BlockStore;
  readonly privateSets: PrivateSetStore;
  readonly missing: MissingData;
  readonly transient: TransientStore;
}
