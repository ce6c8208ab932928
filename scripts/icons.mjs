// npm run icons: draws resources/icon.svg in all sizes. `--check` only says which files are not what it would draw.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { iconFiles } from './lib/icons.mjs'
import { complain, inRoot, say } from './lib/project.mjs'

const isCheck = process.argv.includes('--check')
const files = iconFiles()
const stale = files.filter(([path, bytes]) => !existsSync(inRoot(path)) || !bytes.equals(readFileSync(inRoot(path))))
if (isCheck) {
  for (const [path] of stale) complain(`icon is stale: ${path}`)
  if (stale.length > 0) process.exitCode = 1
} else {
  for (const [path, bytes] of stale) {
    mkdirSync(dirname(inRoot(path)), { recursive: true })
    writeFileSync(inRoot(path), bytes)
  }
  say(`${stale.length} of ${files.length} icon files drawn anew.`)
}
