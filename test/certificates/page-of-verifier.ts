import { createHash } from 'node:crypto';
import { createContext, runInContext } from 'node:vm';

type Listener = (event: { preventDefault(): void }) => void;

/** An element, as far as the page uses one. */
class PageElement {
  value = '';
  className = '';
  files: readonly PageFile[] = [];
  #content: (string | PageElement)[] = [];
  readonly #listeners = new Map<string, Listener>();

  append(...content: (string | PageElement)[]): void {
    this.#content.push(...content);
  }

  replaceChildren(...content: PageElement[]): void {
    this.#content = content;
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, listener);
  }

  emit(type: string): void {
    this.#listeners.get(type)?.({ preventDefault: () => undefined });
  }

  /** What people read. */
  get text(): string {
    return this.#content.map((each) => (typeof each === 'string' ? each : each.text)).join('\n');
  }
}

/** A file that somebody chose. */
interface PageFile {
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

const fileOf = (content: Buffer): PageFile => ({
  text: () => Promise.resolve(content.toString('utf8')),
  arrayBuffer: () => Promise.resolve(new Uint8Array(content).buffer),
});

const NAMES = ['statement', 'fingerprint', 'nonce', 'certificate', 'block'];

/** The verifier page in a world that has what browsers have, as far as it is used, and nothing of Node. */
export class PageOfVerifier {
  readonly #elements = new Map(NAMES.map((name) => [name, new PageElement()]));

  /** @param html the page as it is handed out */
  constructor(private readonly html: string) {
    const document = {
      getElementById: (id: string) => this.#elements.get(id),
      createElement: () => new PageElement(),
      addEventListener: () => undefined,
    };
    const world = { document, HTMLElement: PageElement, HTMLInputElement: PageElement };
    const browser = { TextDecoder, TextEncoder, atob, btoa };
    runInContext(this.script, createContext({ ...world, ...browser }));
  }

  get script(): string {
    return /<script>([^]*?)<\/script>/.exec(this.html)?.[1] ?? '';
  }

  get policy(): string {
    return /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(this.html)?.[1] ?? '';
  }

  /** What a browser computes of the script before it runs it under the policy. */
  get scriptSource(): string {
    return `'sha256-${createHash('sha256').update(this.script).digest('base64')}'`;
  }

  type(field: 'fingerprint' | 'nonce', text: string): void {
    const element = this.#element(field);
    element.value = text;
    element.emit('input');
  }

  /** Chooses a file, and waits until it is read. */
  async choose(field: 'certificate' | 'block', content: Buffer): Promise<void> {
    const element = this.#element(field);
    element.files = [fileOf(content)];
    element.emit('change');
    await new Promise((resolve) => setTimeout(resolve, 0));
  }

  /** What the page says. */
  get said(): string {
    return this.#element('statement').text;
  }

  #element(name: string): PageElement {
    const element = this.#elements.get(name);
    if (element === undefined) throw new Error(`no element ${name}`);
    return element;
  }
}
