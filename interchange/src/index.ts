export { InterchangeError, type InterchangeCode } from './document/interchange-error.js';
export { FORMAT_NAMES, type FormatName } from './format-names.js';
export { exportSecurity, FORMATS, importDocument, type ImportedDocument } from './interchange.js';
export type { Added, ExportReport, ImportReport, Mapped, Needed, NotExported, NotImported } from './mapping/report.js';
export type { Additions, Imported } from './mapping/text-of-security.js';
export type { Exported } from './mapping/write-security.js';
