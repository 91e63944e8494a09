import { ScripEditor } from './scrip-editor.js';
import { SAMPLE } from './sample.js';

const editor = elementOf('editor', ScripEditor);
editor.value = SAMPLE;

let name = 'definition.scrip';

const open = elementOf('open', HTMLInputElement);
open.addEventListener('change', () => {
  const file = open.files?.[0];
  if (file !== undefined) void take(file);
  open.value = '';
});
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  const file = event.dataTransfer?.files[0];
  if (file !== undefined) void take(file);
});

elementOf('save', HTMLButtonElement).addEventListener('click', () => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([editor.value], { type: 'text/plain' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
});

async function take(file: File): Promise<void> {
  editor.value = await file.text();
  name = file.name;
  editor.focus();
}

function elementOf<T extends HTMLElement>(id: string, type: new () => T): T {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new Error(`the page has no ${id}`);
}
