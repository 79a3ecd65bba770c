import type { Conversation } from '#contract/conversations'
import Ellipsis from 'lucide-react/icons/ellipsis'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Menu, type MenuChoice } from '../../../ui/menu.tsx'
import { useToast } from '../../../ui/toasts.tsx'
import { TriggerButton } from '../../../ui/trigger-button.tsx'
import { useConsole } from '../../text.ts'

export type ActionWindow = 'resolve' | 'assign' | 'tags' | 'merge' | 'split' | 'conduct' | 'keys' | null

type MoreMenuProps = { conversation: Conversation; onWindow: (window: ActionWindow) => void }

/** What is done more rarely with a conversation; each with its key where it has one. */
export function MoreMenu({ conversation, onWindow }: MoreMenuProps) {
  const { t } = useConsole()
  const toast = useToast()
  const { desk } = conversation
  const may = (action: string) => conversation.allowed.some((one) => one.action === action)
  const unmerge = useAction((_: null) => call('DELETE /conversations/:id/merge', { id: conversation.id }))
  const unsplit = useAction((id: string) => call('DELETE /splits/:id', { id }))
  const flag = useAction((on: boolean) =>
    call('PUT /customers/:id/flags/:flag', { id: desk?.customer?.id ?? '', flag: 'bereavement', on }),
  )
  const mail = useAction(
    (_: null, options) => call('POST /conversations/:id/transcript', { id: conversation.id }, options),
    ({ to }) => toast(t('transcript.sent', { to })),
  )
  const split = desk?.undoableSplit ?? null
  const isGrieving = Boolean(desk?.flags.includes('bereavement'))
  const choices: (MenuChoice | false)[] = [
    may('tag') && { id: 'tags', label: `${t('tags.title')} (T)`, onAction: () => onWindow('tags') },
    may('merge') && { id: 'merge', label: `${t('merge.open')} (G)`, onAction: () => onWindow('merge') },
    may('undo_merge') && { id: 'unmerge', label: t('merge.undo'), onAction: () => void unmerge.run(null) },
    may('split') && { id: 'split', label: `${t('split.open')} (X)`, onAction: () => onWindow('split') },
    split !== null && { id: 'unsplit', label: t('split.undo'), onAction: () => void unsplit.run(split) },
    may('transcript') && { id: 'transcript', label: t('transcript.byMail'), onAction: () => void mail.run(null) },
    Boolean(desk?.customer) && {
      id: 'bereavement',
      label: t(isGrieving ? 'flag.bereavementOff' : 'flag.bereavementOn'),
      detail: t('flag.bereavementDetail'),
      onAction: () => void flag.run(!isGrieving),
    },
    (may('warn') || may('restrict')) && {
      id: 'conduct',
      label: t('conduct.title'),
      onAction: () => onWindow('conduct'),
    },
    { id: 'keys', label: `${t('keysHelp.title')} (?)`, onAction: () => onWindow('keys') },
  ]
  const error = unmerge.error ?? unsplit.error ?? flag.error ?? mail.error
  return (
    <>
      <Menu label={t('desk.more')} choices={choices.filter((choice) => choice !== false)}>
        <TriggerButton look="icon" aria-label={t('desk.more')} className="size-9! pointer-coarse:size-11!">
          <Ellipsis className="size-5" aria-hidden="true" />
        </TriggerButton>
      </Menu>
      {error && (
        <div className="basis-full">
          <ActionTrouble error={error} />
        </div>
      )}
    </>
  )
}
