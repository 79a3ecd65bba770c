-- There were two of the same.
drop index inbound_mail_posted;
