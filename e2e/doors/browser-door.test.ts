import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket as Socket } from 'ws'
import { FakeLab } from '../../src/main/door/fake-lab'
import { type Gateway, openGateway } from '../../src/main/gateway/server'
import { browserDoor } from '../../src/renderer/door/browser-door'
import { describeDoor, lastSeq, record } from './contract'

// The browser's door runs in Node here, over the same wire.
Object.assign(globalThis, { WebSocket: Socket })

const gateways: Gateway[] = []
afterEach(async () => {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.close()))
})

async function gatewayTo(lab: FakeLab, port = 0): Promise<Gateway> {
  const rendererDir = await mkdtemp(join(tmpdir(), 'renderer-'))
  await writeFile(join(rendererDir, 'index.html'), '<title>lab</title>')
  const gateway = await openGateway({ lab, rendererDir, port })
  gateways.push(gateway)
  return gateway
}

async function cookieOf(gateway: Gateway): Promise<string> {
  const response = await fetch(gateway.newLink(), { redirect: 'manual' })
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toBe('/')
  const cookie = response.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/)
  return cookie.split(';')[0] ?? ''
}

function dial(port: number, headers: Record<string, string>): Socket {
  return new Socket(`ws://127.0.0.1:${port}/door`, { headers })
}

function doorTo(gateway: Gateway, cookie: string) {
  const { port } = gateway
  return browserDoor({
    connect: () => dial(port, { cookie, origin: `http://127.0.0.1:${port}` }) as unknown as WebSocket,
    checkSession: async () => {
      const response = await fetch(`http://127.0.0.1:${port}/session`, { headers: { cookie } }).catch(() => null)
      return response === null ? 'away' : response.status === 401 ? 'gone' : 'valid'
    }
  })
}

describeDoor('browser', async (lab) => {
  const gateway = await gatewayTo(lab)
  const door = doorTo(gateway, await cookieOf(gateway))
  return { door, close: async () => door.close() }
})

/** How the gateway turns a WebSocket away: its HTTP status and sentence. */
function refusalOf(socket: Socket): Promise<[number | undefined, string]> {
  return new Promise((resolve, reject) => {
    socket.on('open', () => reject(new Error('socket was let in')))
    socket.on('error', () => {})
    socket.on('unexpected-response', (_request, response) => {
      let body = ''
      response.on('data', (chunk) => (body += chunk))
      response.on('end', () => resolve([response.statusCode, JSON.parse(body).error.message]))
    })
  })
}

/** Code and reason with which the gateway ends a socket that is open. */
function endOf(socket: Socket): Promise<[number, string]> {
  return new Promise((resolve) => socket.on('close', (code, reason) => resolve([code, String(reason)])))
}

describe('who comes in', () => {
  it('serves the page to a session only', async () => {
    const gateway = await gatewayTo(new FakeLab())
    const base = `http://127.0.0.1:${gateway.port}`
    const cookie = await cookieOf(gateway)
    expect((await fetch(`${base}/`)).status).toBe(401)
    const page = await fetch(`${base}/`, { headers: { cookie } })
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(await page.text()).toContain('lab')
    expect((await fetch(`${base}/no.js`, { headers: { cookie } })).status).toBe(404)
    expect((await fetch(`${base}/`, { method: 'POST', headers: { cookie } })).status).toBe(405)
  })

  it('takes each token once', async () => {
    const gateway = await gatewayTo(new FakeLab())
    const link = gateway.newLink()
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(303)
    const again = await fetch(link, { redirect: 'manual' })
    expect(again.status).toBe(401)
    expect(await again.json()).toMatchObject({ error: { message: expect.stringContaining('token already used') } })
    const wrong = await fetch(`http://127.0.0.1:${gateway.port}/?token=wrong`, { headers: { accept: 'text/html' } })
    expect(wrong.status).toBe(401)
    expect(await wrong.text()).toContain('wrong token')
  })

  it('turns foreign hosts, foreign origins and strangers away', async () => {
    const gateway = await gatewayTo(new FakeLab())
    const { port } = gateway
    const cookie = await cookieOf(gateway)
    const origin = `http://127.0.0.1:${port}`
    expect(await refusalOf(dial(port, { cookie, origin: 'http://evil.example' }))).toEqual([
      403,
      'origin not allowed: http://evil.example'
    ])
    expect(await refusalOf(dial(port, { cookie }))).toEqual([403, 'origin not allowed: none'])
    expect(await refusalOf(dial(port, { cookie, origin, host: 'evil.example' }))).toEqual([
      403,
      'host not allowed: evil.example'
    ])
    expect((await refusalOf(dial(port, { origin })))[0]).toBe(401)
    expect((await refusalOf(dial(port, { origin, cookie: `torus_lab_${port}=x` })))[0]).toBe(401)
    const elsewhere = new Socket(`ws://127.0.0.1:${port}/other`, { headers: { cookie, origin } })
    expect(await refusalOf(elsewhere)).toEqual([404, 'no such door: /other'])
  })

  it('names a port that is in use', async () => {
    const { port } = await gatewayTo(new FakeLab())
    await expect(openGateway({ lab: new FakeLab(), rendererDir: '/', port })).rejects.toThrow(`port in use: ${port}`)
  })
})

