import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { accessSync, constants, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { delimiter, join } from 'node:path'

/** Where a program is; undefined when it is not installed. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].filter(Boolean)
  return folders
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

const taken = new Set<number>()

/** A port that nobody uses for UDP or TCP, with the next one free as well: baresip takes that for TLS. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 5_000) * 2
    const isFree = (await Promise.all([port, port + 1].map(isPortFree))).every(Boolean)
    if (!isFree || taken.has(port)) continue
    taken.add(port)
    return port
  }
}

/** One for each name. */
export async function freePorts<Name extends string>(...names: Name[]): Promise<Record<Name, number>> {
  const ports = await Promise.all(names.map(async (name) => [name, await freePort()] as const))
  return Object.fromEntries(ports) as Record<Name, number>
}

async function isPortFree(port: number): Promise<boolean> {
  const server = createServer()
  const socket = createSocket('udp4')
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    socket.bind(port, '127.0.0.1')
    await once(socket, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
    socket.close()
  }
}

export interface RunningProgram {
  readonly output: () => string
  stop(): Promise<void>
}

/** Starts a program and waits until something is true of it; it is ended with the test, whatever happens. */
async function run(name: string, args: string[], isReady: (output: string) => Promise<boolean> | boolean) {
  const child = spawn(findProgram(name) ?? name, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      output += text
    })
  }
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 1_500)
    await gone
    clearTimeout(late)
  }
  const until = Date.now() + 10_000
  while (!(await isReady(output))) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop()
      throw new Error(`${name} did not start:\n${output}`)
    }
    await new Promise((resolve) => void setTimeout(resolve, 20))
  }
  return { child: child as ChildProcess, output: () => output, stop }
}

export interface PhoneEvent {
  type: string
  param?: string
  peeruri?: string
}

export interface RealPhone extends RunningProgram {
  /** Presses a key: `accept`, `hangup`, `hold`, `resume`. */
  press(command: string, params?: string): void
  /** The next event of a type that was not waited for before. */
  heard(type: string): Promise<PhoneEvent>
  forgetEvents(): void
  /** What it heard in its calls, as files. */
  recordings(): string[]
}

/** A baresip phone that says a tone, records what it hears, and is worked by `press`. */
export async function startPhone(settings: {
  folder: string
  port: number
  /** Lines of the file `accounts`. */
  accounts: string[]
  toneHz: number
  address?: string
}): Promise<RealPhone> {
  const { folder, port, accounts, toneHz } = settings
  const address = settings.address ?? '127.0.0.1'
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'tone.wav'), toneFile(toneHz, 60))
  const control = await freePort()
  writeFileSync(join(folder, 'accounts'), `${accounts.join('\n')}\n`)
  writeFileSync(
    join(folder, 'config'),
    [
      'poll_method epoll',
      `sip_listen ${address.includes(':') ? `[${address}]` : address}:${port}`,
      `net_interface ${address}`,
      `audio_source aufile,${join(folder, 'tone.wav')}`,
      'audio_player aubridge,p',
      'audio_alert aubridge,q',
      'auplay_srate 8000',
      'ausrc_srate 8000',
      'call_max_calls 8',
      `module_path ${moduleFolder()}`,
      ...['g711', 'aufile', 'aubridge', 'sndfile'].map((name) => `module ${name}.so`),
      `snd_path ${folder}`,
      'module_tmp account.so',
      'module_app menu.so',
      'module_app ctrl_tcp.so',
      `ctrl_tcp_listen 127.0.0.1:${control}`,
      '',
    ].join('\n'),
  )
  let socket: Socket | undefined
  const program = await run('baresip', ['-f', folder], async () => {
    socket = await tryConnect(control)
    return socket !== undefined
  })
  const unheard: PhoneEvent[] = []
  let wake = () => {}
  readNetstrings(socket as Socket, (text) => {
    const message = JSON.parse(text) as PhoneEvent & { event?: boolean }
    if (!message.event) return
    unheard.push(message)
    wake()
  })
  return {
    ...program,
    press(command, params) {
      const text = JSON.stringify({ command, ...(params ? { params } : {}) })
      socket?.write(`${text.length}:${text},`)
    },
    async heard(type) {
      for (;;) {
        const index = unheard.findIndex((event) => event.type === type)
        const [found] = index < 0 ? [] : unheard.splice(index, 1)
        if (found) return found
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    forgetEvents: () => void unheard.splice(0),
    recordings: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('-dec.wav'))
        .sort()
        .map((name) => join(folder, name)),
    async stop() {
      socket?.destroy()
      await program.stop()
    },
  }
}

