import { mailboxPort } from '#modules/mail'
import { createApp } from '#platform/create-app'
import { createLog } from '#platform/log'
import { connectFiles } from '#testing/files'
import { imapMailboxes } from '../../../server/adapters/mailboxes/imap.ts'
import { smtpMail } from '../../../server/adapters/email/smtp.ts'
import { modules } from '../../../server/app/modules.ts'
import { createHttp } from '../../../server/app/http.ts'
import { listenForMail } from '../../../server/app/mail-listener.ts'
import { startWorker } from '../../../server/app/worker.ts'
import { readConfig } from '../../../server/config.ts'
import { emailPort } from '../../../server/modules/mail/outgoing/ports.ts'

// A process on a database that is there: it fetches mail, has mail brought to it, and files it until it is killed.
const [connectionString = '', mailServer = '', folder = '', port = '', dropPort = ''] = process.argv.slice(2)
const config = readConfig({ ...process.env, MAKERIGHT_DATA: folder, PUBLIC_URL: 'http://store.test' }, [
  '--roles=http,worker',
])
const app = await createApp({ config, log: createLog('warn'), connectionString, modules })
app.ports.set(mailboxPort, imapMailboxes({ allowInside: [mailServer], pollSeconds: 2 }))
app.ports.set(
  emailPort,
  smtpMail({ host: '127.0.0.1', port: Number(dropPort), security: 'none', now: () => app.clock.now() }),
)
connectFiles(app)
await (await createHttp(app)).listen({ host: '127.0.0.1', port: Number(port) })
await listenForMail(app)
await startWorker(app)