describe('bad frames', () => {
  async function dialIn() {
    const lab = new FakeLab()
    const gateway = await gatewayTo(lab)
    const socket = dial(gateway.port, {
      cookie: await cookieOf(gateway),
      origin: `http://127.0.0.1:${gateway.port}`
    })
    await new Promise((resolve) => socket.once('open', resolve))
    return { lab, socket }
  }

  it.each([
    ['not json', 1008, 'frame is not JSON: not json'],
    ['{"t":"hi"}', 1008, 'frame of unknown kind: "hi"'],
    [Buffer.from('{"t":"resync"}'), 1003, 'frame is not text']
  ])('ends the connection on %s with the reason', async (frame, code, reason) => {
    const { lab, socket } = await dialIn()
    const end = endOf(socket)
    socket.send(frame)
    expect(await end).toEqual([code, reason])
    await expect.poll(() => lab.listeners.size).toBe(0)
    expect(lab.asked).toEqual([])
  })

  it('holds back a client that acknowledges but does not read, with bounded memory', async () => {
    const { lab, socket } = await dialIn()
    let received = 0
    socket.on('message', () => received++)
    socket.pause()
    const megabyte = 'x'.repeat(1024 * 1024)
    // Acknowledged in advance: only the socket's buffer can stop the gateway now.
    for (let n = 1; n <= 60; n++) socket.send(JSON.stringify({ t: 'ack', n }))
    for (let i = 0; i < 60; i++) {
      lab.tell(1, megabyte)
      await new Promise(setImmediate)
    }
    expect(lab.listeners.size).toBe(0)
    socket.resume()
    await expect.poll(() => lab.listeners.size).toBe(1)
    expect(received).toBeLessThan(40)
    socket.close()
  })
})

describe('a lost connection', () => {
  it('is told, fails what was under way, and opens again with a state', async () => {
    const lab = new FakeLab()
    const gateway = await gatewayTo(lab)
    const sockets: Socket[] = []
    const cookie = await cookieOf(gateway)
    const door = browserDoor({
      connect: () => {
        const socket = dial(gateway.port, { cookie, origin: `http://127.0.0.1:${gateway.port}` })
        sockets.push(socket)
        return socket as unknown as WebSocket
      },
      checkSession: async () => 'valid'
    })
    const seen = record(door)
    await expect.poll(seen.kinds).toContain('state')
    const underWay = door.call('clock.set', {})
    sockets[0]?.terminate()
    expect(await underWay).toMatchObject({
      ok: false,
      error: { code: 'unavailable', message: expect.stringContaining('clock.set may or may not have been done') }
    })
    expect(await door.call('clock.set', {})).toMatchObject({ ok: false, error: { code: 'unavailable' } })
    lab.seq = 7
    await expect.poll(() => lastSeq(seen.updates)).toBe(7)
    expect(seen.statuses.map(({ state }) => state)).toEqual(['open', 'closed', 'open'])
    door.close()
  })

  it('waits for a lab that comes back, but not for one that forgot the page', async () => {
    const gateway = await gatewayTo(new FakeLab())
    const { port } = gateway
    const door = doorTo(gateway, await cookieOf(gateway))
    const seen = record(door)
    await expect.poll(() => seen.statuses.at(-1)).toEqual({ state: 'open' })
    await gateway.close()
    await expect
      .poll(() => seen.statuses.at(-1))
      .toEqual({ state: 'closed', reason: 'the lab has stopped; trying again', final: false })
    await gatewayTo(new FakeLab(), port)
    await expect.poll(() => seen.statuses.at(-1), { timeout: 10_000 }).toMatchObject({ state: 'closed', final: true })
    door.close()
  })
})
