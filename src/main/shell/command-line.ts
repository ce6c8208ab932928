/** The command line of the installed program. Chromium reads the same one: its switches pass, anything else is named. */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { OptionError, type RingOptions, optionIn, ringOptions } from '../door/options'
import { isLink } from './opened-files'

/** What the command line asks for. */
export type Start =
  | { kind: 'say'; text: string }
  /** The lab for a browser; `args` are for `serve`. */
  | { kind: 'serve'; args: string[] }
  /** `file` is the snapshot to open, `link` what to show of the ring; `profile` the folder of settings and logs. */
  | { kind: 'window'; ring: RingOptions; file: string | null; link: string | null; profile: string | null }

export const USAGE = `usage: torus-lab [options] [FILE]

  FILE, --open FILE    open a snapshot (.torus.json) read-only beside the living ring
  torus-lab:LINK       show what a copied link names
  --nodes N            nodes to start with (16; 0 for an empty lab)
  --sample-keys N      generated keys to start with (200)
  --user-data-dir DIR  keep settings and logs in DIR
  --version            print the version and end
  --help               print this and end

torus-lab serve [--port N] [--nodes N] [--sample-keys N] [--no-open]
                       serve the lab to a browser, without a window
`

const OPTIONS_WITH_VALUE = ['open', 'nodes', 'sample-keys', 'user-data-dir'] as const
type OptionName = (typeof OPTIONS_WITH_VALUE)[number]

/** Switches of Chromium and Electron that people or systems give to a desktop program. */
const CHROMIUM_SWITCHES = new Set(
  `allow-file-access-from-files auto-detect class disable-dev-shm-usage disable-features disable-gpu
  disable-gpu-compositing disable-gpu-sandbox disable-hang-monitor disable-seccomp-filter-sandbox
  disable-setuid-sandbox disable-software-rasterizer enable-features enable-logging enable-wayland-ime
  enable-unsafe-swiftshader force-color-profile force-device-scale-factor force-prefers-reduced-motion
  force-renderer-accessibility gtk-version headless high-dpi-support host-resolver-rules ignore-gpu-blocklist
  in-process-gpu inspect inspect-brk js-flags lang log-file log-level log-net-log name no-first-run no-proxy-server
  no-sandbox no-zygote original-process-start-time ozone-platform ozone-platform-hint password-store
  proxy-bypass-list proxy-server remote-debugging-pipe remote-debugging-port trace-startup use-angle use-gl v
  vmodule wayland-text-input-version`.split(/\s+/)
)

/**
 * Reads the arguments after the program's name. `strict` names what nobody knows: in development the arguments are
 * Electron's own, with a folder among them, and are only searched.
 */
export function readCommandLine(args: readonly string[], version: string, strict: boolean): Start {
  const { values, flags, rest } = strict ? readStrictly(args) : search(args)
  if (flags.has('help')) return { kind: 'say', text: USAGE }
  if (flags.has('version')) return { kind: 'say', text: `torus-lab ${version}\n` }
  if (rest[0] === 'serve') return { kind: 'serve', args: rest.slice(1) }
  const named = values.get('open')
  const links = rest.filter(isLink)
  if (links.length > 1) throw new OptionError(`more than one link: ${links[1]}`)
  const unnamed = rest.filter((arg) => !isLink(arg))
  const files = named === undefined ? unnamed : [named, ...unnamed]
  if (files.length > 1) throw new OptionError(`more than one file: ${files[1]}`)
  return {
    kind: 'window',
    ring: ringOptions(values.get('nodes'), values.get('sample-keys')),
    file: files[0] === undefined ? null : pathOf(files[0]),
    link: links[0] ?? null,
    profile: values.get('user-data-dir') ?? null
  }
}

/** Systems hand a file over as its path or as its URL. */
function pathOf(file: string): string {
  if (!file.startsWith('file:')) return resolve(file)
  try {
    return fileURLToPath(file)
  } catch {
    throw new OptionError(`no file of this machine: ${file}`)
  }
}

interface Read {
  values: Map<OptionName, string>
  flags: Set<string>
  rest: string[]
}

function readStrictly(args: readonly string[]): Read {
  const read: Read = { values: new Map(), flags: new Set(), rest: [] }
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] as string
    const [flag = '', inline] = splitOnce(arg)
    const name = flag.slice(2)
    if (!arg.startsWith('-') || arg === '-') read.rest.push(arg)
    else if (CHROMIUM_SWITCHES.has(name) || flag.startsWith('-psn_')) continue
    // What follows `serve` is judged by it.
    else if (read.rest[0] === 'serve') read.rest.push(arg)
    else if (name === 'help' || name === 'version') read.flags.add(name)
    else if (isOption(name)) {
      read.values.set(name, inline ?? valueAfter(flag, args[index + 1]))
      if (inline === undefined) index++
    } else throw new OptionError(`unknown option: ${flag}`)
  }
  return read
}

function search(args: readonly string[]): Read {
  const found = OPTIONS_WITH_VALUE.map((name) => [name, optionIn(args, name)] as const)
  const values = new Map(found.filter((pair): pair is [OptionName, string] => pair[1] !== undefined))
  return { values, flags: new Set(), rest: args.filter(isLink) }
}

function splitOnce(arg: string): [string, string?] {
  const at = arg.indexOf('=')
  return at < 0 ? [arg] : [arg.slice(0, at), arg.slice(at + 1)]
}

function valueAfter(flag: string, value: string | undefined): string {
  if (value === undefined || value.startsWith('--')) throw new OptionError(`${flag} is missing its value`)
  return value
}

const isOption = (name: string): name is OptionName => (OPTIONS_WITH_VALUE as readonly string[]).includes(name)
