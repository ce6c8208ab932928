import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { createLab } from '../cluster/create-lab'
import type { Lab } from '../cluster/lab'
import { parseOptions, ringOptions, type RingOptions, wholeNumber } from '../door/options'
import { BUNDLE } from '../door/paths'
import { startRing } from '../door/start-ring'
import { openGateway } from '../gateway/server'
import { threadedHost } from '../host/worker-host'
import { openInBrowser } from './open-browser'
import { untilAskedToStop } from './stop'

/** `serve`: the lab behind the browser's door, until a signal ends it. Returns the exit code. */
export async function serve(args: string[]): Promise<number> {
  const { port, ring, opens } = serveOptions(args)
  const asked = untilAskedToStop()
  const lab = createLab({
    connect: threadedHost(BUNDLE.hostEntry),
    protoDir: BUNDLE.protoDir,
    settingsFolder: settingsFolder()
  })
  try {
    return await serveLab(lab, { port, ring, opens }, asked)
  } finally {
    await lab.close()
  }
}

interface ServeOptions {
  port: number
  ring: RingOptions
  opens: boolean
}

async function serveLab(lab: Lab, { port, ring, opens }: ServeOptions, asked: Promise<string>): Promise<number> {
  const gateway = await openGateway({ lab, rendererDir: BUNDLE.rendererDir, port })
  const started = startRing(lab, ring)
  const link = gateway.newLink()
  say(`Torus Lab is at ${link}`)
  say('The link lets one browser in, once; press Enter for another. Ctrl+C stops the lab.')
  if (opens) openInBrowser(link)
  const stopListening = onEnter(() => say(`Torus Lab is at ${gateway.newLink()}`))
  try {
    say(await Promise.race([started, asked]))
    say(await asked)
  } finally {
    stopListening()
    await gateway.close()
  }
  return 0
}

function serveOptions(args: string[]): ServeOptions {
  const values = parse(args)
  return {
    port: wholeNumber('port', values.port, { least: 0, most: 65_535, fallback: 0 }),
    ring: ringOptions(values.nodes, values['sample-keys']),
    opens: values['no-open'] !== true
  }
}

function parse(args: string[]) {
  return parseOptions(args, {
    port: { type: 'string' },
    nodes: { type: 'string' },
    'sample-keys': { type: 'string' },
    'no-open': { type: 'boolean' }
  })
}

/** Where a lab without Electron keeps its settings: by the XDG rules, on every system. */
function settingsFolder(): string {
  const { XDG_CONFIG_HOME } = process.env
  const base =
    XDG_CONFIG_HOME !== undefined && isAbsolute(XDG_CONFIG_HOME) ? XDG_CONFIG_HOME : join(homedir(), '.config')
  return join(base, 'torus-lab')
}

/** Calls `listener` for each line typed at a terminal; elsewhere nobody types. */
function onEnter(listener: () => void): () => void {
  if (!process.stdin.isTTY) return () => {}
  process.stdin.on('data', listener)
  return () => {
    process.stdin.off('data', listener)
    process.stdin.pause()
  }
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`)
}
