import type { Organization } from '@scrip/config';
import type { Logger } from 'pino';
import { BallotAgent } from './agent/ballot-agent.js';
import { JointAgent } from './agent/joint-agent.js';
import { LeaseWatch } from './agent/lease-watch.js';
import { ReconciliationAgent } from './agent/reconciliation-agent.js';
import { RehomingAgent } from './agent/rehoming-agent.js';
import { RescreeningAgent } from './agent/rescreening-agent.js';
import { ScreeningAgent } from './agent/screening-agent.js';
import { SolicitationAgent } from './agent/solicitation-agent.js';
import { SettlementAgent } from './agent/settlement-agent.js';
import { LedgerAudit } from './audit/ledger-audit.js';
import type { GatewayFiles } from './gateway-files.js';
import { toProblem } from './http/ledger-problems.js';
import type { Metrics } from './http/metrics.js';
import type { Ledger } from './ledger/ledger.js';
import { Instructor } from './operations/instructor.js';
import type { Operations } from './operations/operations.js';
import { FirstOperators } from './operators/first-operators.js';
import { ApprovalQueries } from './read-model/approval-queries.js';
import { Reconciler } from './reconciliation/reconciler.js';
import { Follower } from './read-model/follower.js';
import { ChannelQueries } from './read-model/queries.js';
import type { ChannelServices } from './services.js';

/** A program that acts for the organisation while its gateway runs. */
export interface Agent {
  start(): void;
  stop(): Promise<void>;
}

/** What runs for one channel. */
export interface ChannelRuntime extends ChannelServices {
  readonly follower: Follower;
  readonly agents: readonly Agent[];
  readonly firstOperators: FirstOperators;
}

/** What a channel runs on. */
export interface ChannelParts {
  readonly ledger: Ledger;
  readonly organization: Organization;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly files: Pick<GatewayFiles, 'readModel' | 'operationStore' | 'statements'>;
  readonly operations: Operations;
}

/** Puts the parts of one channel together; nothing runs yet. */
export function openChannel({ ledger, files, operations, ...parts }: ChannelParts): ChannelRuntime {
  const { organization, metrics } = parts;
  const { readModel, operationStore, statements } = files;
  const logger = parts.logger.child({ channel: ledger.channel });
  const instructor = new Instructor({
    ledger,
    operations: operationStore,
    readModel,
    logger,
    describe: (error) => toProblem(error).toDocument(),
    onChange: (id) => operations.changed(id),
    onBatch: (items) => metrics.batched(ledger.channel, 'instruct', items),
  });
  const onBatch = (items: number): void => metrics.batched(ledger.channel, 'settle', items);
  const onRound = (isin: string, failing: number): void => metrics.notBroughtHome(ledger.channel, isin, failing);
  const works = { ledger, readModel, logger };
  const reconciler = new Reconciler({ ledger, readModel, statements });
  const ofEverybody = [new ReconciliationAgent({ ...works, statements, reconciler }), new ScreeningAgent(works)];
  const isRegistrar = organization.roles.includes('registrar');
  const ofRegistrar = isRegistrar
    ? [
        new SettlementAgent({ ...works, onBatch }),
        new BallotAgent(works),
        new SolicitationAgent(works),
        new JointAgent(works),
        new LeaseWatch(works),
        new RescreeningAgent(works),
        new RehomingAgent({ ...works, onRound }),
      ]
    : [];
  const audit = new LedgerAudit((finding) => {
    metrics.foundByAudit(ledger.channel, finding.invariant);
    logger.error({ ...finding }, 'the audit found what must not be');
  });
  const queries = new ChannelQueries(readModel.database, ledger.channel);
  return {
    ledger,
    queries,
    approvals: new ApprovalQueries(readModel.database, ledger.channel, organization.mspId),
    instructor,
    follower: new Follower(ledger, readModel, logger),
    audit,
    agents: [...ofRegistrar, ...ofEverybody, new Follower(ledger, audit, logger)],
    reconciler,
    firstOperators: new FirstOperators(ledger, organization.operators, logger),
  };
}
