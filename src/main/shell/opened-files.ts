/** What the system asks the app to open, files and links: named at the start, clicked later, or handed over by a second start. */
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { OpenedFile, OpenedLink } from '../../shared/contract'
import { LINK_SCHEME, MAX_LINK_CHARS } from '../../shared/limits'

/** The largest snapshot text that the lab reads. */
const MAX_BYTES = 256 * 1024 * 1024

/** More than these are not kept for a window that asks for none. */
const MOST_WAITING = 100

/** Whether an argument is one of our links rather than a file. */
export const isLink = (text: string): boolean => text.toLowerCase().startsWith(LINK_SCHEME)

/** Keeps them until the window asks for the next one. */
export class OpenedFiles {
  private readonly waiting: (OpenedFile | OpenedLink)[] = []
  private deliver: ((opened: OpenedFile | OpenedLink | null) => void) | null = null

  /** Reads a file for the window; one that cannot be read arrives with the reason. */
  async open(path: string): Promise<void> {
    this.pass(await readOpened(path))
  }

  /** Hands a link to the window, which knows what it names; one that cannot be a link of ours arrives as an error. */
  follow(link: string): void {
    const name = `${link.slice(0, 60)}${link.length > 60 ? '…' : ''}`
    if (!isLink(link)) this.pass({ name, error: `scheme is not ${LINK_SCHEME}` })
    else if (link.length > MAX_LINK_CHARS)
      this.pass({ name, error: `link is too long: ${link.length} characters (limit ${MAX_LINK_CHARS})` })
    else this.pass({ link })
  }

  /** The next one, once there is one. A later call takes the place of an earlier one, whose page may be gone. */
  next(): Promise<OpenedFile | OpenedLink | null> {
    this.deliver?.(null)
    return new Promise((resolve) => {
      this.deliver = resolve
      this.pass()
    })
  }

  private pass(more?: OpenedFile | OpenedLink): void {
    if (more !== undefined && this.waiting.length < MOST_WAITING) this.waiting.push(more)
    if (this.deliver === null) return
    const opened = this.waiting.shift()
    if (opened === undefined) return
    this.deliver(opened)
    this.deliver = null
  }
}

async function readOpened(path: string): Promise<OpenedFile> {
  const name = basename(path)
  try {
    const { size } = await stat(path)
    if (size > MAX_BYTES) return { name, error: `file is too large: ${size} bytes (limit ${MAX_BYTES})` }
    return { name, text: await readFile(path, 'utf8') }
  } catch (cause) {
    return { name, error: `file not readable: ${cause instanceof Error ? cause.message : String(cause)}` }
  }
}
