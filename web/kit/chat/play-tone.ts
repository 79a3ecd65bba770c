/** A short, soft tone; silent where the browser allows none, as before the first touch of a page. */
export function playTone(): void {
  try {
    const context = new AudioContext()
    const [tone, volume] = [context.createOscillator(), context.createGain()]
    tone.frequency.value = 660
    volume.gain.setValueAtTime(0.0001, context.currentTime)
    volume.gain.exponentialRampToValueAtTime(0.12, context.currentTime + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + 0.35)
    tone.connect(volume).connect(context.destination)
    tone.start()
    tone.stop(context.currentTime + 0.36)
    tone.onended = () => void context.close()
  } catch {
    // A missing tone costs nothing: what arrived is on the screen and in the badge.
  }
}
