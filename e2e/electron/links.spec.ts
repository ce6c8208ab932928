/** Links of the lab's own scheme, as the system hands them over: with the first start, and with a later one. */
import { closeDesktop, electronPath, expect, labState, launchDesktop, test } from '../harness/electron'
import { ROOT, startProgram } from '../harness/process'
import { LabWindow } from '../window/lab-window'

test.use({ nodes: 4, sampleKeys: 20 })

const LINK = 'torus-lab://key/user%3A0013'

test('a link that starts the lab shows what it names once it is there', async ({ nodes, sampleKeys }) => {
  const desktop = await launchDesktop({ nodes, sampleKeys }, [LINK])
  try {
    await expect(new LabWindow(desktop.page).inspector).toContainText('user:0013')
  } finally {
    await closeDesktop(desktop)
  }
})

test('a link followed later goes to the window that runs, and one that names nothing is named', async ({
  desktop,
  page
}) => {
  const win = new LabWindow(page)
  await win.expectIdeal(4)
  const messages = page.getByRole('list', { name: 'Messages' })
  const follow = async (link: string) => {
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const second = startProgram(electronPath(), [ROOT, ...sandbox, `--user-data-dir=${desktop.userDataDir}`, link])
    expect(await second.ended).toBe(0)
    expect(second.output()).toContain('Torus Lab already runs')
  }
  const id = (await labState(page)).nodes[2]?.id ?? ''
  await follow(`torus-lab://node/${id}`)
  await expect(win.inspector.getByRole('heading', { name: id.slice(0, 4) })).toBeVisible()

  await follow('torus-lab://planet/earth')
  await expect(messages).toContainText('Link is none of the lab’s: torus-lab://planet/earth')
  await follow(`torus-lab://key/${'k'.repeat(5000)}`)
  await expect(messages).toContainText('link is too long: 5016 characters (limit 4096)')
  await expect(win.inspector.getByRole('heading', { name: id.slice(0, 4) })).toBeVisible()
})
