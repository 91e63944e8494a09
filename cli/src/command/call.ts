import { randomUUID } from 'node:crypto';
import { commandIdOf, ScripClient, type CommandOptions, type LedgerIdentity } from '@scrip/gateway-api';
import {
  addDays,
  businessDate as dateReader,
  type BusinessDate,
  type CommandId,
  type LedgerName,
  type MspId,
  type NetworkName,
  type OperatorId,
} from '@scrip/model';
import { signCommand } from '@scrip/signing';
import { readKeyFile } from '../keys/key-file.js';
import { resolveAccess, type Access, type Overrides } from '../profile/access.js';
import type { Profiles } from '../profile/profiles.js';
import type { Io } from './io.js';

/** Calendar days for which an operator's signature counts after the business date: the approval may wait as long. */
const OPERATOR_SIGNATURE_DAYS = 7;

/** One run of a command: whom it talks to, and under which id. Nothing is looked up before it is needed. */
export class Call {
  #access: Access | undefined;
  #client: ScripClient | undefined;
  #ledger: Promise<LedgerIdentity> | undefined;
  readonly #commandId: string | undefined;

  constructor(
    readonly io: Io,
    readonly profiles: Profiles,
    readonly overrides: Overrides,
    commandId?: string,
  ) {
    this.#commandId = commandId;
  }

  /** Id of the command: given, or made once. */
  readonly commandId: string = randomUUID();

  /** @throws UsageError when it is not known which gateway, or by which key */
  get access(): Access {
    this.#access ??= resolveAccess(this.overrides, this.io, this.profiles);
    return this.#access;
  }

  get client(): ScripClient {
    const { url, apiKey } = this.access;
    this.#client ??= new ScripClient({ url, apiKey });
    return this.#client;
  }

  /** The channel, where it is not the gateway's default one. */
  get channel(): { readonly channel?: string } {
    const { channel } = this.access;
    return channel === undefined ? {} : { channel };
  }

  /** The id of a command, for what has no channel. */
  get keyed(): { readonly idempotencyKey: string } {
    return { idempotencyKey: this.#commandId ?? this.commandId };
  }

  /** Options of a command. */
  get command(): CommandOptions {
    return { ...this.channel, ...this.keyed };
  }

  /** Options of a command, signed by the operator where the profile has a key of it. */
  async signed(name: string, body: object): Promise<CommandOptions> {
    const { operator } = this.access;
    if (operator === undefined) return this.command;
    const mspId = await this.ownMspId();
    const { idempotencyKey } = this.keyed;
    const commandId = commandIdOf({ mspId, operator: operator.id, key: idempotencyKey }) as CommandId;
    const today = await this.businessDate();
    const signature = await signCommand(
      await this.ledgerName(),
      { function: name, mspId: mspId as MspId, operator: operator.id as OperatorId, commandId, body },
      { validFrom: today, validUntil: addDays(today, OPERATOR_SIGNATURE_DAYS) },
      readKeyFile(operator.keyFile),
    );
    return { ...this.command, signature };
  }

  /** What the ledger is called, and its business date. */
  ledger(): Promise<LedgerIdentity> {
    this.#ledger ??= this.client.parties.ledger(this.channel);
    return this.#ledger;
  }

  async ledgerName(): Promise<LedgerName> {
    const { network, channel } = await this.ledger();
    return { network: network as NetworkName, channel };
  }

  /** The business date that decides about people. */
  async businessDate(): Promise<BusinessDate> {
    return dateReader((await this.ledger()).asOf.businessDate, '/businessDate');
  }

  /** The organisation of the gateway. */
  async ownMspId(): Promise<string> {
    return (await this.client.gateway()).mspId;
  }
}
