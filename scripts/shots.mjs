// npm run shots: the pictures and the film of README.md and docs/tour.md, taken of a real lab by e2e/shots/*.spec.ts.
// npm run shots -- --pictures: those that e2e/pictures.spec.ts compares the window with. Other arguments go to Playwright.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { complain, inRoot, requireNode, run, say } from './lib/project.mjs'
import { setUpChromium } from './lib/setup.mjs'

const SETS = {
  shots: { folder: 'docs/images', args: ['--project=shots'] },
  pictures: { folder: 'e2e/pictures', args: ['--project=browser', 'e2e/pictures.spec.ts', '--update-snapshots=all'] }
}

requireNode(20, 19)
try {
  await ensureInstalled()
  await ensureBuilt()
  const { path, missing } = await setUpChromium()
  if (missing !== undefined) throw new Error(missing)
  const given = process.argv.slice(2)
  const { folder, args } = given.includes('--pictures') ? SETS.pictures : SETS.shots
  const playwright = inRoot('node_modules/@playwright/test/cli.js')
  const rest = given.filter((arg) => arg !== '--pictures')
  const env = { ...process.env, ...(path === undefined ? {} : { CHROMIUM_PATH: path }) }
  process.exitCode = (await run(process.execPath, [playwright, 'test', ...args, ...rest], { env })).code
  await shrink(inRoot(folder))
} catch (error) {
  complain(error.message)
  process.exitCode = 1
}

/** Writes each PNG of a folder anew where that makes it smaller; not a pixel changes. */
async function shrink(folder) {
  const { default: sharp } = await import('sharp')
  let saved = 0
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.png'))) {
    const file = `${folder}/${name}`
    const before = readFileSync(file)
    const after = await sharp(before).png({ compressionLevel: 9, effort: 10, adaptiveFiltering: true }).toBuffer()
    if (after.length >= before.length) continue
    writeFileSync(file, after)
    saved += before.length - after.length
  }
  say(`Pictures are ${Math.round(saved / 1024)} KiB smaller.`)
}
