import type { PeopleImport } from '#contract/staff'
import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { useConsole } from '../text.ts'
import { useLogins } from './text.ts'

/** People from a CSV: what would change first, then it is done. */
export function PeopleImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLogins()
  const { t: common } = useConsole()
  const toast = useToast()
  const [csv, setCsv] = useState('')
  const [invites, setInvites] = useState(true)
  const [seen, setSeen] = useState<PeopleImport | null>(null)
  const bring = useAction(
    (input: Input<'POST /people-imports'>, options) => call('POST /people-imports', input, options),
    (result) => {
      if (result.dryRun) return setSeen(result)
      toast(t('import.done', { count: result.people.length }))
      onClose()
    },
  )
  const choose = async (file: File | undefined) => {
    setSeen(null)
    bring.reset()
    const text = file ? await file.text() : ''
    setCsv(text)
    if (text) await bring.run({ csv: text, dryRun: true })
  }
  const count = seen?.people.length ?? 0
  return (
    <Dialog
      title={t('import.title')}
      isOpen
      onClose={onClose}
      closeLabel={common('common.close')}
      wide
      actions={
        <Button
          look="primary"
          isPending={bring.isPending}
          isDisabled={count === 0}
          onPress={() => void bring.run({ csv, invite: invites })}
        >
          {t('import.do', { count })}
        </Button>
      }
    >
      <div className="grid gap-4">
        <p className="text-soft">{t('import.detail')}</p>
        <label className="grid gap-1.5">
          <span className="font-[580]">{t('import.file')}</span>
          <input
            type="file"
            accept=".csv,text/csv"
            onChange={(event) => void choose(event.target.files?.[0])}
            className="min-h-11 w-full rounded-md border border-edge bg-surface px-3.5 py-2"
          />
        </label>
        <Checkbox isSelected={invites} onChange={setInvites}>
          {t('import.invite')}
        </Checkbox>
        <ActionTrouble error={bring.error} />
        {seen && <Seen result={seen} />}
      </div>
    </Dialog>
  )
}

function Seen({ result: { people, problems, unchanged } }: { result: PeopleImport }) {
  const { t } = useLogins()
  return (
    <div className="grid gap-3" role="status">
      <p className="font-[580]">{t('import.would', { count: people.length })}</p>
      {people.length > 0 && (
        <ul className="max-h-80 divide-y divide-line overflow-y-auto rounded-lg border border-line" tabIndex={-1}>
          {people.map((person) => (
            <li key={person.line} className="grid gap-0.5 px-4 py-2.5">
              <span className="flex flex-wrap items-center gap-2">
                <bdi className="font-[580]">{person.name || person.email}</bdi>
                <Badge tone={person.change === 'switched_off' ? 'warn' : 'note'}>{t(`import.${person.change}`)}</Badge>
              </span>
              <bdi className="text-sm text-soft">{person.email}</bdi>
              {person.fields.map(({ field, from, to }) => (
                <span key={field} className="text-sm">
                  {t(`field.${field}`)}:{' '}
                  <bdi>{from ? t('import.from', { from, to: to || t('import.nothing') }) : to}</bdi>
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
      {unchanged > 0 && <p className="text-sm text-soft">{t('import.unchanged', { count: unchanged })}</p>}
      {problems.length > 0 && (
        <div className="grid gap-1">
          <p className="font-[580]">{t('import.problems', { count: problems.length })}</p>
          <ul className="grid gap-1 text-sm">
            {problems.map((problem) => (
              <li key={problem.line}>
                <span className="font-[580]">{t('import.line', { line: problem.line })}</span> · {problem.message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
