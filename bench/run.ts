import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchCallMe } from './call-me.ts'
import { benchConversations } from './conversations.ts'
import { benchHelpPage } from './help-page.ts'
import { benchImport } from './import.ts'
import { benchIntents } from './intents.ts'
import { benchLive } from './live.ts'
import { benchMailCorpus } from './mail-corpus.ts'
import { benchMailIntake } from './mail-intake.ts'
import { benchMainJob } from './main-job.ts'
import { benchOrderList } from './order-list.ts'
import { benchPolicyDecisions } from './policy-decisions.ts'
import { benchReachAgent } from './reach-agent.ts'
import { benchReturns } from './returns.ts'
import { benchSearch } from './search.ts'
import { benchStart } from './start.ts'

// npm run bench [-- --orders 1000000 --import-orders 1000000 --only main-job,start --peers]
const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '100000' },
    'import-orders': { type: 'string', default: '20000' },
    only: { type: 'string', default: '' },
    // Other programs are installed into a temporary folder and measured in the same run.
    peers: { type: 'boolean', default: false },
    // A folder with public sentence sets, as bench/intents.ts says; without it only our own are measured.
    'intent-data': { type: 'string' },
    // A folder with public mails, as bench/mail-corpus.ts says; without it only the speed is measured.
    'mail-data': { type: 'string' },
    // A folder with public sets of questions and answers, as bench/search-sets.ts says.
    'search-data': { type: 'string' },
  },
})

interface Row {
  what: string
  measured: string
  goal: string
}

