// node scripts/complete-lock.mjs: names every optional dependency in package-lock.json. npm leaves out those that its
// registry did not serve when the lock was written, and `npm ci` then refuses the lock. An entry without integrity is
// resolved where it is installed: on the one platform that wants it.
import { readFileSync, writeFileSync } from 'node:fs'
import { inRoot, say } from './lib/project.mjs'
import { missingOptionals } from './lib/lock.mjs'

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const CPUS = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']
const LIBCS = { gnu: 'glibc', musl: 'musl' }

/** What npm would have written, read from the package's name (`binding-linux-x64-gnu`). */
function entryOf({ name, version, isDev }) {
  const parts = name.split('/').at(-1).split('-')
  const os = SYSTEMS.find((system) => parts.includes(system))
  const cpu = CPUS.find((one) => parts.includes(one))
  const libc = os === 'linux' ? Object.keys(LIBCS).find((one) => parts.includes(one)) : undefined
  return {
    version,
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(isDev ? { dev: true } : {}),
    ...(libc === undefined ? {} : { libc: [LIBCS[libc]] }),
    optional: true,
    ...(os === undefined ? {} : { os: [os] })
  }
}

const path = inRoot('package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8'))
const missing = missingOptionals(lock.packages)
for (const one of missing) lock.packages[`node_modules/${one.name}`] = entryOf(one)
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
say(`${missing.length} optional dependencies added to package-lock.json.`)
