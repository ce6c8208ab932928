import { type Reply, isCommand, parseRequest } from '../../shared/contract'
import { refused } from '../../shared/door'
import type { DoorLab } from './lab'

/** Answers one command as it comes in from a window: validated here, whichever door it came through; never throws. */
export async function answer(lab: DoorLab, command: unknown, request: unknown): Promise<Reply> {
  if (!isCommand(command)) return refused('invalid', `unknown command: ${shown(command)}`)
  const parsed = parseRequest(command, request)
  if (!parsed.ok) return parsed
  try {
    return await lab.handle(command, parsed.request)
  } catch (cause) {
    return refused('internal', `${command} failed: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
