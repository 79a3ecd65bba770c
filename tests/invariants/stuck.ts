import type { OurBooks } from './our-books.ts'
import type { Violations } from './violations.ts'

/** States that something of ours is still working on: they have to end once the world around answers. */
const working = { movement: ['requested'], charge: ['requested'], replacement: ['requested'] }

/**
 * No case waits for nobody: everything that is not final has a timer, a job, or a person who is asked.
 * @param options.healed the providers answer everything and all jobs have run: nothing may be under way any more,
 *   except what the storefront itself has not decided
 */
export function checkStuck(
  books: OurBooks,
  found: Violations,
  { healed, pendingKeys }: { healed: boolean; pendingKeys: ReadonlySet<string> },
): void {
  const timers = new Set(books.timers.map((timer) => `${timer.name} ${timer.key}`))
  const jobsOf = (name: string, field: string) =>
    new Set(books.jobs.filter((job) => job.name === name).map((job) => String(job.data.data?.[field])))
  checkProblems(books, timers, found)
  checkChanges(books, timers, jobsOf('changes.apply', 'changeId'), found, healed, pendingKeys)
  checkWork(books, found, healed, pendingKeys)
  checkHolds(books, found)
  for (const approval of books.approvals) {
    if (
      approval.state === 'pending' &&
      !timers.has(`staff.approval-over ${approval.id}`) &&
      !hasTimer(books, approval.id)
    )
      found.add('stuck', `approval ${approval.id} never lapses`)
  }
  if (!healed) return
  for (const job of books.deadJobs)
    found.add(
      'stuck',
      `a job gave up: ${job.source_name} ${JSON.stringify(job.data)}: ${job.source_output?.message ?? ''}`,
    )
  for (const job of books.jobs)
    found.add('stuck', `a job is left: ${job.name} (${job.state}) ${JSON.stringify(job.data)}`)
  for (const timer of books.timers.filter((each) => each.failures > 0))
    found.add('stuck', `timer ${timer.name} ${timer.key} keeps failing: ${timer.last_error}`)
  for (const mail of books.notifications.filter((each) => each.state === 'queued'))
    found.add('stuck', `mail ${mail.id} (${mail.template}) was never sent`)
}

function checkProblems(books: OurBooks, timers: ReadonlySet<string>, found: Violations): void {
  const openReviews = new Set(
    books.reviews.filter((review) => review.state === 'open').map((review) => review.about_id),
  )
  for (const problem of books.problems) {
    if (problem.state === 'waiting' && !timers.has(`problems.wait-over ${problem.id}`))
      found.add('stuck', `problem ${problem.id} waits and no timer ends it`)
    if (problem.state === 'in_review' && !openReviews.has(problem.id))
      found.add('stuck', `problem ${problem.id} is in review and nobody is asked`)
    if (problem.state === 'open' && problem.offers.length === 0)
      found.add('stuck', `problem ${problem.id} is open and offers nothing`)
  }
  const states = new Map(books.problems.map((problem) => [problem.id, problem.state]))
  for (const review of books.reviews.filter((each) => each.state === 'open')) {
    if (!timers.has(`problems.review-over ${review.id}`))
      found.add('stuck', `review ${review.id} is open and no timer ends it`)
    if (review.about_kind === 'problem' && states.get(review.about_id) !== 'in_review')
      found.add(
        'stuck',
        `review ${review.id} asks about problem ${review.about_id}, which is ${states.get(review.about_id)}`,
      )
  }
}

function checkChanges(
  books: OurBooks,
  timers: ReadonlySet<string>,
  jobs: ReadonlySet<string>,
  found: Violations,
  healed: boolean,
  pendingKeys: ReadonlySet<string>,
): void {
  const chargeOf = new Map(books.charges.map((charge) => [charge.id, charge]))
  for (const change of books.changes) {
    const timed = timers.has(`changes.answer-over ${change.id}`)
    if (change.state === 'asked' && !timed)
      found.add('stuck', `change ${change.id} asks somebody and no deadline stands`)
    if (change.state !== 'pending') continue
    const paying = change.charge_id !== null && chargeOf.get(change.charge_id)?.state === 'requested'
    const theirs = pendingKeys.has(change.storefront_key)
    // Whatever is lost on the way, the sweep of pending changes takes it up; once healed only the storefront may still think.
    if (healed && !theirs && !paying)
      found.add(
        'stuck',
        `change ${change.id} (${change.kind}) is pending, and not because of the storefront; jobs: ${jobs.has(change.id)}`,
      )
  }
}

function checkWork(books: OurBooks, found: Violations, healed: boolean, pendingKeys: ReadonlySet<string>): void {
  if (!healed) return
  const left = [
    ...books.movements
      .filter((row) => working.movement.includes(row.state))
      .map((row) => ['refund movement', row.id, row.provider_key] as const),
    ...books.charges
      .filter((row) => working.charge.includes(row.state))
      .map((row) => ['charge', row.id, row.provider_key] as const),
    ...books.replacements
      .filter((row) => working.replacement.includes(row.state))
      .map((row) => ['replacement', row.id, row.storefront_key] as const),
  ]
  for (const [what, id, key] of left) if (!pendingKeys.has(key)) found.add('stuck', `${what} ${id} is still requested`)
}

/** A hold ends with its matter. */
function checkHolds(books: OurBooks, found: Violations): void {
  const open = new Set([
    ...books.problems
      .filter((problem) => ['open', 'waiting', 'in_review'].includes(problem.state))
      .map((problem) => `problem ${problem.id}`),
    ...books.changes
      .filter((change) => ['asked', 'pending', 'review'].includes(change.state))
      .map((change) => `change ${change.id}`),
  ])
  for (const hold of books.holds.filter(
    (each) => each.closed_at === null && (each.kind === 'problem' || each.kind === 'change'),
  )) {
    if (!open.has(`${hold.kind} ${hold.ref_id}`))
      found.add('stuck', `unit ${hold.unit_id} is held by ${hold.kind} ${hold.ref_id}, which is over`)
  }
  const held = new Set(
    books.holds.filter((hold) => hold.closed_at === null).map((hold) => `${hold.kind} ${hold.ref_id}`),
  )
  for (const problem of books.problems.filter((each) => ['open', 'waiting', 'in_review'].includes(each.state))) {
    if (!held.has(`problem ${problem.id}`))
      found.add('promise', `problem ${problem.id} is ${problem.state} and holds nothing`)
  }
}

function hasTimer(books: OurBooks, key: string): boolean {
  return books.timers.some((timer) => timer.key === key)
}
