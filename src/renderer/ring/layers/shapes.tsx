/** Shapes of a figure as SVG elements, colours by CSS variable. */
import { createElement, memo, type ReactNode } from 'react'
import { type Run, runAttrs, type Shape, type Token } from '../figure/shape'

const variable = (token: Token | 'none'): string => (token === 'none' ? 'none' : `var(--${token})`)

/** Draws shapes in order. They have no identity of their own: keep a list stable to keep its elements. */
export const Shapes = memo(function Shapes({ shapes }: { shapes: readonly Shape[] }) {
  return <>{shapes.map((shape, index) => element(shape, index))}</>
})

function element(shape: Shape, key: number): ReactNode {
  const props: Record<string, unknown> = { key }
  for (const [name, value] of Object.entries(shape.attrs)) props[camel(name)] = value
  if (shape.fill !== undefined) props.fill = variable(shape.fill)
  if (shape.stroke !== undefined) props.stroke = variable(shape.stroke)
  if (shape.font !== undefined) props.className = shape.font === 'mono' ? 'ring-mono' : 'ring-sans'
  const runs = shape.runs?.map((run, index) => runElement(run, index)) ?? []
  const children = shape.children?.map((child, index) => element(child, runs.length + index)) ?? []
  return createElement(shape.tag, props, ...runs, ...children)
}

function runElement(run: Run, key: number): ReactNode {
  const attrs = runAttrs(run)
  if (Object.keys(attrs).length === 0 && run.tone === undefined) return run.text
  const props: Record<string, unknown> = { key }
  for (const [name, value] of Object.entries(attrs)) props[camel(name)] = value
  if (run.tone !== undefined) props.fill = variable(run.tone)
  return createElement('tspan', props, run.text)
}

const known = new Map<string, string>()

function camel(name: string): string {
  let written = known.get(name)
  if (written === undefined) {
    written = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
    known.set(name, written)
  }
  return written
}
