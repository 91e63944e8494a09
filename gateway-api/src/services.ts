import type { Operator } from '@scrip/config';
import type { Signer } from '@scrip/signing';
import type { LedgerAudit } from './audit/ledger-audit.js';
import { Problem } from './http/problem.js';
import type { Command, Ledger, Receipt } from './ledger/ledger.js';
import type { AccessLog } from './operations/access-log.js';
import type { Considerations } from './operations/considerations.js';
import type { IssuedCredentials } from './operations/issued-credentials.js';
import type { Instructor } from './operations/instructor.js';
import type { Operations } from './operations/operations.js';
import type { ImportStore } from './imports/import-store.js';
import { RowFollower } from './imports/row-follower.js';
import type { StatementStore } from './operations/statement-store.js';
import type { RegisterInspections } from './operations/register-inspections.js';
import type { ApiKeys } from './operators/api-keys.js';
import type { Sessions } from './operators/sessions.js';
import type { LawfulOverride, OverrideStore } from './overrides/override-store.js';
import type { ApprovalQueries } from './read-model/approval-queries.js';
import type { ChannelQueries } from './read-model/queries.js';
import type { PresentationChallenges } from './operations/presentation-challenges.js';
import type { Reconciler } from './reconciliation/reconciler.js';
import type { ReadModel } from './read-model/read-model.js';

/** What a gateway has of one channel. */
export interface ChannelServices {
  readonly ledger: Ledger;
  readonly queries: ChannelQueries;
  readonly approvals: ApprovalQueries;
  readonly instructor: Instructor;
  readonly reconciler: Reconciler;
  readonly audit: LedgerAudit;
}

/** How long an answer to a command waits for the read model, so that the next read shows what was written. */
const OWN_WRITE_MS = 5_000;

/** What a gateway's services are made of. */
export interface ServiceParts {
  readonly mspId: string;
  /** LEI of the organisation. */
  readonly lei: string;
  readonly readModel: ReadModel;
  readonly operations: Operations;
  readonly accessLog: AccessLog;
  readonly inspections: RegisterInspections;
  readonly statements: StatementStore;
  readonly imports: ImportStore;
  readonly considerations: Considerations;
  readonly overrides: OverrideStore;
  /** Told of every lawful override that was prepared or submitted. */
  readonly onOverride: (override: LawfulOverride) => void;
  readonly challenges: PresentationChallenges;
  readonly issuedCredentials: IssuedCredentials;
  /** Address under which others reach this gateway, without a slash at its end. */
  readonly publicUrl: string;
  /** Signs credentials in the organisation's name. */
  readonly assertionKey: Signer;
  /** Operators of the organisation by its own configuration. */
  readonly operators: readonly Operator[];
  readonly keys: ApiKeys;
  readonly sessions: Sessions;
  readonly channels: ReadonlyMap<string, ChannelServices>;
  readonly defaultChannel: string;
}

/** What the routes work with. */
export class Services {
  readonly mspId: string;
  readonly lei: string;
  readonly readModel: ReadModel;
  readonly operations: Operations;
  readonly accessLog: AccessLog;
  readonly inspections: RegisterInspections;
  readonly statements: StatementStore;
  readonly imports: ImportStore;
  readonly rows: RowFollower;
  readonly considerations: Considerations;
  readonly overrides: OverrideStore;
  readonly onOverride: (override: LawfulOverride) => void;
  readonly challenges: PresentationChallenges;
  readonly issuedCredentials: IssuedCredentials;
  readonly publicUrl: string;
  readonly assertionKey: Signer;
  readonly operators: readonly Operator[];
  readonly keys: ApiKeys;
  readonly sessions: Sessions;
  readonly #channels: ReadonlyMap<string, ChannelServices>;
  readonly #defaultChannel: string;

  constructor(parts: ServiceParts) {
    this.mspId = parts.mspId;
    this.lei = parts.lei;
    this.readModel = parts.readModel;
    this.operations = parts.operations;
    this.accessLog = parts.accessLog;
    this.inspections = parts.inspections;
    this.statements = parts.statements;
    this.imports = parts.imports;
    this.rows = new RowFollower({
      ...{ store: parts.imports, operations: parts.operations, readModel: parts.readModel },
      approvalsOf: (channel) => this.channel(channel).approvals,
    });
    this.considerations = parts.considerations;
    this.overrides = parts.overrides;
    this.onOverride = parts.onOverride;
    this.challenges = parts.challenges;
    this.issuedCredentials = parts.issuedCredentials;
    this.publicUrl = parts.publicUrl;
    this.assertionKey = parts.assertionKey;
    this.operators = parts.operators;
    this.keys = parts.keys;
    this.sessions = parts.sessions;
    this.#channels = parts.channels;
    this.#defaultChannel = parts.defaultChannel;
  }

  hasChannel(name: string | undefined): boolean {
    return name === undefined || this.#channels.has(name);
  }

  /** @param name absent: the default channel. @throws {Problem} CHANNEL_NOT_FOUND */
  channel(name: string | undefined): ChannelServices {
    const services = this.#channels.get(name ?? this.#defaultChannel);
    if (services === undefined) throw Problem.of('CHANNEL_NOT_FOUND');
    return services;
  }

  /** Makes a command final and waits, within bounds, until this gateway's reads show it. */
  async submit(ledger: Ledger, command: Command): Promise<Receipt> {
    const receipt = await ledger.submit(command);
    await this.shows(ledger, receipt.block);
    return receipt;
  }

  /** Waits, within bounds, until this gateway's reads show a block. */
  async shows(ledger: Ledger, block: number): Promise<void> {
    await this.readModel.waitForBlock(ledger.channel, block, OWN_WRITE_MS);
  }
}
