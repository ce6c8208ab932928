import { request } from 'node:http'
import { expect, test } from './harness/lab'
import { expectPolicyHolds } from './harness/policy'
import { ROOT, startProgram } from './harness/process'

test.use({ nodes: 3, sampleKeys: 5 })

/** A request as another program would make it, with the headers of its choice. */
function ask(port: number, path: string, headers: Record<string, string>): Promise<{ status?: number; body: string }> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      let body = ''
      response.on('data', (chunk) => (body += chunk))
      response.on('end', () => resolve({ ...(response.statusCode ? { status: response.statusCode } : {}), body }))
    })
    call.on('error', reject).end()
  })
}

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ=='
}

test('the link lets one browser in and leaves the address bar', async ({ page, lab, browser }) => {
  expect(page.url()).toBe(`${lab.origin}/`)
  await expect(page).toHaveTitle('Torus Lab')
  await page.reload()
  await expect(page).toHaveTitle('Torus Lab')

  const stranger = await browser.newContext()
  const second = await stranger.newPage()
  expect((await second.goto(lab.link))?.status()).toBe(401)
  await expect(second.getByText('token already used')).toBeVisible()
  expect((await second.goto(`${lab.origin}/?token=wrong`))?.status()).toBe(401)
  await expect(second.getByText('wrong token')).toBeVisible()
  await stranger.close()
})

test('foreign hosts, foreign origins and strangers stay outside', async ({ lab, page }) => {
  const [cookie] = await page.context().cookies()
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
  const session = { cookie: `${cookie?.name}=${cookie?.value}` }
  const host = `127.0.0.1:${lab.port}`
  expect(await ask(lab.port, '/', { ...session, host: 'evil.example' })).toMatchObject({
    status: 403,
    body: expect.stringContaining('host not allowed: evil.example')
  })
  expect(await ask(lab.port, '/door', { ...UPGRADE, ...session, host, origin: 'http://evil.example' })).toMatchObject({
    status: 403,
    body: expect.stringContaining('origin not allowed: http://evil.example')
  })
  const origin = `http://${host}`
  expect(await ask(lab.port, '/door', { ...UPGRADE, host, origin })).toMatchObject({
    status: 401,
    body: expect.stringContaining('no session')
  })
})

test('the page runs no inline script and loads nothing foreign', async ({ page }) => {
  await expectPolicyHolds(page)
})

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  test(`serve ends with exit code 0 on ${signal}`, async ({ lab }) => {
    lab.program.child.kill(signal)
    expect(await lab.program.ended).toBe(0)
    await expect(ask(lab.port, '/', {})).rejects.toThrow('ECONNREFUSED')
  })

for (const [args, message] of [
  [['--nodes=x'], '--nodes is not a whole number from 0 to 512: x'],
  [['--port=65536'], '--port is not a whole number from 0 to 65535: 65536'],
  [['--colour=red'], "unknown option '--colour'"],
  [['here'], "unexpected argument 'here'"]
] as const)
  test(`serve ${args.join(' ')} is refused by name`, async () => {
    const program = startProgram(process.execPath, [`${ROOT}/out/main/cli.cjs`, 'serve', '--no-open', ...args])
    expect(await program.ended).toBe(2)
    expect(program.output()).toContain(message)
  })

test('serve on a port in use says so', async ({ lab }) => {
  const program = startProgram(process.execPath, [
    `${ROOT}/out/main/cli.cjs`,
    'serve',
    '--no-open',
    `--port=${lab.port}`
  ])
  expect(await program.ended).toBe(1)
  expect(program.output()).toContain(`port in use: ${lab.port}`)
})
