import { useEffect, useRef } from 'react'
import { levelOf } from '../../kit/talk/level.ts'

/** How loud somebody is, as a bar. */
export function LevelMeter({ label, stream }: { label: string; stream: MediaStream | undefined }) {
  const bar = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (!stream || stream.getAudioTracks().length === 0) return
    const level = levelOf(stream)
    let frame = 0
    const draw = () => {
      if (bar.current) bar.current.style.transform = `scaleX(${level.read().toFixed(2)})`
      frame = requestAnimationFrame(draw)
    }
    draw()
    return () => {
      cancelAnimationFrame(frame)
      level.close()
    }
  }, [stream])
  return (
    <span className="flex min-w-36 flex-1 items-center gap-2 text-sm text-soft">
      {label}
      <span
        aria-hidden="true"
        className="h-1.5 min-w-12 flex-1 overflow-hidden rounded-full bg-sunken ring-1 ring-line"
      >
        <span ref={bar} className="block h-full origin-left scale-x-0 rounded-full bg-accent rtl:origin-right" />
      </span>
    </span>
  )
}
