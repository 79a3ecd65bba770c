import { Dialog } from '../../../ui/dialog.tsx'
import { isMac } from '../../layout/is-mac.ts'
import { Key } from '../../layout/key-button.tsx'
import { useConsole } from '../../text.ts'

const mod = isMac ? '⌘' : 'Ctrl'

const shortcuts = [
  ['J', 'next'],
  ['K', 'previous'],
  ['↵', 'open'],
  ['R', 'reply'],
  ['N', 'note'],
  [`${mod} ↵`, 'send'],
  ['W', 'everyone'],
  ['U', 'undo'],
  ['M', 'macro'],
  ['H', 'article'],
  ['P', 'problem'],
  ['⇧ 1 … 9', 'remedy'],
  ['A', 'assign'],
  ['T', 'tags'],
  ['F', 'follow'],
  ['G', 'merge'],
  ['X', 'split'],
  ['E', 'resolve'],
  ['O', 'case'],
  ['/', 'search'],
  [`${mod} K`, 'search'],
  ['?', 'help'],
] as const

/** Every key of the desk. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useConsole()
  return (
    <Dialog title={t('keysHelp.title')} isOpen onClose={onClose} closeLabel={t('common.close')}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2">
        {shortcuts.map(([key, what]) => (
          <div key={key} className="contents">
            <dt>
              <bdi>
                <Key quiet>{key}</Key>
              </bdi>
            </dt>
            <dd>{t(`keysHelp.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