const benches: Record<string, () => Promise<{ figures: object; rows: Row[] }>> = {
  'policy-decisions': async () => {
    const figures = benchPolicyDecisions()
    return {
      figures,
      rows: [
        row('policy decisions on one core', `${figures.decisionsPerSecond} a second`, '≥ 50,000 a second'),
        row('claims against sellers decided on one core', `${figures.claimsPerSecond} a second`, '≥ 50,000 a second'),
        row('100,000 past cases decided again', `${figures.backtest100kSeconds} s`, '< 10 s'),
      ],
    }
  },
  'main-job': async () => {
    const figures = await benchMainJob()
    return {
      figures,
      rows: [
        row('report a problem: decision committed, p50 / p95', `${figures.reportP50} / ${figures.reportP95} ms`, ''),
        row('take a replacement, p50 / p95', `${figures.replacementP50} / ${figures.replacementP95} ms`, ''),
        row('take a refund, p50 / p95', `${figures.refundP50} / ${figures.refundP95} ms`, ''),
        row('decision and remedy together, p95', `${figures.bothP95} ms`, '< 50 ms'),
        row('an agent’s refund, p50 / p95', `${figures.agentRefundP50} / ${figures.agentRefundP95} ms`, '≤ 15 ms p50'),
      ],
    }
  },
  'reach-agent': async () => {
    const figures = await benchReachAgent()
    return {
      figures,
      rows: [
        row('a chat to a free agent’s screen, p50 / p99', `${figures.p50} / ${figures.p99} ms`, '< 1 s p99'),
        row('an agent takes it, p50', `${figures.acceptP50} ms`, ''),
      ],
    }
  },
  'call-me': async () => {
    const { agentPhone, shopperPhone } = await benchCallMe()
    const words = ({ p50, p95, p99 }: typeof agentPhone) => `${p50} / ${p95} / ${p99} ms`
    return {
      figures: { agentPhone, shopperPhone },
      rows: [
        row('an agent is free: their desk phone is called, p50 / p95 / p99', words(agentPhone), ''),
        row('and the shopper’s, over the trunk', words(shopperPhone), '< 5 s'),
      ],
    }
  },
  returns: async () => {
    const figures = await benchReturns({ peer: values.peers })
    const { ours, medusa } = figures
    const beside = (name: 'create' | 'receipt' | 'refund') =>
      medusa
        ? `Medusa ${medusa.version}: ${medusa[name].p50} ms, ${medusa[name].perSecondAt8} a second`
        : 'measured beside Medusa with --peers'
    const words = (figure: typeof ours.create) => `${figure.p50} / ${figure.p95} ms, ${figure.perSecondAt8} a second`
    return {
      figures,
      rows: [
        row(
          'create a return, p50 / p95, at 8 connections',
          words(ours.create),
          `≤ 25 ms, ≥ 100 a second; ${beside('create')}`,
        ),
        row('receive it', words(ours.receipt), beside('receipt')),
        row('inspect it', words(ours.inspection), ''),
        row('refund by an agent', words(ours.refund), `≤ 15 ms; ${beside('refund')}`),
      ],
    }
  },
  live: async () => {
    const figures = await benchLive()
    const { bare, one, two } = figures
    const ratio = (ours: number, theirs: number) => (theirs > 0 ? (ours / theirs).toFixed(1) : '–')
    const scene = `${figures.shoppers} shoppers, ${figures.agents} agents, ${figures.perSecond} messages a second`
    return {
      figures,
      rows: [
        row(`to the other screen, ${scene}, p50 / p99`, `${one.p50} / ${one.p99} ms`, ''),
        row('a bare socket server in the same run, p50 / p99', `${bare.p50} / ${bare.p99} ms`, ''),
        row(
          'times the bare server, p50 / p99',
          `${ratio(one.p50, bare.p50)} / ${ratio(one.p99, bare.p99)}`,
          '≤ 1.5 / ≤ 1.5',
        ),
        row('memory of one connection / CPU', `${one.memoryPerSocketKb} kB / ${one.cpuPercent} % of a core`, ''),
        row(
          'two processes, one killed: lost / doubled / out of order',
          `${two.lost} / ${two.doubled} / ${two.reordered}`,
          '0 / 0 / 0',
        ),
        row('until a screen watches again, p50 / slowest', `${two.reconnectP50} / ${two.reconnectMax} ms`, ''),
      ],
    }
  },
  intents: async () => {
    const figures = benchIntents(values['intent-data'])
    const { clinc150 } = figures
    const share = (figure: number | undefined) =>
      figure === undefined ? 'needs --intent-data' : `${(figure * 100).toFixed(1)} %`
    return {
      figures,
      rows: [
        row('what a message is about: our 25 routes, five-fold', share(figures.ownFiveFold), ''),
        row('our routes on Bitext’s sentences, never seen', share(figures.bitextUnseen), ''),
        row('Bitext, ten examples an intent', share(figures.bitextTenExamples), '≥ 93 %'),
        row('Banking77', share(figures.banking77), '≥ 90.5 %'),
        row('CLINC150: in scope right', share(clinc150?.inScopeRight), '≥ 82 %'),
        row('CLINC150: out of scope rejected', share(clinc150?.outOfScopeRejected), '≥ 92 %'),
        row('one message', `${figures.microsecondsPerMessage} µs`, '≤ 1 ms'),
      ],
    }
  },
  'mail-corpus': async () => {
    const figures = await benchMailCorpus(values['mail-data'])
    const { mails, crashed, unreadable, lost, garbledSubjects, garbledSenders, expected, containers, bounces } = figures
    const speed = (figure: { ours: number; mailparser: number }) => `${figure.ours} a second`
    return {
      figures,
      rows: [
        row(
          'read a mail of 8 kB, its HTML made harmless, quotes folded',
          speed(figures.ownPerSecond),
          `mailparser, which does neither: ${figures.ownPerSecond.mailparser}`,
        ),
        ...(mails === undefined
          ? [row('public mails', 'needs --mail-data', '')]
          : [
              row(`of ${mails} public mails: crashed / lost`, `${crashed?.length} / ${lost?.length}`, '0 / 0'),
              row('too large or deep, and shown as they came', `${unreadable?.length}`, ''),
              row('subjects / senders garbled', `${garbledSubjects?.length} / ${garbledSenders?.length}`, '0 / 0'),
              row('facts that their tests expect, wrong', `${expected?.wrong.length} of ${expected?.facts}`, '0'),
              row('winmail.dat opened, wrong', `${containers?.wrong.length} of ${containers?.containers}`, '0'),
              row(
                'bounces not seen / recipient found',
                `${bounces?.missed.length} / ${bounces?.withRecipient} of ${bounces?.bounces}`,
                '',
              ),
              row(
                'public mails read',
                speed(figures.corpusPerSecond),
                `mailparser: ${figures.corpusPerSecond.mailparser}`,
              ),
            ]),
      ],
    }
  },
  'mail-intake': async () => {
    const figures = await benchMailIntake()
    const { ours, requestTracker: peer } = figures
    const beside = (mails: number, theirs: number | undefined) =>
      peer && theirs
        ? `${theirs} a second; ${(mails / theirs).toFixed(1)} times, goal ≥ 20`
        : 'Request Tracker is not here'
    const rate = ({ perSecond, perSecondAllDone }: typeof ours.fresh) =>
      `${perSecond} a second, ${perSecondAllDone} with all that follows`
    const both = ({ delivered, kept }: typeof ours.twice) => `${kept} of ${delivered}`
    return {
      figures,
      rows: [
        row('new mails to conversations', rate(ours.fresh), beside(ours.fresh.perSecondAllDone, peer?.fresh)),
        row('answers to theirs', rate(ours.answers), beside(ours.answers.perSecondAllDone, peer?.answers)),
        row(`${ours.mailboxes} mailboxes at a time`, rate(ours.several), ''),
        ...(peer
          ? [
              row(
                'new mails to Request Tracker without a process of its own for each',
                `${peer.byRequest} a second`,
                '',
              ),
            ]
          : []),
        row('the same mail twice: kept', both(ours.twice), peer ? both(peer.twice) : ''),
        row(
          `${ours.steady.perSecond} a second: from the mailbox to the conversation, p50 / p95`,
          `${ours.steady.p50} / ${ours.steady.p95} ms`,
          '',
        ),
      ],
    }
  },
  conversations: async () => {
    const figures = await benchConversations()
    const goals: Record<string, string> = {
      send: '300 ms',
      'status change': '200 ms',
      list: '300 ms',
      counts: '300 ms',
      open: '300 ms',
    }
    return {
      figures,
      rows: Object.entries(figures.times).map(([name, { p50, p95 }]) =>
        row(
          `among ${figures.conversations} conversations: ${name}, p50 / p95`,
          `${p50} / ${p95} ms`,
          Object.entries(goals).find(([begin]) => name.startsWith(begin))?.[1] ?? '',
        ),
      ),
    }
  },
  'help-page': async () => {
    const figures = await benchHelpPage()
    const { articleP50, articleP95, articleKilobytes, articleScriptKilobytes, complaints } = figures
    return {
      figures,
      rows: [
        row(
          'a help article / the first help page, slow 4G and a phone: largest paint',
          `${figures.articleLargestPaint} / ${figures.homeLargestPaint} ms`,
          '< 1.5 s',
        ),
        row('how far things moved', `${figures.articleLayoutShift} / ${figures.homeLayoutShift}`, '< 0.02'),
        row('an article in all / of it script', `${articleKilobytes} / ${articleScriptKilobytes} kB`, ''),
        row('what the browser complained about', `${complaints.length}`, '0'),
        row('the same words with every script blocked', figures.isWholeWithoutScript ? 'yes' : 'no', 'yes'),
        row('an article from the server, p50 / p95', `${articleP50} / ${articleP95} ms`, ''),
      ],
    }
  },
  search: async () => {
    const figures = await benchSearch(values['search-data'])
    if (!figures) return { figures: {}, rows: [row('search of the help center', 'needs --search-data', '')] }
    const beside = (words: (engine: string) => string, engines: Record<string, unknown>) =>
      Object.keys(engines)
        .filter((name) => name !== 'ours')
        .map((name) => `${name}: ${words(name)}`)
        .join('; ')
    const { means } = figures
    const mean = (name: string) => `${means[name]?.held} (all ${means[name]?.all})`
    return {
      figures,
      rows: [
        row(
          'help center, the right article: mean MRR@10 of three public sets',
          mean('ours'),
          `≥ 0.75; ${beside(mean, means)}`,
        ),
        ...Object.entries(figures.sets).map(([set, engines]) => {
          const words = (name: string) => `${engines[name]?.held.mrr} (all ${engines[name]?.all.mrr})`
          return row(`of these: ${set}`, words('ours'), beside(words, engines))
        }),
        ...Object.entries(figures.large).map(([articles, engines]) => {
          const words = (name: string) =>
            `${engines[name]?.p50} / ${engines[name]?.p95} ms, MRR@10 ${engines[name]?.all.mrr}`
          const goal = Number(articles) === figures.largest ? '≤ 20 ms p95' : '≤ 10 ms p95'
          return row(
            `a search among ${articles} articles, p50 / p95`,
            words('ours'),
            `${goal}; ${beside(words, engines)}`,
          )
        }),
        row(
          'suggestions for each letter typed, there, p50 / p95',
          `${figures.suggestions.p50} / ${figures.suggestions.p95} ms`,
          '',
        ),
        row('an article published again, there, p50 / p95', `${figures.indexing.p50} / ${figures.indexing.p95} ms`, ''),
      ],
    }
  },
  'order-list': async () => {
    const figures = await benchOrderList({ orders: Number(values.orders) })
    return {
      figures,
      rows: [
        row(
          `list of a shopper with 500 orders among ${figures.orders}, p50 / p95`,
          `${figures.listP50} / ${figures.listP95} ms`,
          '< 20 ms p95',
        ),
        row(
          'a page of 20 orders over 8 connections',
          `${figures.listPerSecondAt8} a second, p50 ${figures.listP50At8} ms`,
          '≥ 300 a second, ≤ 25 ms',
        ),
        row('search in that list, p95', `${figures.searchP95} ms`, ''),
        row('one order, p50 / p95', `${figures.orderP50} / ${figures.orderP95} ms`, ''),
      ],
    }
  },
  import: async () => {
    const figures = await benchImport({ orders: Number(values['import-orders']) })
    return {
      figures,
      rows: [
        row(
          `import of ${figures.orders} orders`,
          `${figures.rowsPerSecond} a second, ${figures.rowsPerSecondAtTheEnd} at the end`,
          '',
        ),
        row(
          'memory of the program before / at most while importing',
          `${figures.programMbBefore} / ${figures.programMbPeak} MB`,
          'flat',
        ),
      ],
    }
  },
  start: async () => {
    const figures = await benchStart()
    return {
      figures,
      rows: [
        row('first start to the portal’s page', `${figures.firstStartSeconds} s`, '< 15 s'),
        row('second start', `${figures.secondStartSeconds} s`, ''),
        row(
          'memory at rest, everything / without the shipped fakes',
          `${figures.idleMb} / ${figures.idleWithoutFakesMb} MB`,
          '< 400 MB',
        ),
      ],
    }
  },
}

function row(what: string, measured: string, goal: string): Row {
  return { what, measured, goal }
}

const wanted = values.only ? values.only.split(',') : Object.keys(benches)
const folder = join(import.meta.dirname, 'results')
mkdirSync(folder, { recursive: true })
const table: Row[] = []
for (const name of wanted) {
  const bench = benches[name]
  if (!bench) throw new Error(`There is no bench "${name}"; there are ${Object.keys(benches).join(', ')}.`)
  process.stderr.write(`${name} …\n`)
  const { figures, rows } = await bench()
  table.push(...rows)
  const machine = {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? '',
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.version,
    // With others at work on the machine, times say little: this tells.
    loadOfTheLastMinute: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  }
  writeFileSync(
    join(folder, `${name}.json`),
    `${JSON.stringify({ at: new Date().toISOString(), machine, figures }, null, 2)}\n`,
  )
}
for (const { what, measured, goal } of table)
  process.stdout.write(`${what.padEnd(66)} ${measured.padEnd(28)} ${goal}\n`)
