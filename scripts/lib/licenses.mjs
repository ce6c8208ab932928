/** The licence texts of everything that the package brings along besides Electron, which has its own beside it. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { inRoot } from './project.mjs'

const BUNDLES = ['main', 'preload', 'renderer']
const LICENCE_FILE = /^(licen[cs]e|copying|notice)(\.|-|$)/i

/** What the build wrote down of each bundle. */
function bundled() {
  return BUNDLES.flatMap((name) => JSON.parse(readFileSync(inRoot('out', name, 'licenses.json'), 'utf8')))
}

/** The packages that are installed for running, not for building. */
function installed() {
  const { packages } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'))
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional && existsSync(inRoot(path)))
    .map(([path, { version, license }]) => {
      const file = readdirSync(inRoot(path)).find((name) => LICENCE_FILE.test(name))
      return {
        name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
        version,
        identifier: license,
        ...(file === undefined ? {} : { text: readFileSync(inRoot(path, file), 'utf8').trim() })
      }
    })
}

/** Every dependency inside the package, once, by name: `{ name, version, identifier, text }`. */
export function licences() {
  const found = new Map()
  for (const one of [...installed(), ...bundled()]) {
    const key = `${one.name}@${one.version}`
    if (found.get(key)?.text === undefined) found.set(key, one)
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** The file that goes into the package. A licence without a text is named by its identifier, which has one at SPDX. */
export function licenceText() {
  const all = licences()
  const parts = all.map(
    ({ name, version, identifier, text }) =>
      `${name} ${version} (${identifier ?? 'no identifier'})\n\n${text ?? `The package brings no text: https://spdx.org/licenses/${identifier}.html`}`
  )
  const head = `Torus Lab contains these ${all.length} packages. Its own licence is in LICENSE.txt, those of Electron and Chromium are in\nLICENSE.electron.txt and LICENSES.chromium.html.`
  return `${[head, ...parts].join(`\n\n${'-'.repeat(100)}\n\n`)}\n`
}
