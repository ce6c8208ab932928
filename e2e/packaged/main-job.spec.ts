import { test } from '../harness/electron'
import { doMainJob } from '../harness/main-job'
import { closePackaged, launchPackaged } from '../harness/packaged'

test('the main job in the packaged program, from the first window to the last process', async () => {
  const app = await launchPackaged({ nodes: 16, sampleKeys: 200 })
  const ended = app.ended.then((how) => (typeof how === 'number' ? how : null))
  try {
    await doMainJob({ ...app, ended })
  } finally {
    await closePackaged(app)
  }
})
