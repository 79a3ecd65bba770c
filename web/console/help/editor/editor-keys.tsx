import { Dialog } from '../../../ui/dialog.tsx'
import { Key } from '../../layout/key-button.tsx'
import { useConsole } from '../../text.ts'
import { useHelp } from '../text.ts'
import { blockChoices } from './blocks.ts'
import { keyWords } from './key-words.ts'

const more = [
  ['/', 'insert'],
  ['Mod-b', 'bold'],
  ['Mod-i', 'italic'],
  ['Mod-e', 'code'],
  ['Mod-k', 'link'],
  ['Mod-z', 'undo'],
  ['Mod-Shift-z', 'redo'],
  ['Enter', 'enter'],
  ['Alt-↑', 'up'],
  ['Alt-↓', 'down'],
  ['Tab', 'tab'],
  ['Alt-F10', 'toolbar'],
] as const

/** Every key of the editor. */
export function EditorKeys({ onClose }: { onClose: () => void }) {
  const { t } = useHelp()
  const common = useConsole()
  const rows = [
    ...more.map(([keys, what]) => [keyWords(keys), t(`keys.${what}`)]),
    ...blockChoices.flatMap(({ id, keys }) => (keys ? [[keyWords(keys), t(`block.${id}`)]] : [])),
  ]
  return (
    <Dialog title={t('tool.keys')} isOpen onClose={onClose} closeLabel={common.t('common.close')}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2">
        {rows.map(([key, what]) => (
          <div key={key} className="contents">
            <dt>
              <bdi>
                <Key quiet>{key}</Key>
              </bdi>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
