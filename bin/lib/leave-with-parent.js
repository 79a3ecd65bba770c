// Loaded into the program by hand-over.js: it stops, as if told to, when what launched it is gone, even by kill -9.
import { whenNpmEnds } from './npm-above.js'

const stop = () => process.kill(process.pid, 'SIGTERM')

process.once('disconnect', stop)
process.channel?.unref()
whenNpmEnds(stop)
