/** Files that the system asks the app to open: named at the start, double-clicked later, or handed over by a second start. */
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { OpenedFile } from '../../shared/contract'

/** The largest snapshot text that the lab reads. */
const MAX_BYTES = 256 * 1024 * 1024

/** Keeps them until the window asks for the next one. */
export class OpenedFiles {
  private readonly files: OpenedFile[] = []
  private deliver: ((file: OpenedFile | null) => void) | null = null

  /** Reads a file for the window; one that cannot be read arrives with the reason. */
  async open(path: string): Promise<void> {
    this.files.push(await readOpened(path))
    this.pass()
  }

  /** The next file, once there is one. A later call takes the place of an earlier one, whose page may be gone. */
  next(): Promise<OpenedFile | null> {
    this.deliver?.(null)
    return new Promise((resolve) => {
      this.deliver = resolve
      this.pass()
    })
  }

  private pass(): void {
    if (this.deliver === null) return
    const file = this.files.shift()
    if (file === undefined) return
    this.deliver(file)
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
