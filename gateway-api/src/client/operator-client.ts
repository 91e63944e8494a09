import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

const path = (operatorId: string, rest = ''): string => `/v1/operators/${encodeURIComponent(operatorId)}${rest}`;

/** What a client does with operators, their keys and sessions: every function throws {@link ProblemError} when refused. */
export class OperatorClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  list(options: ChannelOption = {}): Promise<api.OperatorList> {
    return this.#requests.get('/v1/operators', { ...options });
  }

  get(operatorId: string, options: ChannelOption = {}): Promise<api.OperatorReply> {
    return this.#requests.get(path(operatorId), { ...options });
  }

  /** Proposes appointments; another operator approves them. */
  appoint(body: api.NewOperators, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post('/v1/operators', body, options);
  }

  /** Proposes to end an appointment for good; another operator approves it. */
  dismiss(operatorId: string, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(path(operatorId, '/dismissal'), {}, options);
  }

  /** Replaces the key of this client, which is accepted for a day more; the answer is the only place of the new one. */
  rotateKey(operatorId: string): Promise<api.OperatorKey> {
    return this.#requests.post(path(operatorId, '/key'), {}, {});
  }

  /** Has a key of another operator made, which is only on the disk of the gateway. */
  issueKey(operatorId: string): Promise<api.IssuedKey> {
    return this.#requests.post(path(operatorId, '/key/issuance'), {}, {});
  }

  revokeKeys(operatorId: string): Promise<api.RevokedKeys> {
    return this.#requests.post(path(operatorId, '/key/revocation'), {}, {});
  }

  /** Exchanges the key of this client for a token of short life. */
  openSession(): Promise<api.Session> {
    return this.#requests.post('/v1/sessions', {}, {});
  }

  /** Ends all sessions of the operator who asks. */
  endSessions(): Promise<api.RevokedKeys> {
    return this.#requests.post('/v1/sessions/end', {}, {});
  }
}
