import { spawnSync } from 'node:child_process'

/** Account that Postgres runs as, when the program itself runs as root. */
export interface Account {
  uid: number
  gid: number
}

/**
 * The system account `postgres`, made when it does not exist: Postgres refuses to run as root.
 *
 * @throws Error with what to do when it can neither be found nor made.
 */
export function postgresAccount(): Account {
  return findAccount('postgres') ?? createAccount()
}

function createAccount(): Account {
  const ways: [string, ...string[]][] = [
    [
      'useradd',
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/bin/false',
      'postgres',
    ],
    [
      'useradd',
      '--system',
      '--gid',
      'postgres',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/bin/false',
      'postgres',
    ],
    ['adduser', '--system', '--group', '--no-create-home', '--home', '/nonexistent', 'postgres'],
    ['adduser', '-S', '-D', '-H', 'postgres'],
  ]
  for (const [command, ...args] of ways) {
    spawnSync(command, args, { stdio: 'ignore', env: { PATH: pathWithAdministration() } })
    const account = findAccount('postgres')
    if (account) return account
  }
  throw new Error(
    'Postgres does not run as root, and the system account "postgres" could not be created. ' +
      'Create it (useradd --system postgres), start Makeright as an ordinary account, or set DATABASE_URL.',
  )
}

function findAccount(name: string): Account | undefined {
  const uid = readId(['-u', name])
  const gid = readId(['-g', name])
  return uid === undefined || gid === undefined ? undefined : { uid, gid }
}

function readId(args: string[]): number | undefined {
  const answer = spawnSync('id', args, { encoding: 'utf8' })
  return answer.status === 0 ? Number(answer.stdout.trim()) : undefined
}

function pathWithAdministration(): string {
  return `${process.env.PATH ?? '/usr/bin:/bin'}:/usr/sbin:/sbin`
}
