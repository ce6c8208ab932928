import { closeDesktop, launchDesktop, test } from '../harness/electron'
import { doMainJob } from '../harness/main-job'

test('the main job, from the first window to the last process', async () => {
  test.setTimeout(120_000)
  const desktop = await launchDesktop({ nodes: 16, sampleKeys: 200 })
  const closeWindow = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  try {
    await doMainJob({ ...desktop, closeWindow })
  } finally {
    await closeDesktop(desktop)
  }
})
