import { once } from 'node:events';
import PDFDocument from 'pdfkit';
import { encode } from 'uqr';
import { fontOf, printable, type FontName } from './fonts.js';

/** Points (1/72 inch). */
const MARGIN = 56;
const FOOTER = 16;
const GAP = 6;
const BETWEEN_COLUMNS = 12;
const INK = '#1c1c1c';
const QUIET = '#5a5a5a';
const RULE = '#b8b8b8';
/** Width and height of the code, and widths of the names of facts, of the dash of a sentence, of a page number. */
const CODE = 104;
const LABEL = 118;
const INDENT = 12;
const PAGE_NUMBER = 70;
/** A heading is not the last line of a page. */
const HEADING_ROOM = 56;
const PAGE = { size: 'A4', margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOTER } };
const SIZE = { title: 20, subtitle: 11, heading: 11.5, text: 9.5, small: 7.5 } as const;

/** What a PDF says of itself. */
export interface SheetInfo {
  readonly title: string;
  readonly subject: string;
  readonly date: Date;
}

/** A file that is attached to a PDF as its source. */
export interface Attachment {
  readonly name: string;
  readonly description: string;
  readonly content: string;
}

/** A column of a table: its heading, its share of the width, and whether it holds numbers. */
export interface Column {
  readonly heading: string;
  readonly share: number;
  readonly isNumber?: true;
}

/** How a text is set; what is absent is as in a paragraph. */
interface Style {
  readonly x?: number;
  readonly width?: number;
  readonly font?: FontName;
  readonly size?: number;
  readonly color?: string;
  readonly align?: 'left' | 'right';
}

/** A document of headings, sentences and tables on as many pages as it takes, in the form of PDF/A-3b. */
export class Sheet {
  readonly #document: PDFKit.PDFDocument;
  readonly #parts: Buffer[] = [];
  readonly #date: Date;
  #isReplaced = false;

