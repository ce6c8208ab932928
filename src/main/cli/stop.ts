/**
 * Resolves with a sentence when somebody asks this process to stop: Ctrl+C, SIGTERM, a closed terminal, or the end of
 * the process that started it. A second signal ends the process at once.
 */
export function untilAskedToStop(): Promise<string> {
  return new Promise((resolve) => {
    let wasAsked = false
    const ask = (signal: NodeJS.Signals) => {
      // Ctrl+C reaches us from the terminal, and once more from the process that started us.
      if (wasAsked && signal === 'SIGINT') process.exit(130)
      wasAsked ||= signal === 'SIGINT'
      resolve('Stopping: every node leaves and the lab closes.')
    }
    process.on('SIGINT', ask)
    process.on('SIGTERM', ask)
    process.on('SIGHUP', ask)
    process.on('disconnect', () => ask('SIGTERM'))
  })
}
