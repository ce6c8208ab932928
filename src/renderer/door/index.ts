import type { LabDoor } from '../../shared/contract'
import { browserDoor } from './browser-door'

declare global {
  interface Window {
    /** Put there by the desktop app's preload; absent in a browser. */
    torusLab?: LabDoor
  }
}

/** The way to the lab that this page has: the desktop app's, or else the browser's. Call it once. */
export function openDoor(): LabDoor {
  return window.torusLab ?? browserDoor()
}
