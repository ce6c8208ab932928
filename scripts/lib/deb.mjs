/**
 * Makes the .deb with dpkg-deb out of the unpacked app. electron-builder makes debs with a tool of its own that it
 * downloads; dpkg-deb is on every Debian, and what the tests install is what people get.
 */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inRoot, run } from './project.mjs'

const HOME = 'opt/torus-lab'
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' }
/** Libraries that Electron is linked against. Since 2024 some have another name (64-bit time). */
const DEPENDS = [
  'libasound2 | libasound2t64',
  'libatk-bridge2.0-0 | libatk-bridge2.0-0t64',
  'libc6',
  'libcups2 | libcups2t64',
  'libdrm2',
  'libgbm1',
  'libgtk-3-0 | libgtk-3-0t64',
  'libnss3',
  'libxkbcommon0'
]

/** Builds the package from `folder`; `quick` packs for a test rather than small. Resolves like `packTarget`. */
export async function buildDeb(folder, { quick = false } = {}) {
  const architecture = ARCHITECTURES[process.arch]
  if (architecture === undefined) return { missing: `Debian has no Electron for ${process.arch}` }
  const found = await run('dpkg-deb', ['--version'], { quiet: true })
  if (found.code !== 0) return { missing: 'there is no dpkg-deb here' }
  const product = productFacts()
  const stage = inRoot('dist/deb')
  rmSync(stage, { recursive: true, force: true })
  await stageFiles(stage, folder, product)
  stageControl(stage, { ...product, architecture })
  const name = `torus-lab-${product.version}-${architecture}.deb`
  const compression = quick ? ['-Zgzip', '-z1'] : ['-Zxz']
  const args = ['--root-owner-group', ...compression, '--build', stage, inRoot('dist', name)]
  const { code, output } = await run('dpkg-deb', args, { quiet: true })
  rmSync(stage, { recursive: true, force: true })
  return code === 0 ? { files: [name] } : { missing: `dpkg-deb ended with exit code ${code}: ${output.trim()}` }
}

/** What the package says of itself: from package.json and the configuration, nothing twice. */
function productFacts() {
  const { version, description } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  const { linux, productName, protocols } = createRequire(import.meta.url)(inRoot('electron-builder.config.cjs'))
  const schemes = protocols.flatMap((protocol) => protocol.schemes)
  return { version, description, productName, ...linux, association: linux.fileAssociations[0], schemes }
}

async function stageFiles(stage, folder, product) {
  mkdirSync(join(stage, 'opt'), { recursive: true })
  // Hard links: 200 MB need not be copied to be packed.
  const { code, output } = await run('cp', ['-al', folder, join(stage, HOME)], { quiet: true })
  if (code !== 0) throw new Error(`files not staged: ${output.trim()}`)
  mkdirSync(join(stage, 'usr/bin'), { recursive: true })
  symlinkSync(`../../${HOME}/torus-lab`, join(stage, 'usr/bin/torus-lab'))
  put(stage, 'usr/share/applications/torus-lab.desktop', desktopEntry(product))
  put(stage, 'usr/share/mime/packages/torus-lab.xml', mimeType(product.association))
  put(stage, 'usr/share/doc/torus-lab/copyright', readFileSync(inRoot('LICENSE'), 'utf8'))
  put(stage, `${HOME}/resources/apparmor-profile`, APPARMOR)
  for (const file of readdirSync(inRoot(product.icon))) {
    const target = join(stage, 'usr/share/icons/hicolor', file.replace('.png', ''), 'apps/torus-lab.png')
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(inRoot(product.icon, file), target)
  }
  if (existsSync(inRoot('CHANGELOG.md')))
    put(stage, 'usr/share/doc/torus-lab/CHANGELOG.md', readFileSync(inRoot('CHANGELOG.md'), 'utf8'))
}

function stageControl(stage, { version, architecture, maintainer, synopsis, description }) {
  const control = {
    Package: 'torus-lab',
    Version: version.replaceAll('-', '~'),
    Architecture: architecture,
    Maintainer: maintainer,
    Section: 'education',
    Priority: 'optional',
    Depends: DEPENDS.join(', '),
    Description: `${synopsis}\n ${description}`
  }
  put(
    stage,
    'DEBIAN/control',
    `${Object.entries(control)
      .map((pair) => pair.join(': '))
      .join('\n')}\n`
  )
  for (const [name, script] of Object.entries({ postinst: POSTINST, postrm: POSTRM })) {
    put(stage, `DEBIAN/${name}`, script)
    chmodSync(join(stage, 'DEBIAN', name), 0o755)
  }
}

function put(stage, path, text) {
  mkdirSync(dirname(join(stage, path)), { recursive: true })
  writeFileSync(join(stage, path), text)
}

function desktopEntry({ productName, synopsis, category, association, schemes }) {
  const types = [association.mimeType, ...schemes.map((scheme) => `x-scheme-handler/${scheme}`)]
  return `[Desktop Entry]
Type=Application
Name=${productName}
Comment=${synopsis}
Exec=torus-lab %u
Icon=torus-lab
Terminal=false
Categories=${category};
MimeType=${types.join(';')};
StartupWMClass=torus-lab
`
}

/** Beats the glob of plain JSON by its length, and opens with a text editor too. */
function mimeType({ ext, mimeType: type, description }) {
  return `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="${type}">
    <comment>${description}</comment>
    <sub-class-of type="application/json"/>
    <icon name="torus-lab"/>
    <glob pattern="*.${ext}"/>
  </mime-type>
</mime-info>
`
}

/** Ubuntu from 24.04 on lets only programs with a profile make the namespaces that Chromium's sandbox is built of. */
const APPARMOR = `abi <abi/4.0>,
include <tunables/global>

profile torus-lab /opt/torus-lab/torus-lab flags=(unconfined) {
  userns,

  include if exists <local/torus-lab>
}
`

const POSTINST = `#!/bin/sh
set -e
root="\${DPKG_ROOT:-}"
home="$root/opt/torus-lab"
# Where there are no user namespaces, the sandbox needs its helper to be setuid root.
if [ "$1" = configure ] && [ -z "$root" ]; then
  if unshare --user true 2>/dev/null; then chmod 0755 "$home/chrome-sandbox"; else chmod 4755 "$home/chrome-sandbox"; fi
  if aa-enabled --quiet 2>/dev/null && apparmor_parser --skip-kernel-load "$home/resources/apparmor-profile" 2>/dev/null; then
    cp "$home/resources/apparmor-profile" /etc/apparmor.d/torus-lab
    apparmor_parser --replace /etc/apparmor.d/torus-lab || true
  fi
fi
`

const POSTRM = `#!/bin/sh
set -e
if [ -z "\${DPKG_ROOT:-}" ] && [ -f /etc/apparmor.d/torus-lab ]; then
  case "$1" in
    remove | purge)
      apparmor_parser --remove /etc/apparmor.d/torus-lab 2>/dev/null || true
      rm -f /etc/apparmor.d/torus-lab
      ;;
  esac
fi
`
