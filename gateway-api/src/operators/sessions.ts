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

  /** @returns undefined when there are as many as may be */
  open(operator: string): OpenedSession | undefined {
    this.#prune();
    if (this.#sessions.size >= this.#bounds.sessionsMax) return undefined;
    const token = `scrip-session_${randomBytes(TOKEN_BYTES).toString('base64url')}`;
    const now = this.#now();
    const endsAt = now + this.#bounds.absoluteMs;
    const idleUntil = now + this.#bounds.idleMs;
    this.#sessions.set(digestOf(token), { operator, endsAt, idleUntil });
    return { token, idleUntil: new Date(idleUntil), endsAt: new Date(endsAt) };
  }

  /** The operator of a session, which thereby goes on; undefined when it has ended. */
  operatorOf(token: string): string | undefined {
    const digest = digestOf(token);
    const session = this.#sessions.get(digest);
    if (session === undefined) return undefined;
    const now = this.#now();
    if (now >= session.endsAt || now >= session.idleUntil) {
      this.#sessions.delete(digest);
      return undefined;
    }
    session.idleUntil = now + this.#bounds.idleMs;
    return session.operator;
  }

  /** Ends all sessions of an operator. */
  end(operator: string): void {
    for (const [digest, session] of this.#sessions) if (session.operator === operator) this.#sessions.delete(digest);
  }

  #prune(): void {
    const now = this.#now();
    for (const [digest, { endsAt, idleUntil }] of this.#sessions) {
      if (now >= endsAt || now >= idleUntil) this.#sessions.delete(digest);
    }
  }
}

const digestOf = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex');
