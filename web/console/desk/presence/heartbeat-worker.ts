// A clock of its own: timers of a page in the background are slowed down to one a minute, those of a worker are not.
const everyMs = 20_000

const beat = () => postMessage('beat')

beat()
setInterval(beat, everyMs)
