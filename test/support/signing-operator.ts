import { randomUUID } from 'node:crypto';
import { commandIdOf, type CommandOptions, type ScripClient } from '@scrip/gateway-api';
import { plainKey, type CommandId, type LedgerName, type MspId, type OperatorId } from '@scrip/model';
import { newSecret, p256Signer, signCommand, type Validity } from '@scrip/signing';
import { MEMBERS } from './consortium.js';
import type { MarketScene } from './market-scene.js';

/** An operator with a key on the ledger, who signs what it gives. */
export class SigningOperator {
  readonly #signer = p256Signer(newSecret());

  private constructor(
    private readonly ledger: LedgerName,
    private readonly mspId: string,
    private readonly id: string,
  ) {}

  /** Makes the administrator of an organisation a maker too, with a key: from then on it signs what it gives. */
  static async administrator(scene: MarketScene, mspId: string): Promise<SigningOperator> {
    const administrator = scene.at(mspId, 'administrator');
    const { items } = await administrator.operators.list();
    const id = items.find(({ roles }) => roles.includes('administrator'))?.id;
    if (id === undefined) throw new Error(`${mspId} has no administrator`);
    const operator = new SigningOperator(scene.ledger, mspId, id);
    const roles = ['administrator' as const, 'maker' as const];
    const operators = [{ id, roles, key: plainKey(operator.#signer.key) }];
    await scene.approve(mspId, administrator.operators.appoint({ operators }));
    await scene.caughtUp();
    return operator;
  }

  /** Its client. */
  client(scene: MarketScene): ScripClient {
    return scene.consortium.clientOf(MEMBERS.indexOf(this.mspId), this.mspId, this.id);
  }

  /** Options of one command, with its signature over what the ledger will get. */
  async signed(name: string, body: object, validity: Validity): Promise<CommandOptions> {
    const idempotencyKey = randomUUID();
    const [mspId, operator] = [this.mspId as MspId, this.id as OperatorId];
    const commandId = commandIdOf({ mspId, operator, key: idempotencyKey }) as CommandId;
    const command = { function: name, mspId, operator, commandId, body };
    return { idempotencyKey, signature: await signCommand(this.ledger, command, validity, this.#signer) };
  }
}
