import type { Conversation } from '#contract/conversations'
import X from 'lucide-react/icons/x'
import { type FormEvent, useState } from 'react'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button, PlainButton } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useConsole } from '../../text.ts'

/** The tags of a conversation; each change holds at once. */
export function TagsDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { t } = useConsole()
  const [next, setNext] = useState('')
  const tags = conversation.desk?.tags ?? []
  const save = useAction((wanted: string[]) =>
    call('PUT /conversations/:id/tags', { id: conversation.id, tags: wanted }),
  )
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const tag = next.trim()
    if (!tag) return onClose()
    if (await save.run([...new Set([...tags, tag])])) setNext('')
  }
  return (
    <Dialog title={t('tags.title')} isOpen onClose={onClose} closeLabel={t('common.close')}>
      <form onSubmit={(event) => void add(event)} className="grid gap-4">
        {tags.length > 0 && (
          <ul className="flex flex-wrap gap-2">
            {tags.map((tag) => (
              <li key={tag} className="flex items-center rounded-full border border-line bg-sunken ps-3 text-sm">
                <bdi>{tag}</bdi>
                <PlainButton
                  aria-label={t('tags.remove', { tag })}
                  onPress={() => void save.run(tags.filter((one) => one !== tag))}
                  className="grid size-8 place-items-center rounded-full hover:text-bad pointer-coarse:size-11"
                >
                  <X className="size-3.5" aria-hidden="true" />
                </PlainButton>
              </li>
            ))}
          </ul>
        )}
        <TextField label={t('tags.add')} value={next} onChange={setNext} maxLength={40} autoFocus />
        <ActionTrouble error={save.error} />
        <Button type="submit" look="primary" isPending={save.isPending}>
          {t(next.trim() ? 'tags.addOne' : 'tags.done')}
        </Button>
      </form>
    </Dialog>
  )
}