function moduleFolder(): string {
  const folder = ['/usr/lib/baresip/modules', '/usr/local/lib/baresip/modules'].find((path) => {
    try {
      return readdirSync(path).includes('g711.so')
    } catch {
      return false
    }
  })
  return folder ?? '/usr/lib/baresip/modules'
}

async function tryConnect(port: number): Promise<Socket | undefined> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return socket.on('error', () => {})
  } catch {
    return undefined
  }
}

function readNetstrings(socket: Socket, take: (text: string) => void): void {
  let rest = ''
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    rest += text
    for (;;) {
      const colon = rest.indexOf(':')
      const length = Number(rest.slice(0, colon))
      if (colon < 0 || rest.length < colon + length + 2) return
      take(rest.slice(colon + 1, colon + 1 + length))
      rest = rest.slice(colon + length + 2)
    }
  })
}

/** A trunk that asks for a password (407), stays on the way (Record-Route), and knows some numbers. */
export async function startTrunk(settings: {
  folder: string
  port: number
  realm: string
  password: string
  /** Where a number that is no other is sent. */
  shopper: { address: string; port: number }
  /** Numbers with other phones behind them, by what stands after `sip:`. */
  others?: Record<string, string>
  tls?: { port: number; certificate: string; key: string }
}): Promise<RunningProgram> {
  const { folder, port, realm, password, shopper, others = {}, tls } = settings
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'kamailio.cfg')
  writeFileSync(
    file,
    `#!KAMAILIO
debug=1
log_stderror=yes
children=1
tcp_children=2
auto_aliases=no
listen=udp:127.0.0.1:${port}
listen=tcp:127.0.0.1:${port}
${tls ? `enable_tls=yes\nlisten=tls:127.0.0.1:${tls.port}` : ''}
${['tm', 'sl', 'rr', 'pv', 'textops', 'siputils', 'maxfwd', 'auth'].map((name) => `loadmodule "${name}.so"`).join('\n')}
${
  tls
    ? `loadmodule "tls.so"
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "certificate", "${tls.certificate}")
modparam("tls", "private_key", "${tls.key}")`
    : ''
}
modparam("rr", "enable_full_lr", 1)
request_route {
  if (has_totag()) {
    if (loose_route()) { t_relay(); exit; }
    if (is_method("ACK")) { if (t_check_trans()) t_relay(); exit; }
    sl_send_reply("481", "Not here");
    exit;
  }
  if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
  if (!pv_proxy_authenticate("${realm}", "${password}", "0")) { proxy_challenge("${realm}", "1"); exit; }
  consume_credentials();
  if (is_method("OPTIONS")) { sl_send_reply("200", "OK"); exit; }
  t_check_trans();
  if ($rU == "+12025550140") { sl_send_reply("404", "Not found"); exit; }
  if ($rU == "+12025550141") { sl_send_reply("486", "Busy here"); exit; }
  if ($rU == "+12025550142") { sl_send_reply("603", "Decline"); exit; }
  record_route();
  $var(to) = "sip:shopper@${shopper.address}:${shopper.port}";
${Object.entries(others)
  .map(([number, to]) => `  if ($rU == "${number}") { $var(to) = "sip:${to}"; }`)
  .join('\n')}
  $ru = $var(to);
  t_relay();
}
`,
  )
  return await run(
    'kamailio',
    ['-DD', '-E', '-f', file, '-m', '32', '-M', '4', '-w', folder, '-Y', folder, '-P', join(folder, 'pid')],
    async () => {
      const socket = await tryConnect(port)
      socket?.destroy()
      return socket !== undefined
    },
  )
}

const sippAnswer = (status: string, body: boolean) => `<send${body ? ' retrans="500"' : ''}><![CDATA[
SIP/2.0 ${status}
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]x[pid]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port]>
${
  body
    ? `Content-Type: application/sdp
