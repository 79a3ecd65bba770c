import type { Widget } from '#contract/widgets'
import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useConsole } from '../text.ts'

type Side = NonNullable<Widget['look']['side']>

/** On which pages it may stand, who may write there, and how it looks. */
export function EditWidget({ widget, onClose }: { widget: Widget | null; onClose: () => void }) {
  const { t } = useConsole()
  const [name, setName] = useState(widget?.name ?? '')
  const [origins, setOrigins] = useState(widget?.origins.join('\n') ?? '')
  const [isSigned, setSigned] = useState(widget?.signedOnly ?? false)
  const [color, setColor] = useState(widget?.look.color ?? '#0f6b56')
  const [side, setSide] = useState<Side>(widget?.look.side ?? 'right')
  const save = useAction((input: Input<'POST /widgets'> & { archived?: boolean }, options) => {
    const { archived, ...fields } = input
    return widget
      ? call('PUT /widgets/:id', {
          id: widget.id,
          version: widget.version,
          ...fields,
          ...(archived ? { archived } : {}),
        })
      : call('POST /widgets', fields, options)
  }, onClose)
  const input: Input<'POST /widgets'> = {
    name: name.trim(),
    origins: origins
      .split(/\s+/)
      .map((one) => one.trim())
      .filter(Boolean),
    signedOnly: isSigned,
    look: { color, side },
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run(input)
  }
  return (
    <Dialog title={widget?.name ?? t('widgets.add')} isOpen onClose={onClose} closeLabel={t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <TextField label={t('settings.name')} value={name} onChange={setName} maxLength={80} isRequired autoFocus />
        <TextField
          label={t('widgets.origins')}
          hint={t('widgets.originsHint')}
          value={origins}
          onChange={setOrigins}
          lines={3}
          dir="ltr"
          problem={save.error?.param?.startsWith('origins') ? save.error.message : null}
        />
        <Checkbox isSelected={isSigned} onChange={setSigned} detail={t('widgets.signedDetail')}>
          {t('widgets.signedOnly')}
        </Checkbox>
        <TextField label={t('widgets.color')} value={color} onChange={setColor} dir="ltr" />
        <ChoiceList
          label={t('widgets.side')}
          value={side}
          onChange={(id) => setSide(id as Side)}
          choices={(['right', 'left'] as const).map((id) => ({ id, label: t(`widgets.side.${id}`) }))}
        />
        <ActionTrouble error={save.error?.param?.startsWith('origins') ? null : save.error} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" isPending={save.isPending}>
            {t('common.save')}
          </Button>
          {widget && (
            <Button isDisabled={save.isPending} onPress={() => void save.run({ ...input, archived: true })}>
              {t('widgets.remove')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}
