/** Counts frames for `ms` in the page, as text because the page has types of its own. */
export const COUNT_FRAMES = (ms: number): string => `(async () => {
  const startMs = performance.now()
  let frames = 0
  while (performance.now() - startMs < ${ms}) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    frames++
  }
  return frames
})()`
