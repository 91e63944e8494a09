import { createHash, randomBytes } from 'node:crypto';

/** How long a session may rest, and how long it lasts at most. */
export interface SessionBounds {
  readonly idleMs: number;
  readonly absoluteMs: number;
  readonly sessionsMax: number;
}

/** A quarter of an hour idle and a working day in all (OWASP session management: 15 to 30 minutes, 4 to 8 hours). */
export const DEFAULT_SESSION_BOUNDS: SessionBounds = {
  idleMs: 15 * 60_000,
  absoluteMs: 8 * 3_600_000,
  sessionsMax: 10_000,
};

const TOKEN_BYTES = 32;
const TOKEN = /^scrip-session_[A-Za-z0-9_-]{43}$/;

interface Session {
  readonly operator: string;
  /** Thumbprint of the certificate that must be shown with it; undefined: none. */
  readonly certificate: string | undefined;
  readonly endsAt: number;
  idleUntil: number;
}

/** A session that was just opened; its token is shown this once. */
export interface OpenedSession {
  readonly token: string;
  readonly idleUntil: Date;
  readonly endsAt: Date;
}

/**
 * Short-lived sessions in exchange for a key, a token or a certificate. They live in this process alone, by digest: its
 * end is theirs, and no file holds one.
 */
export class Sessions {
  readonly #bounds: SessionBounds;
  readonly #now: () => number;
  readonly #sessions = new Map<string, Session>();

  constructor(bounds: SessionBounds = DEFAULT_SESSION_BOUNDS, now: () => number = Date.now) {
    this.#bounds = bounds;
    this.#now = now;
  }

  /** Whether a bearer credential has the form of a session's. */
  static isToken(text: string): boolean {
    return TOKEN.test(text);
  }

  /**
   * @param certificate - thumbprint of the certificate to which the credential is bound that a session is exchanged for
   *   (RFC 8705, section 3): the session is bound to it too, else it would be a way around that binding
   * @returns undefined when there are as many as may be
   */
  open(operator: string, certificate?: string): OpenedSession | undefined {
    this.#prune();
    if (this.#sessions.size >= this.#bounds.sessionsMax) return undefined;
    const token = `scrip-session_${randomBytes(TOKEN_BYTES).toString('base64url')}`;
    const now = this.#now();
    const endsAt = now + this.#bounds.absoluteMs;
    const idleUntil = now + this.#bounds.idleMs;
    this.#sessions.set(digestOf(token), { operator, certificate, endsAt, idleUntil });
    return { token, idleUntil: new Date(idleUntil), endsAt: new Date(endsAt) };
  }

  /**
   * The operator of a session, which thereby goes on; undefined when it has ended.
   *
   * @param certificate - thumbprint of the certificate that is shown with it
   */
  operatorOf(token: string, certificate: string | undefined): string | undefined {
    const session = this.#openOne(token);
    if (session === undefined || (session.certificate !== undefined && session.certificate !== certificate)) {
      return undefined;
    }
    session.idleUntil = this.#now() + this.#bounds.idleMs;
    return session.operator;
  }

  /** Whether a session has not ended; asking does not make it go on. */
  isOpen(token: string): boolean {
    return this.#openOne(token) !== undefined;
  }

  /** Ends all sessions of an operator. */
  end(operator: string): void {
    for (const [digest, session] of this.#sessions) if (session.operator === operator) this.#sessions.delete(digest);
  }

  #openOne(token: string): Session | undefined {
    const session = this.#sessions.get(digestOf(token));
    return session === undefined || this.#hasEnded(session) ? undefined : session;
  }

  #hasEnded({ endsAt, idleUntil }: Session): boolean {
    const now = this.#now();
    return now >= endsAt || now >= idleUntil;
  }

  #prune(): void {
    for (const [digest, session] of this.#sessions) if (this.#hasEnded(session)) this.#sessions.delete(digest);
  }
}

const digestOf = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex');
