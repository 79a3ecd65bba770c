import { useParts } from './text.ts'

type DistanceDrawingProps = {
  /** Metres east and north of the door. */
  drop: { eastMeters: number; northMeters: number; distanceMeters: number; uncertaintyMeters: number | null }
  verdict: 'supports' | 'against' | 'none'
}

const width = 340
const height = 190
const margin = 34

/** Where the parcel was put down, seen from the door: north is up, everything to one scale, the ring is how unsure the point is. */
export function DistanceDrawing({ drop, verdict }: DistanceDrawingProps) {
  const { t, format } = useParts()
  const view = frame(drop)
  const meters = (value: number) => t('distance.meters', { meters: format.number(Math.round(value)) })
  const distance = meters(drop.distanceMeters)
  const uncertainty = drop.uncertaintyMeters === null ? null : meters(drop.uncertaintyMeters)
  const color = { supports: 'var(--color-accent)', against: 'var(--color-warn)', none: 'var(--color-faint)' }[verdict]
  const label = uncertainty
    ? t('distance.drawing', { distance, uncertainty })
    : t('distance.drawingUnsure', { distance })

  return (
    <figure className="m-0 max-w-lg">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={label}
        direction="ltr"
        className="block h-auto w-full rounded-lg border border-line bg-sunken"
      >
        <defs>
          <pattern id="blocks" width="28" height="28" patternUnits="userSpaceOnUse">
            <path d="M28 0H0V28" fill="none" stroke="var(--color-line)" />
          </pattern>
        </defs>
        <rect width={width} height={height} rx="14" fill="url(#blocks)" />
        {view.ring > 0 && (
          <>
            <circle cx={view.drop.x} cy={view.drop.y} r={view.ring} fill={color} opacity="0.16" />
            <circle
              cx={view.drop.x}
              cy={view.drop.y}
              r={view.ring}
              fill="none"
              stroke={color}
              strokeWidth="1.5"
              strokeDasharray="4 4"
            />
          </>
        )}
        <path
          d={`M${view.door.x} ${view.door.y}L${view.drop.x} ${view.drop.y}`}
          stroke="var(--color-ink)"
          strokeWidth="1.75"
          strokeDasharray="1 5"
          strokeLinecap="round"
        />
        <House x={view.door.x} y={view.door.y} />
        <circle cx={view.drop.x} cy={view.drop.y} r="7" fill={color} stroke="var(--color-surface)" strokeWidth="2.5" />
        <g transform={`translate(14 ${height - 14})`} stroke="var(--color-soft)" strokeWidth="1.5">
          <path d={`M0 -4V0H${view.bar * view.scale}V-4`} fill="none" />
          <text x={view.bar * view.scale + 6} y={2} fill="var(--color-soft)" stroke="none" fontSize="11">
            {meters(view.bar)}
          </text>
        </g>
      </svg>
      <figcaption className="mt-2.5 grid gap-1">
        <span className="text-lg font-[600]">{t('distance.fromDoor', { distance })}</span>
        <span className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-soft">
          <Key color={color}>{t('distance.drop')}</Key>
          {uncertainty && (
            <Key color={color} ring>
              {t('distance.giveOrTake', { uncertainty })}
            </Key>
          )}
        </span>
      </figcaption>
    </figure>
  )
}

/** A scale that holds door, drop and ring; a very wide ring may reach over the edge rather than hide the distance. */
function frame(drop: DistanceDrawingProps['drop']) {
  const uncertainty = drop.uncertaintyMeters ?? 0
  const reach = Math.min(uncertainty, drop.distanceMeters * 4 + 60)
  const spanX = Math.abs(drop.eastMeters) + reach
  const spanY = Math.abs(drop.northMeters) + reach
  const scale = Math.min((width - 2 * margin) / Math.max(spanX, 24), (height - 2 * margin) / Math.max(spanY, 24))
  const middle = { x: width / 2, y: height / 2 }
  const door = { x: middle.x - (drop.eastMeters / 2) * scale, y: middle.y + (drop.northMeters / 2) * scale }
  const at = { x: middle.x + (drop.eastMeters / 2) * scale, y: middle.y - (drop.northMeters / 2) * scale }
  return { scale, door, drop: at, ring: uncertainty * scale, bar: roundLength(90 / scale) }
}

function House({ x, y }: { x: number; y: number }) {
  return (
    <g transform={`translate(${x - 13} ${y - 16})`}>
      <path
        d="M2 13 13 3l11 10v14H2Z"
        fill="var(--color-surface)"
        stroke="var(--color-ink)"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <path
        d="M10 27V17h6v10"
        fill="var(--color-accent-wash)"
        stroke="var(--color-ink)"
        strokeWidth="2"
        strokeLinejoin="round"
      />
    </g>
  )
}

function Key({ color, ring, children }: { color: string; ring?: boolean; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg viewBox="0 0 12 12" className="size-3 shrink-0" aria-hidden="true">
        {ring ? (
          <circle cx="6" cy="6" r="5" fill="none" stroke={color} strokeWidth="1.5" strokeDasharray="2 2" />
        ) : (
          <circle cx="6" cy="6" r="5" fill={color} />
        )}
      </svg>
      {children}
    </span>
  )
}

/** 1, 2 or 5 times a power of ten, at most the given length. */
function roundLength(most: number) {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 1)))
  return [5, 2, 1].map((step) => step * power).find((length) => length <= most) ?? power
}
