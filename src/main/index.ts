/** Composition root of the desktop app. */
import { createLab } from './cluster/create-lab'
import { BUNDLE } from './door/paths'
import { threadedHost } from './host/worker-host'
import { runProgram } from './shell/program'

runProgram({
  createLab: (settingsFolder) =>
    createLab({ connect: threadedHost(BUNDLE.hostEntry), protoDir: BUNDLE.protoDir, settingsFolder }),
  // Loaded only when asked for: the window starts sooner without.
  serve: async (args) => (await import('./cli/serve')).serve(args)
})
