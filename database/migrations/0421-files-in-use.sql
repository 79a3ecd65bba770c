-- Whether anything still holds a file is asked before it is dropped.
create index return_line_files on return_line using gin (file_ids) where file_ids <> '{}';
create index return_receipt_files on return_receipt using gin (file_ids) where file_ids <> '{}';
create index return_inspection_files on return_inspection using gin (file_ids) where file_ids <> '{}';
create index problem_file_file on problem_file (store_id, file_id);
create index return_parcel_label on return_parcel (store_id, label_file_id) where label_file_id is not null;
create index delivery_proof_photo on delivery_proof (store_id, photo_file_id) where photo_file_id is not null;
create index draft_files on draft using gin (files) where files <> '{}';
