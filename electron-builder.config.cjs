/** What `npm run package` makes of the app, for each system. Scripts read it too (scripts/lib/deb.mjs). */
const { rmSync } = require('node:fs')
const { join } = require('node:path')

/** Electron's switches that live in the binary. Which ones a test reads back: e2e/packaged/hardening.spec.ts. */
const FUSES = {
  runAsNode: false,
  // There are no cookies, and encrypting none would still ask for the system's keychain.
  enableCookieEncryption: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false
}
/** The first Electron that knows this fuse. */
const FILE_PRIVILEGES_SINCE = 29

const ELECTRON = process.env.TORUS_LAB_ELECTRON_VERSION ?? require('./package.json').devDependencies.electron

/** @type {import('electron-builder').Configuration} */
module.exports = {
  appId: 'lab.torus.desktop',
  productName: 'Torus Lab',
  copyright: 'Copyright © 2026 the authors of Torus Lab',
  directories: { output: 'dist', buildResources: 'resources' },
  electronVersion: ELECTRON,
  // A folder that holds an Electron already; without it electron-builder downloads one.
  ...(process.env.TORUS_LAB_ELECTRON_DIST ? { electronDist: process.env.TORUS_LAB_ELECTRON_DIST } : {}),
  electronFuses: {
    ...FUSES,
    ...(Number.parseInt(ELECTRON, 10) >= FILE_PRIVILEGES_SINCE ? { grantFileProtocolExtraPrivileges: false } : {})
  },
  // No dependency has native code: nothing to build for Electron.
  npmRebuild: false,
  asar: true,
  files: [
    'out/main/**',
    'out/preload/**',
    'out/renderer/**',
    'proto/*.proto',
    'resources/icon.png',
    '!**/*.map',
    '!out/*/licenses.json',
    // Bundled into out/ already.
    '!node_modules/{zod,ws,@types,undici-types}/**',
    '!**/*.d.{ts,cts,mts}'
  ],
  // Windows learns of it from the program itself (src/main/shell/desktop.ts) and the installer.
  protocols: [{ name: 'Torus Lab link', schemes: ['torus-lab'] }],
  extraFiles: [
    { from: 'LICENSE', to: 'LICENSE.txt' },
    { from: 'dist/LICENSES.dependencies.txt', to: 'LICENSES.dependencies.txt' }
  ],
  afterPack({ appOutDir, electronPlatformName }) {
    // An Electron that has been unpacked elsewhere may bring an app of its own.
    if (electronPlatformName !== 'darwin')
      for (const name of ['app', 'default_app.asar'])
        rmSync(join(appOutDir, 'resources', name), { recursive: true, force: true })
  },
  linux: {
    target: ['AppImage', 'deb', 'tar.gz'],
    executableName: 'torus-lab',
    icon: 'resources/icons',
    category: 'Education',
    // A package has to name an address; this one, by its last part, leads nowhere.
    maintainer: 'Authors of Torus Lab <noreply@torus-lab.invalid>',
    synopsis: 'Laboratory for distributed hash tables',
    fileAssociations: [
      {
        ext: 'torus.json',
        name: 'Torus Lab snapshot',
        description: 'Torus Lab snapshot',
        mimeType: 'application/vnd.torus-lab.snapshot+json'
      }
    ],
    artifactName: 'torus-lab-${version}-${arch}.${ext}'
  },
  mac: {
    target: [
      { target: 'dmg', arch: ['x64', 'arm64'] },
      { target: 'zip', arch: ['x64', 'arm64'] }
    ],
    icon: 'resources/icon.icns',
    category: 'public.app-category.education',
    // A Mac knows a document by the last part of its name alone: we are offered for JSON, and take it from nobody.
    fileAssociations: [{ ext: 'json', name: 'Torus Lab snapshot', role: 'Viewer', rank: 'Alternate' }],
    artifactName: 'torus-lab-${version}-mac-${arch}.${ext}'
  },
  win: {
    target: ['nsis', 'portable'],
    icon: 'resources/icon.ico',
    artifactName: 'torus-lab-${version}-win-${arch}.${ext}'
  },
  nsis: {
    artifactName: 'torus-lab-${version}-setup-${arch}.${ext}',
    oneClick: false,
    perMachine: false,
    // Windows too goes by the last part: the installer offers us for JSON.
    include: 'resources/installer.nsh'
  },
  portable: { artifactName: 'torus-lab-${version}-portable-${arch}.${ext}' },
  publish: null
}
