import { propose, type Command, type DualFunction } from '@scrip/model';
import { writeApproval } from '../records/approval-records.js';
import type { CommandHandler } from '../transaction/submit.js';

/**
 * Proposes a sensitive act instead of doing it. An act that would be refused now is refused at once, so that no checker
 * is asked in vain.
 */
export function proposing<Body>(
  name: DualFunction,
  command: Command<Body>,
  run: CommandHandler<Body>['run'],
): CommandHandler<Body>['run'] {
  return async (work, body) => {
    work.isProposing = true;
    await work.rehearse(() => run(work, body));
    const approval = propose({
      approvalId: command.commandId,
      mspId: work.callerMspId,
      function: name,
      body: command.sent,
      bodyHash: command.bodyHash,
      maker: work.operator,
      proposedOn: await work.today(),
    });
    writeApproval(work.state, approval);
    work.events.push({ type: 'ActProposed', approval });
    const { approvalId, status, expiresOn } = approval;
    return { approvalId, status, expiresOn };
  };
}
