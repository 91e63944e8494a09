import { bodyHashOf } from '@scrip/model';
import { CertificateClient } from './certificate-client.js';
import { ClaimClient } from './claim-client.js';
import { EventStreamParser } from './event-stream-parser.js';
import { ComplianceClient } from './compliance-client.js';
import { CalendarClient } from './calendar-client.js';
import { InstructionClient } from './instruction-client.js';
import { MandateClient } from './mandate-client.js';
import { OverrideClient } from './override-client.js';
import { OperatorClient } from './operator-client.js';
import { ParticipantClient } from './participant-client.js';
import { PartyClient } from './party-client.js';
import { ReconciliationClient } from './reconciliation-client.js';
import { AttestorClient } from './attestor-client.js';
import { DefinitionClient } from './definition-client.js';
import { DisputeClient } from './dispute-client.js';
import { SolicitationClient } from './solicitation-client.js';
import { EvidenceClient } from './evidence-client.js';
import { RegistrarClient } from './registrar-client.js';
import { ScreeningClient } from './screening-client.js';
import { Requests, toError, type ClientOptions, type CommandOptions } from './requests.js';
import type { ReadOptions } from './read-options.js';
import { TitleClient } from './title-client.js';
import { TableClient } from './table-client.js';
import type * as api from './types.js';

/** A typed client of one gateway's REST API, for one operator. */
export class ScripClient {
  /** Keys, recovery, capacity and personal data of parties. */
  readonly parties: PartyClient;
  /** Ownership certificates. */
  readonly certificates: CertificateClient;
  /** Claims about parties, and trust in claim issuers. */
  readonly claims: ClaimClient;
  /** Rules of securities, exemptions and consents. */
  readonly compliance: ComplianceClient;
  /** Business days: calendars, dates, cut-offs and breaks. */
  readonly calendars: CalendarClient;
  /** Registers compared with other books, and statements of these. */
  readonly reconciliations: ReconciliationClient;
  /** Tables in and out. */
  readonly tables: TableClient;
  /** Joint instructions of several legs. */
  readonly instructions: InstructionClient;
  /** Mandates, offices and groups. */
  readonly mandates: MandateClient;
  /** Members of a channel: records, nodes and where they differ. */
  readonly participants: ParticipantClient;
  /** Operators of the gateway's organisation, their keys and sessions. */
  readonly operators: OperatorClient;
  /** Freezes and other acts on holder registers. */
  readonly registrar: RegistrarClient;
  /** Who attests, and who takes whose place. */
  readonly attestors: AttestorClient;
  /** What stands behind securities. */
  readonly evidence: EvidenceClient;
  /** Holders who are asked about amendments. */
  readonly solicitations: SolicitationClient;
  /** Disputes over transfers. */
  readonly disputes: DisputeClient;
  /** Lawful overrides. */
  readonly overrides: OverrideClient;
  /** The secret sanctions list of the gateway's organisation, and who screens what. */
  readonly screening: ScreeningClient;
  /** What securities, rules and protocols say, and how it comes into force. */
  readonly definitions: DefinitionClient;
  /** Deeds and votes: how title passes. */
  readonly title: TitleClient;
  readonly #requests: Requests;

