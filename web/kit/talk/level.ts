/** How loud a stream is, read as often as it is drawn. */
export interface Level {
  /** From 0, silence, to 1. */
  read(): number
  close(): void
}

/** Measures how loud a stream is. */
export function levelOf(stream: MediaStream): Level {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = 512
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  void context.resume()
  return {
    read() {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
      // Speech lies around a tenth of what is possible.
      return Math.min(1, Math.sqrt(power) * 4)
    },
    close: () => void context.close(),
  }
}
