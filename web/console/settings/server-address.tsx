import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** Where a server is and how it is spoken to. */
export interface ServerPlace<S extends string> {
  host: string
  port: string
  security: S
}

interface ServerAddressProps<S extends string> {
  place: ServerPlace<S>
  onChange: (changes: Partial<ServerPlace<S>>) => void
  labels: { host: string; port: string; security: string }
  problems: { host: string | null; port: string | null }
  placeholder: string
  securities: readonly { id: S; label: string }[]
  usualPorts: Record<S, number>
}

/** Host, port and security in a row; a usual port goes along with another security. */
export function ServerAddress<S extends string>(props: ServerAddressProps<S>) {
  const { place, onChange, labels, problems, placeholder, securities, usualPorts } = props
  return (
    <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,2fr)]">
      <TextField
        label={labels.host}
        value={place.host}
        onChange={(host) => onChange({ host })}
        problem={problems.host}
        placeholder={placeholder}
        autoComplete="off"
        dir="ltr"
        isRequired
      />
      <TextField
        label={labels.port}
        value={place.port}
        onChange={(port) => onChange({ port })}
        problem={problems.port}
        inputMode="numeric"
        autoComplete="off"
        dir="ltr"
        isRequired
      />
      <Select
        label={labels.security}
        value={place.security}
        onChange={(id) => {
          const security = id as S
          const isUsual = place.port === String(usualPorts[place.security])
          onChange({ security, ...(isUsual ? { port: String(usualPorts[security]) } : {}) })
        }}
        choices={[...securities]}
      />
    </div>
  )
}
