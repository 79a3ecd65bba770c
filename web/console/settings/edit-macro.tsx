import type { Macro } from '#contract/macros'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button, PlainButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useCauses } from '../desk/actions/causes.ts'
import { macroVariablesQuery, teamsQuery } from '../desk/data.ts'
import { useConsole } from '../text.ts'

const none = '-'
type Action = Macro['actions'][number]

/** The words of a macro with its variables, how they look when filled, and what it does besides. */
export function EditMacro({ macro, onClose }: { macro: Macro | null; onClose: () => void }) {
  const { t } = useConsole()
  const variables = useQuery(macroVariablesQuery).data?.data ?? []
  const teams = useQuery(teamsQuery).data?.data ?? []
  const causes = useCauses(null) ?? []
  const [name, setName] = useState(macro?.name ?? '')
  const [text, setText] = useState(macro?.text ?? '')
  const [team, setTeam] = useState(macro?.team?.id ?? none)
  const [locale, setLocale] = useState(macro?.locale ?? none)
  const [tag, setTag] = useState(actionOf(macro, 'tag')?.tag ?? '')
  const [note, setNote] = useState(actionOf(macro, 'note')?.text ?? '')
  const [toTeam, setToTeam] = useState(actionOf(macro, 'assign_team')?.team ?? none)
  const [cause, setCause] = useState(actionOf(macro, 'resolve')?.cause ?? none)
  const box = useRef<HTMLDivElement>(null)
  const save = useAction(
    (input: Input<'POST /macros'>, options) =>
      macro
        ? call('PUT /macros/:id', { id: macro.id, version: macro.version, ...input })
        : call('POST /macros', input, options),
    onClose,
  )
  const remove = useAction((id: string) => call('DELETE /macros/:id', { id }), onClose)
  const actions: Action[] = [
    ...(tag.trim() ? [{ do: 'tag' as const, tag: tag.trim() }] : []),
    ...(note.trim() ? [{ do: 'note' as const, text: note.trim() }] : []),
    ...(toTeam !== none ? [{ do: 'assign_team' as const, team: toTeam }] : []),
    ...(cause !== none ? [{ do: 'resolve' as const, cause }] : []),
  ]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run({
      name: name.trim(),
      text,
      actions,
      team: team === none ? null : team,
      locale: locale === none ? null : locale,
    })
  }
  const insert = (variable: string) => {
    const area = box.current?.querySelector('textarea')
    const at = area?.selectionStart ?? text.length
    setText(`${text.slice(0, at)}{{${variable}}}${text.slice(area?.selectionEnd ?? at)}`)
    area?.focus()
  }
  return (
    <Dialog title={macro?.name ?? t('macros.add')} isOpen onClose={onClose} closeLabel={t('common.close')} wide>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <TextField
          label={t('settings.name')}
          value={name}
          onChange={setName}
          maxLength={80}
          isRequired
          autoFocus
          problem={save.error?.code === 'name_taken' ? save.error.message : null}
        />
        <div ref={box}>
          <TextField
            label={t('macros.text')}
            value={text}
            onChange={setText}
            lines={6}
            maxLength={10_000}
            problem={save.error?.code === 'unknown_variable' ? save.error.message : null}
          />
        </div>
        <details>
          <summary className="link cursor-pointer text-sm">{t('macros.variables')}</summary>
          <ul className="mt-2 grid gap-1 sm:grid-cols-2">
            {variables.map((variable) => (
              <li key={variable.name}>
                <PlainButton
                  onPress={() => insert(variable.name)}
                  className="w-full rounded-md px-2 py-1.5 text-start hover:bg-accent-wash pointer-coarse:min-h-11"
                >
                  <code dir="ltr" className="font-mono text-sm">{`{{${variable.name}}}`}</code>
                  <span className="block text-sm text-soft">
                    {variable.words}: {variable.example}
                  </span>
                </PlainButton>
              </li>
            ))}
          </ul>
          <p className="mt-2 text-sm text-soft">
            {t('macros.default', { example: '{{contact.first_name | default: "there"}}' })}
          </p>
        </details>
        {text.includes('{{') && (
          <section aria-label={t('macros.preview')} className="rounded-lg bg-sunken px-4 py-3">
            <p className="text-sm text-soft">{t('macros.preview')}</p>
            <p className="whitespace-pre-wrap" dir="auto">
              {filled(text, variables)}
            </p>
          </section>
        )}
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Select
            label={t('macros.for')}
            value={team}
            onChange={setTeam}
            choices={[
              { id: none, label: t('macros.forAll') },
              ...teams.filter((one) => !one.archived).map((one) => ({ id: one.id, label: one.name })),
            ]}
          />
          <Select
            label={t('macros.locale')}
            value={locale}
            onChange={setLocale}
            choices={[
              { id: none, label: t('macros.anyLocale') },
              ...['en', 'de', 'ar'].map((id) => ({ id, label: id })),
            ]}
          />
          <TextField label={t('macroAction.tag')} value={tag} onChange={setTag} maxLength={40} />
          <TextField label={t('macroAction.note')} value={note} onChange={setNote} maxLength={2000} />
          <Select
            label={t('macroAction.assign_team')}
            value={toTeam}
            onChange={setToTeam}
            choices={[
              { id: none, label: t('macros.no') },
              ...teams.filter((one) => !one.archived).map((one) => ({ id: one.id, label: one.name })),
            ]}
          />
          <Select
            label={t('macroAction.resolve')}
            value={cause}
            onChange={setCause}
            choices={[{ id: none, label: t('macros.no') }, ...causes]}
          />
        </div>
        <ActionTrouble
          error={
            save.error && ['name_taken', 'unknown_variable'].includes(save.error.code)
              ? null
              : (save.error ?? remove.error)
          }
        />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" isPending={save.isPending}>
            {t('common.save')}
          </Button>
          {macro && (
            <Button isPending={remove.isPending} onPress={() => void remove.run(macro.id)}>
              {t('macros.remove')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}

function actionOf<D extends Action['do']>(macro: Macro | null, kind: D): Extract<Action, { do: D }> | undefined {
  return macro?.actions.find((action): action is Extract<Action, { do: D }> => action.do === kind)
}

/** The words with each variable's example in its place. */
function filled(text: string, variables: readonly { name: string; example: string }[]): string {
  return text.replace(
    /\{\{\s*([\w.]+)[^}]*\}\}/g,
    (whole, name: string) => variables.find((one) => one.name === name)?.example ?? whole,
  )
}
