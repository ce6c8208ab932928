// npm run proto:types: TypeScript types of the messages in proto/, by proto-loader's own generator. The options must be
// the ones that src/main/rpc/protos.ts loads with. `-- --check` writes nothing and fails when the types are stale.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled } from './lib/install.mjs'
import { complain, inRoot, requireNode, runTool, say } from './lib/project.mjs'

const OUT = inRoot('src/main/rpc/generated')
const OPTIONS = [
  '--grpcLib=@grpc/grpc-js',
  '--longs=Number',
  '--enums=String',
  '--defaults',
  '--oneofs',
  '--includeComments'
]

async function generate(folder) {
  const protos = readdirSync(inRoot('proto')).filter((name) => name.endsWith('.proto'))
  const args = [...OPTIONS, '--includeDirs=proto', `--outDir=${folder}`, ...protos]
  const tool = '@grpc/proto-loader/build/bin/proto-loader-gen-types.js'
  const { code, output } = await runTool(tool, args, { quiet: true })
  if (code !== 0) throw new Error(`the types cannot be generated:\n${output}`)
}

/** The files of a folder as text, by path. */
function textsIn(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.ts'))
  return new Map(files.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

async function check() {
  const folder = mkdtempSync(join(tmpdir(), 'proto-types-'))
  try {
    await generate(folder)
    const [fresh, kept] = [textsIn(folder), textsIn(OUT)]
    const stale = [...new Set([...fresh.keys(), ...kept.keys()])].filter((name) => fresh.get(name) !== kept.get(name))
    if (stale.length > 0) throw new Error(`types are not what proto/ says: ${stale.join(', ')} (npm run proto:types)`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

requireNode(20, 19)
try {
  await ensureInstalled()
  if (process.argv.includes('--check')) await check()
  else {
    rmSync(OUT, { recursive: true, force: true })
    await generate(OUT)
    say('Generated src/main/rpc/generated from proto/.')
  }
} catch (error) {
  complain(error.message)
  process.exitCode = 1
}
