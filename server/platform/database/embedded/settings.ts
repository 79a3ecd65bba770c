/** Server settings of an install: small memory, durable, reachable by its socket only. */
export function settingsFor(options: {
  runDir: string
  durable: boolean
  settings?: Record<string, string>
}): Record<string, string> {
  return {
    listen_addresses: '',
    unix_socket_directories: quoteListItem(options.runDir),
    unix_socket_permissions: '0700',
    port: '5432',
    ssl: 'off',
    max_connections: '100',
    shared_buffers: '64MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    effective_cache_size: '1GB',
    huge_pages: 'off',
    jit: 'off',
    max_parallel_workers: '2',
    autovacuum_max_workers: '2',
    max_wal_senders: '0',
    max_replication_slots: '0',
    max_logical_replication_workers: '0',
    max_wal_size: '1GB',
    random_page_cost: '1.1',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_min_messages: 'warning',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...durability(options.durable),
    ...options.settings,
  }
}

/** Settings as arguments of the `postgres` program. */
export function settingArguments(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Without fsync a commit still outlives a killed server, but not a machine that loses power. */
function durability(durable: boolean): Record<string, string> {
  const value = durable ? 'on' : 'off'
  return { fsync: value, full_page_writes: value, synchronous_commit: 'on' }
}

/** The socket setting is a comma-separated list, so that a path with a comma or a space has to be quoted. */
function quoteListItem(path: string): string {
  return `"${path.replaceAll('"', '""')}"`
}
