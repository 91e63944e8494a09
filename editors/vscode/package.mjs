/**
 * Packs the extension as a .vsix, which is a zip with a manifest: `node editors/vscode/package.mjs [FILE]`. VS Code installs
 * it by `code --install-extension FILE`; nothing is loaded from a network, neither here nor there.
 */
import { strToU8, zipSync } from 'fflate';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const read = (name) => readFileSync(new URL(name, import.meta.url));
const source = JSON.parse(read('package.json').toString('utf8'));
const { name, version, publisher, displayName, description, categories, engines, dependencies, ...rest } = source;
const { devDependencies, private: isPrivate, type, ...contributed } = rest;

const escaped = (text) =>
  text.replace(/[&<>"]/g, (found) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[found]);

/** What VS Code reads of the package: dependencies are in the bundles. */
const manifest = { name, version, publisher, displayName, description, categories, engines, ...contributed };

const vsixManifest = `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011" xmlns:d="http://schemas.microsoft.com/developer/vsx-schema-design/2011">
  <Metadata>
    <Identity Language="en-US" Id="${escaped(name)}" Version="${escaped(version)}" Publisher="${escaped(publisher)}"/>
    <DisplayName>${escaped(displayName)}</DisplayName>
    <Description xml:space="preserve">${escaped(description)}</Description>
    <Tags>scrip,securities</Tags>
    <Categories>${escaped(categories.join(','))}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${escaped(engines.vscode)}"/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code"/>
  </Installation>
  <Dependencies/>
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/readme.md" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true"/>
  </Assets>
</PackageManifest>
`;

const TYPES = { json: 'application/json', cjs: 'application/javascript', md: 'text/markdown', txt: 'text/plain' };
const contentTypes = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${Object.entries({
  ...TYPES,
  vsixmanifest: 'text/xml',
})
  .map(([ending, type]) => `<Default Extension=".${ending}" ContentType="${type}"/>`)
  .join('')}</Types>
`;

const FILES = {
  'readme.md': 'README.md',
  'LICENSE.txt': '../../LICENSE',
  'language-configuration.json': 'language-configuration.json',
  'syntaxes/scrip.tmLanguage.json': 'syntaxes/scrip.tmLanguage.json',
  'dist/extension.cjs': 'dist/extension.cjs',
  'dist/server.cjs': 'dist/server.cjs',
};

const packed = zipSync(
  {
    '[Content_Types].xml': strToU8(contentTypes),
    'extension.vsixmanifest': strToU8(vsixManifest),
    'extension/package.json': strToU8(`${JSON.stringify(manifest, undefined, 2)}\n`),
    ...Object.fromEntries(Object.entries(FILES).map(([to, from]) => [`extension/${to}`, new Uint8Array(read(from))])),
  },
  // the same content is the same file, whenever it is packed
  { mtime: new Date('1980-01-01T12:00:00Z'), level: 9 },
);
const file = resolve(process.argv[2] ?? fileURLToPath(new URL(`dist/${name}-${version}.vsix`, import.meta.url)));
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, packed);
process.stdout.write(`${file} ${Math.round(packed.length / 1024)} KiB\n`);
