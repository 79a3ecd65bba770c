import type { StoredFile } from '#contract/files'
import { useId, useState } from 'react'
import { CallError } from '../../../kit/call.ts'
import { uploadForm } from '../../../kit/upload.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { useHelp } from '../text.ts'

type FileFieldProps = {
  label: string
  hint?: string
  accept: string
  /** What stands there now: a name, or nothing. */
  name: string | null
  onFile: (file: StoredFile) => void
  onRemove?: () => void
  /** A file that is there already, such as a pasted one. */
  given?: File | null
}

/** One file, sent as soon as it is chosen. */
export function FileField({ label, hint, accept, name, onFile, onRemove, given }: FileFieldProps) {
  const { t, format } = useHelp()
  const id = useId()
  const [share, setShare] = useState<number | null>(null)
  const [error, setError] = useState<CallError | null>(null)
  const [waiting, setWaiting] = useState(given ?? null)
  const send = async (file: File) => {
    setError(null)
    setShare(0)
    setWaiting(null)
    try {
      onFile(await uploadForm<StoredFile>('/files', file, { onProgress: setShare }))
    } catch (caught) {
      if (caught instanceof CallError) setError(caught)
    }
    setShare(null)
  }
  return (
    <div className="grid gap-1.5" role="group" aria-labelledby={`${id}-label`}>
      <label id={`${id}-label`} htmlFor={id} className="text-sm font-[560]">
        {label}
      </label>
      <input
        id={id}
        type="file"
        accept={accept}
        aria-describedby={hint && `${id}-hint`}
        onChange={(event) => {
          const [file] = [...(event.target.files ?? [])]
          if (file) void send(file)
          event.target.value = ''
        }}
        className="text-sm file:me-3 file:min-h-11 file:cursor-pointer file:rounded-md file:border file:border-line file:bg-surface file:px-4 file:font-[560] file:text-ink"
      />
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-soft">
          {hint}
        </p>
      )}
      {waiting && (
        <Button size="small" className="justify-self-start" onPress={() => void send(waiting)}>
          {t('file.takePasted')}
        </Button>
      )}
      <p role="status" className="flex flex-wrap items-center gap-2 text-sm text-soft empty:hidden">
        {share !== null && t('file.sending', { share: format.number(share, { style: 'percent' }) })}
        {share === null && name && (
          <>
            <bdi className="break-all">{name}</bdi>
            {onRemove && (
              <Button size="small" look="quiet" onPress={onRemove}>
                {t('context.remove')}
              </Button>
            )}
          </>
        )}
      </p>
      <ActionTrouble error={error} />
    </div>
  )
}