  constructor(options: ClientOptions) {
    this.#requests = new Requests(options);
    this.parties = new PartyClient(this.#requests);
    this.certificates = new CertificateClient(this.#requests);
    this.claims = new ClaimClient(this.#requests);
    this.compliance = new ComplianceClient(this.#requests);
    this.calendars = new CalendarClient(this.#requests);
    this.reconciliations = new ReconciliationClient(this.#requests);
    this.tables = new TableClient(this.#requests);
    this.instructions = new InstructionClient(this.#requests);
    this.mandates = new MandateClient(this.#requests);
    this.participants = new ParticipantClient(this.#requests);
    this.operators = new OperatorClient(this.#requests);
    this.registrar = new RegistrarClient(this.#requests);
    this.attestors = new AttestorClient(this.#requests);
    this.evidence = new EvidenceClient(this.#requests);
    this.definitions = new DefinitionClient(this.#requests);
    this.title = new TitleClient(this.#requests);
    this.solicitations = new SolicitationClient(this.#requests);
    this.disputes = new DisputeClient(this.#requests);
    this.overrides = new OverrideClient(this.#requests);
    this.screening = new ScreeningClient(this.#requests);
  }

  /** Whose gateway this is; needs no key. @throws {ProblemError} */
  gateway(): Promise<api.GatewayIdentity> {
    return this.#requests.get('/healthz');
  }

  /** Whether every block of the channel left the register as it must be. @throws {ProblemError} */
  audit(options: Pick<ReadOptions, 'channel'> = {}): Promise<api.AuditReport> {
    return this.#requests.get('/v1/audit', { ...options });
  }

  /** Takes a party on at this gateway's organisation. @throws {ProblemError} */
  registerParty(body: api.NewParty, options: CommandOptions = {}): Promise<api.PartyReceipt> {
    return this.#requests.post('/v1/parties', body, options);
  }

  /** Registers this gateway's organisation as a party: node operator, and issuer of credentials. @throws {ProblemError} */
  registerOrganisation(body: api.NewOrganisationParty, options: CommandOptions = {}): Promise<api.PartyReceipt> {
    return this.#requests.post('/v1/organisation', body, options);
  }

  /** Who a party is, as a credential that it takes away; logged with its purpose. @throws {ProblemError} */
  partyCredential(
    partyId: string,
    purpose: string,
    options: CommandOptions & { readonly days?: number } = {},
  ): Promise<api.CredentialReply> {
    const { days, ...rest } = options;
    const body = days === undefined ? { purpose } : { purpose, days };
    return this.#requests.post(`/v1/parties/${encodeURIComponent(partyId)}/credentials`, body, rest);
  }

  /** A challenge for one presentation of a credential. @throws {ProblemError} */
  presentationChallenge(options: Pick<CommandOptions, 'idempotencyKey'> = {}): Promise<api.PresentationChallenge> {
    return this.#requests.post('/v1/presentation-challenges', {}, options);
  }

  /** Takes a party on by a credential from elsewhere. @throws {ProblemError} */
  importParty(body: api.PartyImport, options: CommandOptions = {}): Promise<api.PartyReceipt> {
    return this.#requests.post('/v1/parties/import', body, options);
  }

  /** Proposes to adopt a key of an issuer elsewhere (regulator); another operator approves it. @throws {ProblemError} */
  adoptCredentialIssuer(body: api.NewCredentialIssuer, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post('/v1/credential-issuers', body, options);
  }

  /** Issuers elsewhere whose credentials count or counted here. @throws {ProblemError} */
  credentialIssuers(options: Pick<ReadOptions, 'channel'> = {}): Promise<api.CredentialIssuers> {
    return this.#requests.get('/v1/credential-issuers', { ...options });
  }

  /** @throws {ProblemError} */
  credentialIssuer(keyId: string, options: Pick<ReadOptions, 'channel'> = {}): Promise<api.CredentialIssuer> {
    return this.#requests.get(`/v1/credential-issuers/${encodeURIComponent(keyId)}`, { ...options });
  }

  /** Ends the adoption of a key for good (regulator). @throws {ProblemError} */
  endCredentialIssuer(keyId: string, options: CommandOptions = {}): Promise<{ readonly endedOn: string }> {
    return this.#requests.post(`/v1/credential-issuers/${encodeURIComponent(keyId)}/end`, {}, options);
  }

  /** @throws {ProblemError} */
  registerSecurity(body: api.NewSecurity, options: CommandOptions = {}): Promise<api.RegisteredSecurity> {
    return this.#requests.post('/v1/securities', body, options);
  }

  /** Proposes an issue; it is done when another operator approves it. @throws {ProblemError} */
  issue(isin: string, body: api.NewIssuance, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(`/v1/securities/${encodeURIComponent(isin)}/issuances`, body, options);
  }

  /** @param options `status`: only acts that stand so. @throws {ProblemError} */
  approvals(options: ReadOptions & { readonly status?: api.Approval['status'] } = {}): Promise<api.ApprovalList> {
    return this.#requests.get('/v1/approvals', { ...options });
  }

  /** @throws {ProblemError} */
  approval(id: string, options: Pick<ReadOptions, 'channel'> = {}): Promise<api.Approval> {
    return this.#requests.get(`/v1/approvals/${encodeURIComponent(id)}`, { ...options });
  }

  /**
   * Approves what another operator proposed, and so does it.
   *
   * @param act - as it was shown: the ledger does nothing else in its place
   * @throws {ProblemError}
   */
  approve(act: api.ShownAct, options: CommandOptions = {}): Promise<api.Approval> {
    const bodyHash = bodyHashOf(act.function, act.body);
    return this.#requests.post(`/v1/approvals/${encodeURIComponent(act.id)}/approval`, { bodyHash }, options);
  }

  /**
   * Rejects what another operator proposed, or withdraws what this one did.
   *
   * @param act - as it was shown
   * @throws {ProblemError}
   */
  reject(act: api.ShownAct, reason: api.NewRejection['reason'], options: CommandOptions = {}): Promise<api.Approval> {
    const body = { bodyHash: bodyHashOf(act.function, act.body), reason };
    return this.#requests.post(`/v1/approvals/${encodeURIComponent(act.id)}/rejection`, body, options);
  }

  /**
   * Instructs a transfer.
   *
   * @param options with `waitSeconds`, answers when the transfer has ended or the time is over
   * @throws {ProblemError} when it was not accepted; a refusal by the ledger is in the operation
   */
  transfer(
    body: api.NewTransfer,
    options: CommandOptions & { readonly waitSeconds?: number } = {},
  ): Promise<api.Operation> {
    const prefer = options.waitSeconds === undefined ? {} : { Prefer: `wait=${options.waitSeconds}` };
    return this.#requests.post('/v1/transfers', body, options, prefer);
  }

  /** @throws {ProblemError} */
  operation(id: string): Promise<api.Operation> {
    return this.#requests.get(`/v1/operations/${encodeURIComponent(id)}`);
  }

  /** What every rule says to a transfer now. @throws {ProblemError} */
  verdict(operationId: string): Promise<api.Verdict> {
    return this.#requests.get(`/v1/operations/${encodeURIComponent(operationId)}/verdict`);
  }

  /** @throws {ProblemError} */
  securities(options: ReadOptions = {}): Promise<api.SecurityList> {
    return this.#requests.get('/v1/securities', { ...options });
  }

  /** @throws {ProblemError} */
  security(isin: string, options: Pick<ReadOptions, 'channel'> = {}): Promise<api.SecurityReply> {
    return this.#requests.get(`/v1/securities/${encodeURIComponent(isin)}`, { ...options });
  }

  /** @throws {ProblemError} */
  register(isin: string, options: ReadOptions & { readonly recordDate?: string } = {}): Promise<api.HolderRegister> {
    return this.#requests.get(`/v1/securities/${encodeURIComponent(isin)}/register`, { ...options });
  }

  /** @param options `asOf`: at the end of that business date. @throws {ProblemError} */
  capTable(
    isin: string,
    options: Pick<ReadOptions, 'channel'> & { readonly asOf?: string } = {},
  ): Promise<api.CapTable> {
    return this.#requests.get(`/v1/securities/${encodeURIComponent(isin)}/cap-table`, { ...options });
  }

  /** @throws {ProblemError} */
  holdings(holderId: string, options: ReadOptions = {}): Promise<api.Holdings> {
    return this.#requests.get(`/v1/parties/${encodeURIComponent(holderId)}/holdings`, { ...options });
  }

  /** @throws {ProblemError} */
  lotHistory(isin: string, lotId: string, options: Pick<ReadOptions, 'channel'> = {}): Promise<api.LotHistory> {
    const path = `/v1/securities/${encodeURIComponent(isin)}/lots/${encodeURIComponent(lotId)}/history`;
    return this.#requests.get(path, { ...options });
  }

  /**
   * Domain events of a channel as they happen, until the signal aborts (ends quietly) or the connection breaks (throws);
   * then go on with `lastEventId`.
   *
   * @param options `from` a block, or after `lastEventId`; else what comes next
   */
  async *events(
    options: {
      readonly channel?: string;
      readonly from?: number;
      readonly lastEventId?: string;
      readonly signal?: AbortSignal;
    } = {},
  ): AsyncGenerator<api.StreamedEvent> {
    const { channel, from, lastEventId, signal } = options;
    const headers = {
      ...this.#requests.headers(),
      ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }),
    };
    try {
      const init = signal === undefined ? { headers } : { headers, signal };
      const response = await fetch(this.#requests.address('/v1/events', { channel, from }), init);
      if (!response.ok || response.body === null) throw await toError(response);
      const parser = new EventStreamParser();
      for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
        for (const { id, data } of parser.push(chunk)) {
          yield { id, ...(JSON.parse(data) as Omit<api.StreamedEvent, 'id'>) };
        }
      }
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  }
}
