import { basename, join } from 'node:path'
import { type Session, app } from 'electron'

/**
 * Exports leave the window as downloads: each asks where to save. `TORUS_LAB_DOWNLOADS` names a folder that takes them
 * without asking.
 */
export function handleDownloads(session: Session): void {
  const folder = process.env['TORUS_LAB_DOWNLOADS']
  session.on('will-download', (_event, item) => {
    const name = basename(item.getFilename()) || 'torus-lab-export'
    if (folder) item.setSavePath(join(folder, name))
    else item.setSaveDialogOptions({ title: 'Export', defaultPath: join(app.getPath('downloads'), name) })
  })
}
