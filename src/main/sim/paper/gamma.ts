/** The distributions that the load of a node follows in closed form. */

/** Chance that a Gamma variable of whole shape `v` and mean 1 is at most `x`: one minus v Poisson terms (Erlang). */
export function gammaCdf(v: number, x: number): number {
  if (x <= 0) return 0
  let term = Math.exp(-v * x)
  let above = 0
  for (let k = 0; k < v; k++) {
    above += term
    term *= (v * x) / (k + 1)
  }
  return 1 - above
}

/** The x with `gammaCdf(v, x)` = `probability`, by bisection. */
export function gammaQuantile(v: number, probability: number): number {
  let [low, high] = [0, 1]
  while (gammaCdf(v, high) < probability) high *= 2
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2
    if (gammaCdf(v, middle) < probability) low = middle
    else high = middle
  }
  return high
}

/** The value below which `percent` of the sorted values lie. */
export function percentile(sorted: ArrayLike<number>, percent: number): number {
  const index = Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))
  return sorted[index] as number
}
