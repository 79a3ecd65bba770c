// Loaded into the program by hand-over.js: when the launching process is gone, even by kill -9, stop as if told to.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
