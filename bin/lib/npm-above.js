const askEveryMilliseconds = 1_000

/** Calls back when the npm that runs this process ends without telling it: killed, npm would leave a server behind. */
export function whenNpmEnds(listener) {
  if (!process.env.npm_lifecycle_event) return
  const npm = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === npm) return
    clearInterval(timer)
    listener()
  }, askEveryMilliseconds)
  timer.unref()
}
