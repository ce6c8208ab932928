/** Runs the browser's door of the built app. */
import { runApp } from './child.mjs'
import { inRoot } from './project.mjs'

/** Serves the lab until it is stopped; resolves with the exit code. */
export async function serve(args) {
  const { code } = await runApp(process.execPath, [inRoot('out/main/cli.cjs'), 'serve', ...args])
  return code
}
