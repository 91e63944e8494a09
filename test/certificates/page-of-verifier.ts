import { createHash } from 'node:crypto';
import { createContext, runInContext } from 'node:vm';

type Listener = (event: { preventDefault(): void }) => void;

/** An element, as far as the page uses one. */
class PageElement {
  value = '';
  className = '';
  hidden = false;
  files: readonly PageFile[] = [];
  #content: (string | PageElement)[] = [];
  readonly #listeners = new Map<string, Listener>();

  append(...content: (string | PageElement)[]): void {
    this.#content.push(...content);
  }

  replaceChildren(...content: (string | PageElement)[]): void {
    this.#content = content;
  }

  setAttribute(): void {
    // what is read here has no attributes
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
  readonly name: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

const fileOf = (name: string, content: Uint8Array | undefined): PageFile => ({
  name,
  arrayBuffer: () =>
    content === undefined
      ? Promise.reject(new Error('the file is gone'))
      : Promise.resolve(new Uint8Array(content).buffer),
});

const NAMES = ['statement', 'expected', 'fingerprint', 'nonce', 'certificate', 'block'];

/** The verifier page in a world that has what browsers have, as far as it is used, and nothing of Node. */
export class PageOfVerifier {
  readonly #elements = new Map(NAMES.map((name) => [name, new PageElement()]));
  readonly #location = { hash: '' };
  readonly #listeners = new Map<string, () => void>();

  /**
   * @param html the page as it is handed out
   * @param hash what its address has after and with #
   */
  constructor(
    private readonly html: string,
    hash = '',
  ) {
    this.#location.hash = hash;
    const document = {
      getElementById: (id: string) => this.#elements.get(id),
      createElement: () => new PageElement(),
      addEventListener: () => undefined,
    };
    const world = { document, HTMLElement: PageElement, HTMLInputElement: PageElement };
    const addEventListener = (type: string, listener: () => void): unknown => this.#listeners.set(type, listener);
    const browser = { TextDecoder, TextEncoder, atob, btoa, addEventListener, location: this.#location };
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

  /** Follows a link within the page. */
  goTo(hash: string): void {
    this.#location.hash = hash;
    this.#listeners.get('hashchange')?.();
  }

  /** Chooses a file, and waits until it is read. @param content - undefined: it cannot be read */
  async choose(field: 'certificate' | 'block', content: Uint8Array | undefined, name: string = field): Promise<void> {
    const element = this.#element(field);
    element.files = [fileOf(name, content)];
    element.emit('change');
    await new Promise((resolve) => setTimeout(resolve, 0));
  }

  /** What the page says. */
  get said(): string {
    return this.#element('statement').text;
  }

  /** What it says of the code by which it was opened; undefined: nothing. */
  get expectation(): string | undefined {
    const { hidden, text } = this.#element('expected');
    return hidden ? undefined : text;
  }

  #element(name: string): PageElement {
    const element = this.#elements.get(name);
    if (element === undefined) throw new Error(`no element ${name}`);
    return element;
  }
}
