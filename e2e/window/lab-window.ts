/** The window as a person finds their way in it: by roles and names. */
import { type Locator, type Page, expect } from '@playwright/test'

type Operation = 'Put' | 'Get' | 'Delete'

export class LabWindow {
  readonly page: Page
  readonly health: Locator
  readonly nodeList: Locator
  readonly ring: Locator
  readonly inspector: Locator
  readonly outcome: Locator
  readonly messages: Locator
  readonly banner: Locator
  readonly ledger: Locator

  constructor(page: Page) {
    this.page = page
    this.health = page.getByTestId('health')
    this.nodeList = page.getByRole('listbox', { name: 'Nodes in ring order' })
    this.ring = page.getByTestId('ring')
    this.inspector = page.getByRole('complementary', { name: 'Inspector' })
    this.outcome = page.getByTestId('request-outcome')
    this.messages = page.getByRole('list', { name: 'Messages' })
    this.banner = page.locator('.banner')
    this.ledger = page.getByTestId('ledger')
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' })
  }

  dialog(name: string): Locator {
    return this.page.getByRole('dialog', { name, exact: true })
  }

  /** The line of a node in the list. */
  row(id: string): Locator {
    return this.nodeList.getByRole('option', { name: new RegExp(`^${id.slice(0, 4)}\\b`) })
  }

  /** Waits until the list says that a node is in a state. */
  async expectState(id: string, state: string): Promise<void> {
    await expect(this.row(id)).toHaveAccessibleName(new RegExp(`, ${state}\\b`))
  }

  /** The disc of a node on the ring. */
  disc(id: string): Locator {
    return this.ring.locator(`[data-node="${id}"]`)
  }

  grid(name: string): Locator {
    return this.page.getByRole('grid', { name, exact: true })
  }

  /** Rows of a table without its head. */
  rows(name: string): Locator {
    return this.grid(name).getByRole('rowgroup').getByRole('row')
  }

  async expectIdeal(nodes: number): Promise<void> {
    await expect(this.health).toContainText(`${nodes} nodes · ring ideal`)
  }

  async showTab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click()
  }

  /** Opens the menu of a button and runs an item. */
  async chooseFromMenu(button: string | RegExp, item: string | RegExp): Promise<void> {
    await this.button(button).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }

  /** Opens the menu of a button and takes one of its choices. */
  async chooseFromMenuRadio(button: string | RegExp, choice: string): Promise<void> {
    await this.button(button).click()
    await this.page.getByRole('menuitemradio', { name: choice, exact: true }).click()
  }

  /** Shows or hides a layer of the picture. */
  async chooseLayer(name: string): Promise<void> {
    await this.button('Layers').click()
    await this.page.getByRole('menuitemcheckbox', { name, exact: true }).click()
    await this.page.keyboard.press('Escape')
  }

  async select(id: string): Promise<void> {
    await this.row(id).click()
    await expect(this.inspector.getByRole('heading', { name: id.slice(0, 4), exact: true })).toBeVisible()
  }

  /** Fills the request form and sends it. */
  async request(operation: Operation, key: string, { value = '', ttl = '', from = '' } = {}): Promise<void> {
    const form = this.page.getByRole('form', { name: 'Request' })
    await form.getByRole('radio', { name: operation }).click()
    if (from !== '') {
      await form.getByRole('combobox', { name: 'From' }).click()
      await this.page.getByRole('option', { name: new RegExp(`^${from.slice(0, 4)} ·`) }).click()
    }
    await form.getByLabel('Key', { exact: true }).fill(key)
    if (operation === 'Put') {
      await form.getByLabel('Value', { exact: true }).fill(value)
      await form.getByLabel('TTL in seconds').fill(ttl)
    }
    await form.getByRole('button', { name: operation, exact: true }).click()
  }

  /** Where the centre and the radius of the ring are in the window, worked out from two nodes at their true angles. */
  async circle(a: string, b: string): Promise<Circle> {
    const [p, q] = [await this.centreOf(a), await this.centreOf(b)]
    const [u, v] = [direction(turnOf(a)), direction(turnOf(b))]
    const radius = Math.hypot(p.x - q.x, p.y - q.y) / Math.hypot(u.x - v.x, u.y - v.y)
    return { x: p.x - radius * u.x, y: p.y - radius * u.y, radius }
  }

  /** The middle of a node's disc, in the window. */
  async centreOf(id: string): Promise<Point> {
    const box = await this.ring.boundingBox()
    const [, x = '', y = ''] =
      /translate\(([-\d.]+)[ ,]([-\d.]+)\)/.exec((await this.disc(id).getAttribute('transform')) ?? '') ?? []
    return { x: (box?.x ?? 0) + Number(x), y: (box?.y ?? 0) + Number(y) }
  }
}

export interface Point {
  x: number
  y: number
}

export interface Circle extends Point {
  radius: number
}

/** Place of an id on the circle as a fraction of a turn. */
export const turnOf = (id: string): number => Number.parseInt(id.slice(0, 12).padEnd(12, '0'), 16) / 2 ** 48

const direction = (turn: number): Point => ({ x: Math.sin(turn * 2 * Math.PI), y: -Math.cos(turn * 2 * Math.PI) })

/** The point of a circle at a fraction of a turn, clockwise from the top. */
export function pointOn({ x, y, radius }: Circle, turn: number): Point {
  const unit = direction(turn)
  return { x: x + radius * unit.x, y: y + radius * unit.y }
}
