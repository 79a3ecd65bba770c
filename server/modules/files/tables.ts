export interface FileTables {
  file: FileRow
  file_access: FileAccessRow
  file_link_key: FileLinkKeyRow
}

export interface FileRow {
  store_id: string
  id: string
  sha256: string
  media_type: string
  size_bytes: number
  original_name: string | null
  owner_kind: string
  owner_id: string
  captured_at: Date | null
  captured_lat: number | null
  captured_lng: number | null
  created_at: Date
  deleted_at: Date | null
}

export interface FileAccessRow {
  store_id: string
  file_id: string
  viewer: string
  at: Date
}

export interface FileLinkKeyRow {
  store_id: string
  key: string
  created_at: Date
}
