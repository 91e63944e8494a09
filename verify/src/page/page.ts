import { fingerprintOf, verify, VerificationError, type Statement, type VerifyOptions } from '../index.js';

/** Where the page shows what a certificate proves. */
const section = elementOf('statement', HTMLElement);
/** Where it says for which certificate the code was printed that led here. */
const expectation = elementOf('expected', HTMLElement);
const anchor = elementOf('fingerprint', HTMLInputElement);
const nonce = elementOf('nonce', HTMLInputElement);

/** A file that was chosen, or dropped. */
interface Given {
  readonly name: string;
  readonly bytes: Uint8Array;
}

let certificate: Given | undefined;
let block: Given | undefined;

onFile('certificate', (given) => (certificate = given));
onFile('block', (given) => (block = given));
for (const field of [anchor, nonce]) field.addEventListener('input', show);
addEventListener('hashchange', show);
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  const file = event.dataTransfer?.files[0];
  if (file === undefined) return;
  // the name of a file that was chosen before would stand beside what is said of this one
  elementOf('certificate', HTMLInputElement).value = '';
  void take(file, (given) => (certificate = given));
});

function elementOf<T extends HTMLElement>(id: string, type: new () => T): T {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new Error(`the page has no ${id}`);
}

function onFile(id: string, keep: (given: Given) => unknown): void {
  const input = elementOf(id, HTMLInputElement);
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file !== undefined) void take(file, keep);
  });
}

async function take(file: File, keep: (given: Given) => unknown): Promise<void> {
  // what was said of another file must not stand while this one is read, or if it cannot be
  section.replaceChildren();
  try {
    keep({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
    show();
  } catch {
    section.replaceChildren(verdict('Not proven', 'failed'), paragraph(`${file.name} cannot be read.`));
  }
}

/**
 * The fingerprint in the address of the page, where it was opened by the code of a certificate on paper. One that is cut off
 * is that of no certificate, so that none passes for what the code was printed for.
 */
function expected(): string | undefined {
  return /^#sha256=(.*)$/.exec(location.hash)?.[1];
}

function show(): void {
  const fingerprint = expected();
  expectation.hidden = fingerprint === undefined;
  expectation.replaceChildren(
    'The code was printed for the certificate with the fingerprint ',
    digest(fingerprint ?? ''),
  );
  if (certificate !== undefined) section.replaceChildren(...judged(certificate, fingerprint));
}

function judged({ name, bytes }: Given, wanted: string | undefined): readonly HTMLElement[] {
  try {
    const fingerprint = fingerprintOf(bytes);
    if (wanted !== undefined && wanted !== fingerprint) return another(name, fingerprint);
    return shown(name, fingerprint, verify(bytes, options()));
  } catch (error) {
    const reason = error instanceof VerificationError ? `${error.check}: ${error.message}` : 'the page has failed';
    return [verdict('Not proven', 'failed'), paragraph(`${name}: ${reason}`)];
  }
}

/** What is said instead of a statement: a good certificate of something else is not what the paper shows. */
function another(name: string, fingerprint: string): readonly HTMLElement[] {
  const anyway = made('a', 'Verify it without the code');
  anyway.setAttribute('href', '#');
  return [
    verdict('Another certificate', 'failed'),
    paragraph(`${name} is not the certificate that the code was printed for: it has another fingerprint.`),
    made('p', digest(fingerprint)),
    made('p', anyway),
  ];
}

function options(): VerifyOptions {
  const pinned = block?.bytes ?? (anchor.value.trim() || undefined);
  const given = nonce.value.trim();
  return { ...(pinned === undefined ? {} : { anchor: pinned }), ...(given === '' ? {} : { nonce: given }) };
}

function shown(name: string, fingerprint: string, statement: Statement): readonly HTMLElement[] {
  const { proven, conditions, notProven, facts } = statement;
  const isProven = conditions.length === 0;
  const isExpected = expected() !== undefined;
  const details = made('details', made('summary', 'All that the signatures cover'));
  details.append(made('pre', JSON.stringify(facts, undefined, 2)));
  return [
    isProven ? verdict('Proven', 'proven') : verdict('Proven under conditions', 'conditional'),
    paragraph(isExpected ? `${name} is the certificate that the code was printed for.` : name),
    ...list('What is proven', proven),
    ...list('Under these conditions', conditions),
    ...list('What is not proven', notProven),
    made('p', 'Fingerprint of the certificate ', digest(fingerprint)),
    made('p', 'Fingerprint of the channel ', digest(facts.configuration.anchor)),
    details,
  ];
}

function verdict(text: string, kind: 'proven' | 'conditional' | 'failed'): HTMLElement {
  const heading = made('h2', text);
  heading.className = `verdict ${kind}`;
  return heading;
}

const list = (title: string, sentences: readonly string[]): readonly HTMLElement[] =>
  sentences.length === 0 ? [] : [made('h3', title), made('ul', ...sentences.map((sentence) => made('li', sentence)))];

const digest = (text: string): HTMLElement => made('code', text);

const paragraph = (text: string): HTMLElement => made('p', text);

/** An element with texts, which are never read as HTML, and elements in it. */
function made(name: string, ...content: readonly (string | HTMLElement)[]): HTMLElement {
  const element = document.createElement(name);
  element.append(...content);
  return element;
}

show();
