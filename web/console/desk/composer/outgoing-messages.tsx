import type { Outgoing } from '../../../kit/chat/outbox.ts'
import type { Connection } from '../../../kit/live-connection.ts'
import { Button } from '../../../ui/button.tsx'
import { classes } from '../../../ui/classes.ts'
import { useConsole } from '../../text.ts'

type OutgoingMessagesProps = {
  outgoing: Outgoing[]
  connection: Connection
  onTakeBack: (one: Outgoing) => void
}

/** What is written and not taken yet, at the end of the conversation; it goes out by itself once there is a connection. */
export function OutgoingMessages({ outgoing, connection, onTakeBack }: OutgoingMessagesProps) {
  const { t } = useConsole()
  return outgoing.map((one) => (
    <article key={one.clientId} className="mt-3 flex justify-end">
      <div className="grid max-w-[85%] justify-items-end gap-0.5">
        <div
          dir="auto"
          className={classes(
            'w-fit max-w-full rounded-lg px-3 py-2 whitespace-pre-wrap [overflow-wrap:anywhere]',
            one.kind === 'note' ? 'border border-warn-line bg-warn-wash' : 'bg-accent-wash',
          )}
        >
          {one.text || one.files.map((file) => file.name).join(', ')}
        </div>
        {one.refused ? (
          <div role="alert" className="flex flex-wrap items-center justify-end gap-2 px-1 text-sm text-bad">
            {one.refused.message}
            <Button size="small" onPress={() => onTakeBack(one)}>
              {t('composer.takeBack')}
            </Button>
          </div>
        ) : (
          <p className="px-1 text-xs text-soft">{t(connection === 'away' ? 'composer.waits' : 'composer.sending')}</p>
        )}
      </div>
    </article>
  ))
}
