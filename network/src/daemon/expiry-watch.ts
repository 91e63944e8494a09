import { expiryNotices, expiryText, type ExpiringCertificate, type ExpiryNotice } from '@scrip/credentials';
import { messageOf } from '../network-error.js';

const DAY_MS = 86_400_000;

/** Announces certificates that end within 90 days in the log: at the start, and then every day. */
export class ExpiryWatch {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly certificates: () => Promise<readonly ExpiringCertificate[]>,
    private readonly log: (line: string) => void,
  ) {}

  /** What there is to announce now. */
  async notices(): Promise<readonly ExpiryNotice[]> {
    return expiryNotices(await this.certificates(), new Date());
  }

  /** Resolves when the first announcement is made. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.#announce(), DAY_MS).unref();
    await this.#announce();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #announce(): Promise<void> {
    try {
      for (const notice of await this.notices()) this.log(expiryText(notice));
    } catch (error) {
      this.log(`the end of certificates could not be checked: ${messageOf(error)}`);
    }
  }
}