Content-Length: [len]

v=0
o=sipp 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 0
a=rtpmap:0 PCMU/8000`
    : 'Content-Length: 0'
}
]]></send>`

/** Requests in the order in which they come; an INVITE is answered with a description at once. */
function sippScenario(requests: string[]): string {
  const steps = requests.map((method, index) => {
    const taggedLater = (text: string) => (index === 0 ? text : text.replace(/;tag=.*/, ''))
    const answer =
      method === 'INVITE' ? sippAnswer('200 OK', true) : method === 'BYE' ? sippAnswer('200 OK', false) : ''
    return `<recv request="${method}"/>${taggedLater(answer)}`
  })
  return `<?xml version="1.0" encoding="ISO-8859-1" ?><scenario name="phone">${steps.join('')}</scenario>`
}

/** A crowd of sipp phones behind one port, each of which answers at once and waits for these requests. */
export async function startSipp(settings: { folder: string; port: number; requests: string[]; address?: string }) {
  mkdirSync(settings.folder, { recursive: true })
  const file = join(settings.folder, `scenario-${settings.port}.xml`)
  writeFileSync(file, sippScenario(settings.requests))
  const address = settings.address ?? '127.0.0.1'
  const args = ['-sf', file, '-p', String(settings.port), '-i', address, '-nostdin', '-l', '5000']
  return await run('sipp', args, async () => !(await isPortFree(settings.port)))
}

export interface Said {
  type: string
  [key: string]: unknown
}

export interface SipProcess extends RunningProgram {
  ask(what: object): void
  /** The next line that fits, of those that were not waited for before. */
  said(fits: (line: Said) => boolean): Promise<Said>
  /** Without a word to anybody. */
  kill(): Promise<void>
}

/** The adapter in a process of its own. */
export async function startSipProcess(args: string[]): Promise<SipProcess> {
  const script = join(import.meta.dirname, 'sip-process.fixture.ts')
  const program = await run(process.execPath, [script, ...args], (output) => output.includes('"ready"'))
  const { child } = program
  const heard = new Set<number>()
  const find = (fits: (line: Said) => boolean): Said | undefined => {
    const lines = program.output().split('\n').slice(0, -1)
    const index = lines.findIndex((line, at) => !heard.has(at) && fits(JSON.parse(line) as Said))
    if (index < 0) return undefined
    heard.add(index)
    return JSON.parse(lines[index] ?? '') as Said
  }
  return {
    ...program,
    ask: (what) => void child.stdin?.write(`${JSON.stringify(what)}\n`),
    async said(fits) {
      for (;;) {
        const found = find(fits)
        if (found) return found
        await once(child.stdout as NodeJS.ReadableStream, 'data')
      }
    },
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** How loud a tone is in a recording, in parts of all of its sound. */
export function shareOfTone(file: string, toneHz: number): number {
  const bytes = readFileSync(file)
  const start = bytes.indexOf('data') + 8
  const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + (bytes.length & ~1)))
  const rate = bytes.readUInt32LE(24)
  // By Goertzel: in blocks of 25 ms, so that a gap between packets does not turn the phase.
  const block = Math.round(rate / 40)
  const turn = 2 * Math.cos((2 * Math.PI * toneHz) / rate)
  let tone = 0
  let all = 0
  for (let from = 0; from + block <= samples.length; from += block) {
    let [one, two] = [0, 0]
    for (let index = from; index < from + block; index++) {
      const sample = samples[index] ?? 0
      all += sample * sample
      const next = sample + turn * one - two
      two = one
      one = next
    }
    tone += (2 * (one * one + two * two - turn * one * two)) / block
  }
  return all === 0 ? 0 : tone / all
}

/** A tone, as a file that can be played. */
export function toneFile(toneHz: number, seconds: number, rate = 8_000): Buffer {
  const bytes = Buffer.alloc(44 + rate * seconds * 2)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(rate * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(rate * seconds * 2, 40)
  for (let index = 0; index < rate * seconds; index++)
    bytes.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * toneHz * index) / rate)), 44 + 2 * index)
  return bytes
}