  constructor({ title, subject, date }: SheetInfo) {
    this.#date = date;
    this.#document = new PDFDocument({
      ...{ size: 'A4', margin: MARGIN, bufferPages: true, autoFirstPage: false, font: '' },
      ...{ subset: 'PDF/A-3b', pdfVersion: '1.7', lang: 'en', displayTitle: true },
      info: { Title: title, Subject: this.#text(subject), CreationDate: date, ModDate: date },
    });
    this.#document.on('data', (part: Buffer) => this.#parts.push(part));
    for (const name of ['regular', 'bold'] as const) {
      // an opened font is taken as well as a file, which the types do not say
      this.#document.registerFont(name, fontOf(name) as unknown as Buffer);
    }
    this.#document.addPage(PAGE);
  }

  /** Whether a text had characters that are shown by their numbers. */
  get isReplaced(): boolean {
    return this.#isReplaced;
  }

  /** Title and what it is about, with a code beside it that leads to an address, if there is one. */
  title(title: string, subtitles: readonly string[], address?: string): void {
    const top = this.#document.y;
    if (address !== undefined) this.#code(address, MARGIN + this.#width - CODE, top);
    const width = address === undefined ? this.#width : this.#width - CODE - 3 * GAP;
    this.#write(title, { size: SIZE.title, font: 'bold', width });
    this.#document.y += GAP;
    for (const subtitle of subtitles) this.#write(subtitle, { size: SIZE.subtitle, color: QUIET, width });
    this.#document.y = Math.max(this.#document.y, address === undefined ? 0 : top + CODE) + GAP;
  }

  heading(text: string): void {
    this.#document.y += 2 * GAP;
    this.#room(HEADING_ROOM);
    this.#write(text, { size: SIZE.heading, font: 'bold' });
    this.#rule();
  }

  paragraph(text: string): void {
    this.#write(text, {});
    this.#document.y += GAP;
  }

  /** Names and values, one pair a line. */
  facts(rows: readonly (readonly [name: string, value: string])[]): void {
    for (const [name, value] of rows) {
      const width = this.#width - LABEL;
      this.#room(this.#heightOf(value, SIZE.text, width));
      const { y } = this.#document;
      this.#write(name, { color: QUIET, width: LABEL });
      this.#document.y = y;
      this.#write(value, { x: MARGIN + LABEL, width });
      this.#document.y += GAP / 2;
    }
  }

  /** Sentences with a dash each. */
  sentences(sentences: readonly string[]): void {
    for (const sentence of sentences) {
      const width = this.#width - INDENT;
      this.#room(this.#heightOf(sentence, SIZE.text, width));
      const { y } = this.#document;
      this.#write('–', { width: INDENT });
      this.#document.y = y;
      this.#write(sentence, { x: MARGIN + INDENT, width });
      this.#document.y += GAP / 2;
    }
  }

  /** A table, whose heading stands on each of its pages. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    const headings = columns.map(({ heading }) => heading);
    this.#row(columns, headings, 'bold');
    for (const row of rows) {
      if (this.#room(this.#heightOfRow(columns, row))) this.#row(columns, headings, 'bold');
      this.#row(columns, row, 'regular');
    }
  }

  attach({ name, description, content }: Attachment): void {
    // PDF/A-3 wants to know what a file is to the document (ISO 19005-3, annex E): its source
    const options = { name, description, type: 'application/json', relationship: 'Source' };
    this.#document.file(Buffer.from(content, 'utf8'), {
      ...options,
      ...{ creationDate: this.#date, modifiedDate: this.#date },
    });
  }

  /** The document, with a line at the foot of each page. */
  async end(foot: string): Promise<Buffer> {
    const { count } = this.#document.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.#document.switchToPage(page);
      // below the margin a new page would begin
      this.#document.page.margins.bottom = 0;
      this.#document.y = this.#document.page.height - MARGIN - SIZE.small;
      this.#rule();
      const { y } = this.#document;
      this.#write(foot, { size: SIZE.small, color: QUIET, width: this.#width - PAGE_NUMBER });
      this.#document.y = y;
      const number = `page ${String(page + 1)} of ${String(count)}`;
      const right = { x: MARGIN + this.#width - PAGE_NUMBER, width: PAGE_NUMBER, align: 'right' } as const;
      this.#write(number, { size: SIZE.small, color: QUIET, ...right });
    }
    const ended = once(this.#document, 'end');
    this.#document.end();
    await ended;
    return Buffer.concat(this.#parts);
  }

  get #width(): number {
    return this.#document.page.width - 2 * MARGIN;
  }

  /** Begins a page unless there is room for a height; says whether it did. */
  #room(height: number): boolean {
    if (this.#document.y + height <= this.#document.page.maxY()) return false;
    this.#document.addPage(PAGE);
    return true;
  }

  #rule(): void {
    const { y } = this.#document;
    const line = this.#document.moveTo(MARGIN, y + 1).lineTo(MARGIN + this.#width, y + 1);
    line.lineWidth(0.5).strokeColor(RULE).stroke();
    this.#document.y = y + GAP;
  }

  #row(columns: readonly Column[], cells: readonly string[], font: FontName): void {
    const [{ y }, height] = [this.#document, this.#heightOfRow(columns, cells)];
    let x = MARGIN;
    for (const [index, { share, isNumber }] of columns.entries()) {
      const width = this.#width * share - BETWEEN_COLUMNS;
      this.#document.y = y;
      this.#write(cells[index] ?? '', {
        x,
        width,
        font,
        size: SIZE.small,
        align: isNumber === true ? 'right' : 'left',
      });
      x += width + BETWEEN_COLUMNS;
    }
    this.#document.y = y + height;
  }

  #heightOfRow(columns: readonly Column[], cells: readonly string[]): number {
    const heights = columns.map(({ share }, index) =>
      this.#heightOf(cells[index] ?? '', SIZE.small, this.#width * share - BETWEEN_COLUMNS),
    );
    return Math.max(...heights) + GAP / 2;
  }

  #heightOf(text: string, size: number, width: number): number {
    return this.#document.font('regular').fontSize(size).heightOfString(this.#text(text), { width });
  }

  #write(text: string, style: Style): void {
    const { x = MARGIN, width = this.#width, font = 'regular', size = SIZE.text, color = INK, align = 'left' } = style;
    this.#document.font(font).fontSize(size).fillColor(color);
    this.#document.text(this.#text(text), x, this.#document.y, { width, align });
  }

  #text(text: string): string {
    const shown = printable(text);
    this.#isReplaced ||= shown !== text;
    return shown;
  }

  /** A QR code (ISO/IEC 18004), drawn as squares, which can be clicked too. */
  #code(address: string, left: number, top: number): void {
    const { data, size } = encode(address, { ecc: 'M', border: 0 });
    const square = CODE / size;
    for (const [row, cells] of data.entries()) {
      for (const [column, isDark] of cells.entries()) {
        if (isDark) this.#document.rect(left + column * square, top + row * square, square, square);
      }
    }
    this.#document.fill(INK);
    this.#document.link(left, top, CODE, CODE, address);
  }
}
