/** Medians, and the table that a run prints. */

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

export interface Figure {
  /** `group/case`, as in the JSON file. */
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What it should reach, as a bound on `value`. */
  readonly aim?: { atMost: number } | { atLeast: number }
  readonly note?: string
}

/** Collects figures and prints each as it comes. */
export class Report {
  readonly figures: Figure[] = []

  add(figure: Figure): void {
    this.figures.push(figure)
    console.log(line(figure))
  }

  /** Nested by the slashes of the names. */
  toJson(): Record<string, unknown> {
    const root: Record<string, unknown> = {}
    for (const { name, value } of this.figures) {
      const path = name.split('/')
      const last = path.pop() as string
      let at = root
      for (const step of path) at = (at[step] ??= {}) as Record<string, unknown>
      at[last] = Number(value.toPrecision(4))
    }
    return root
  }
}

function line({ name, value, unit, aim, note }: Figure): string {
  const shown = `${Number(value.toPrecision(4))} ${unit}`.trim()
  const bound = aim === undefined ? '' : 'atMost' in aim ? `aim ≤ ${aim.atMost}` : `aim ≥ ${aim.atLeast}`
  const met = aim === undefined ? '' : ('atMost' in aim ? value <= aim.atMost : value >= aim.atLeast) ? 'met' : 'missed'
  return [name.padEnd(26), shown.padStart(16), bound.padStart(14), met.padEnd(7), note ?? ''].join('  ').trimEnd()
}
