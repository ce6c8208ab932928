/** Files: exporting the ring and its picture, opening and restoring a snapshot. */
import type { OpenedFile } from '../../shared/contract'
import type { LabState } from '../../shared/model'
import type { Snapshot } from '../../shared/snapshot'
import { fileName, plural } from '../words/format'
import { ask } from './door-session'
import { windowStore } from './lab'
import { sentence } from './lab-actions'
import { applyUpdate, EMPTY_LAB, type LabView } from './lab-view'
import { confirmFirst, toast } from './window-actions'

/** Hands a file to the person. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads the blob after the click returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Exports the ring that is shown as a snapshot document. */
export async function exportSnapshot(): Promise<void> {
  const { snapshot } = windowStore.get()
  if (snapshot !== null) return download(snapshot.fileName, jsonBlob(snapshot.text))
  const answer = await ask('snapshot.export', {})
  if (!answer.ok) return toast('bad', `Export failed: ${sentence(answer.error)}`)
  const name = fileName(new Date(), 'torus.json')
  download(name, jsonBlob(`${JSON.stringify(answer.value, null, 2)}\n`))
  const { nodes, keys } = answer.value
  toast('ok', `Exported ${name} · ${plural(nodes.length, 'node')}, ${plural(keys.length, 'key')}`)
}

const jsonBlob = (text: string) => new Blob([text], { type: 'application/json' })

/** Exports the picture of the ring; the stage draws it. */
export async function exportRingPicture(
  kind: 'svg' | 'png',
  draw: (kind: 'svg' | 'png') => Promise<Blob>
): Promise<void> {
  try {
    const picture = await draw(kind)
    const name = fileName(new Date(), kind)
    download(name, picture)
    toast('ok', `Exported ${name}`)
  } catch (error) {
    toast('bad', `Export failed: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Opens a snapshot file read-only; a file that is none is named with what is wrong in it. */
export async function openSnapshotFile(file: File): Promise<void> {
  return openSnapshotText(file.name, await file.text())
}

/** Opens the file that the system asked the desktop lab to open. */
export async function openSystemFile(file: OpenedFile): Promise<void> {
  if ('error' in file) return toast('bad', `${file.name}: ${file.error}`)
  return openSnapshotText(file.name, file.text)
}

async function openSnapshotText(fileName: string, text: string): Promise<void> {
  const answer = await ask('snapshot.read', { text })
  if (!answer.ok) return toast('bad', `${fileName}: ${answer.error.message}`)
  const { snapshot, state } = answer.value
  const lab = labOf(snapshot, state)
  windowStore.update((before) => ({
    ...before,
    snapshot: { fileName, text, snapshot, lab },
    selection: null,
    pinned: null,
    shownLookup: null
  }))
}

function labOf(snapshot: Snapshot, state: LabState): LabView {
  const { view } = applyUpdate(EMPTY_LAB, { kind: 'state', state }, 0)
  const lookups = snapshot.events.flatMap((event) => (event.type === 'lookup' ? [event.lookup] : []))
  return { ...view, events: snapshot.events, lookups }
}

/** Closes the file; the living ring was there all the time. */
export function returnToLive(): void {
  windowStore.update((state) =>
    state.snapshot === null ? state : { ...state, snapshot: null, selection: null, pinned: null, shownLookup: null }
  )
}

/** Replaces the living ring by the one in the file, after asking. */
export function restoreSnapshot(): void {
  const { snapshot, live } = windowStore.get()
  if (snapshot === null) return
  const { nodes, keys } = snapshot.snapshot
  confirmFirst({
    title: 'Restore as live ring?',
    text: `The living ring of ${plural(live.nodes.length, 'node')} and ${plural(live.keys, 'key')} stops and is forgotten. ${plural(nodes.length, 'node')} with the same ids and ${plural(keys.length, 'key')} start from ${snapshot.fileName}.`,
    verb: 'Restore',
    run: () => void restore(snapshot.text)
  })
}

async function restore(text: string): Promise<void> {
  const answer = await ask('snapshot.restore', { text, confirm: true })
  if (!answer.ok) return toast('bad', `Restore failed: ${sentence(answer.error)}`)
  returnToLive()
  toast('ok', `Restored ${plural(answer.value.nodes.length, 'node')}`)
}

/** Reads a key file and sends it; the lab names a malformed line. */
export async function readTextFile(file: File): Promise<{ format: 'json' | 'csv'; text: string }> {
  return { format: /\.csv$/i.test(file.name) ? 'csv' : 'json', text: await file.text() }
}

/** A file as base64, for a value. */
export function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error ?? new Error(`file not readable: ${file.name}`))
    reader.readAsDataURL(file)
  })
}

let chooser: HTMLInputElement | null = null

/** Lets the person choose a file. */
export function chooseFile(accept: string, onFile: (file: File) => void): void {
  chooser?.remove()
  // In the document: a detached input may be collected while its chooser is open, and nothing comes back.
  chooser = document.createElement('input')
  const input = chooser
  input.type = 'file'
  input.accept = accept
  input.hidden = true
  input.onchange = () => {
    const file = input.files?.[0]
    input.remove()
    if (file !== undefined) onFile(file)
  }
  document.body.append(input)
  input.click()
}
